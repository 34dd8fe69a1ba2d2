package io.godwit.adapter.nas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** The scripts that are run on NAS servers; they come with the program, and nothing has to be installed there. */
enum Script {
    LOOK, CLUSTER, LEAVE, RECEIVE, FENCE, AGENT;

    String text() {
        String name = name().toLowerCase(java.util.Locale.ROOT) + ".sh";
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
