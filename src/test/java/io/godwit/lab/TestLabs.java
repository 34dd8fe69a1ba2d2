package io.godwit.lab;

import java.nio.file.Path;

/** Labs for tests: in a folder of their own, with the guests of the common cache. */
public final class TestLabs {
    private static final Path ROOT = Path.of("/var/lib/godwit/test");

    private TestLabs() {}

    public static LabOptions options(String name) {
        return new LabOptions(name, ROOT, cache(), 2, 2);
    }

    public static Path cache() {
        String named = System.getenv("GODWIT_CACHE");
        return Path.of(named == null ? "/var/cache/godwit" : named);
    }
}
