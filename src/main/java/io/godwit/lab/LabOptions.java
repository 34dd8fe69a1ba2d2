package io.godwit.lab;

import java.nio.file.Path;

/**
 * What a lab shall be.
 *
 * @param name tells labs apart that run side by side; short, because paths of sockets are
 * @param root the folder of all labs
 * @param cache the folder where guest images are kept for the next time
 */
public record LabOptions(String name, Path root, Path cache, int hypervisors, int nasServers) {
    public LabOptions {
        if (!name.matches("[a-z][a-z0-9]{0,9}")) {
            throw new LabException("'" + name + "' cannot name a lab: a letter, then up to 9 letters and digits");
        }
        if (hypervisors < 1 || hypervisors > 8 || nasServers < 1 || nasServers > 8) {
            throw new LabException("a lab has 1 to 8 hypervisors and 1 to 8 NAS servers");
        }
    }

    public Path folder() {
        return root.resolve(name);
    }
}
