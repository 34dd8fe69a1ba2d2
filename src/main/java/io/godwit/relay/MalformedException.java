package io.godwit.relay;

import java.io.IOException;

/** Bytes that are not what they should be. The message never quotes them. */
public final class MalformedException extends IOException {
    private static final long serialVersionUID = 1L;

    public MalformedException(String message) {
        super(message);
    }
}
