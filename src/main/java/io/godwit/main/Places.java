package io.godwit.main;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The folders of this program on this machine, from its environment. */
record Places(Map<String, String> environment) {
    /** The folder of all labs. */
    Path labs() {
        return Path.of(environment.getOrDefault("GODWIT_LABS", "/var/lib/godwit/lab"));
    }

    /** Guest images, kept for the next lab. */
    Path cache() {
        return Path.of(environment.getOrDefault("GODWIT_CACHE", "/var/cache/godwit"));
    }

    /** The journal's folder for cluster files that name none. */
    Path state() {
        return Path.of(environment.getOrDefault("GODWIT_STATE", "/var/lib/godwit"));
    }

    /** Where a cluster file may be, in the order of precedence. */
    List<Path> clusterFiles() {
        List<Path> files = new ArrayList<>();
        add(files, "GODWIT_CLUSTER", "");
        add(files, "HOME", ".config/godwit/cluster.yaml");
        files.add(Path.of("/etc/godwit/cluster.yaml"));
        files.add(labs().resolve("lab/cluster.yaml"));
        return files;
    }

    private void add(List<Path> files, String variable, String below) {
        String value = environment.get(variable);
        if (value != null && !value.isBlank()) {
            files.add(Path.of(value).resolve(below));
        }
    }

    /** The page's files where the class path has none: those that were built beside the sources. */
    Path page() {
        return Path.of(environment.getOrDefault("GODWIT_HOME", ".")).resolve("ui/dist");
    }

    /** How this program is started again. */
    String launcher() {
        return Path.of(environment.getOrDefault("GODWIT_HOME", ".")).resolve("godwit").toAbsolutePath().toString();
    }
}
