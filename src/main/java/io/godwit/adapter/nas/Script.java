package io.godwit.adapter.nas;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The scripts that are run on NAS servers; they come with the program, and nothing has to be installed there. */
enum Script {
    LOOK("here.sh"), CLUSTER, SETTLE, LEAVE("usual.sh", "here.sh"), RECEIVE("usual.sh",
            "here.sh"), FENCE("usual.sh", "here.sh"), AGENT("usual.sh");

    /** What several have in common, and stands before each. */
    private final String before;

    Script(String... before) {
        this.before = Stream.of(before).map(Script::read).collect(Collectors.joining());
    }

    String text() {
        return before + read(name().toLowerCase(Locale.ROOT) + ".sh");
    }

    static String read(String name) {
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
