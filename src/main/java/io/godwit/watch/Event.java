package io.godwit.watch;

import java.nio.charset.StandardCharsets;

/** Something that changed, as clients get it: written once for all of them. */
public final class Event {
    private final String id;
    private final String kind;
    private final byte[] wire;

    /**
     * An event.
     *
     * @param id names it for ever: the server's start and a number
     * @param kind scene, migration, step, sample or resync
     * @param data JSON on one line
     */
    Event(String id, String kind, String data) {
        this.id = id;
        this.kind = kind;
        this.wire = ("id: " + id + "\nevent: " + kind + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    public String id() {
        return id;
    }

    public boolean resync() {
        return kind.equals("resync");
    }

    /** As a server-sent event; not to be changed. */
    public byte[] wire() {
        return wire;
    }
}
