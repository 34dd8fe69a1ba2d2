package io.godwit.adapter.nas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The scripts that are run on NAS servers; they come with the program, and nothing has to be installed there. */
enum Script {
    LOOK(false), CLUSTER(false), LEAVE(true), RECEIVE(true), FENCE(false), AGENT(false);

    /** Whether it asks for the address, and here.sh stands before it. */
    private final boolean awaitsAddress;

    Script(boolean awaitsAddress) {
        this.awaitsAddress = awaitsAddress;
    }

    String text() {
        return (awaitsAddress ? read("here.sh") : "") + read(name().toLowerCase(Locale.ROOT) + ".sh");
    }

    private static String read(String name) {
        try (InputStream resource = Script.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the program lacks its resource " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the resource " + name + " cannot be read", e);
        }
    }
}
