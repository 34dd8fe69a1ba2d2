package io.godwit.lab;

import java.nio.file.Path;

/**
 * What a lab shall be.
 *
 * @param name tells labs apart that run side by side; short, because paths of sockets are
 * @param root the folder of all labs
 * @param cache the folder where guest images are kept for the next time
 * @param nasCluster what moves exports between the first two NAS servers
 */
public record LabOptions(String name, Path root, Path cache, int hypervisors, int nasServers, NasCluster nasCluster) {
    public LabOptions {
        if (!name.matches("[a-z][a-z0-9]{0,9}")) {
            throw new LabException("'" + name + "' cannot name a lab: a letter, then up to 9 letters and digits");
        }
        if (hypervisors < 1 || hypervisors > 8 || nasServers < 1 || nasServers > 8) {
            throw new LabException("a lab has 1 to 8 hypervisors and 1 to 8 NAS servers");
        }
        if (nasCluster != NasCluster.NONE && nasServers < 2) {
            throw new LabException("a NAS cluster has two servers, and this lab would have " + nasServers);
        }
    }

    /** A lab whose NAS servers know nothing of each other. */
    public LabOptions(String name, Path root, Path cache, int hypervisors, int nasServers) {
        this(name, root, cache, hypervisors, nasServers, NasCluster.NONE);
    }

    public LabOptions with(NasCluster cluster) {
        return new LabOptions(name, root, cache, hypervisors, nasServers, cluster);
    }

    public Path folder() {
        return root.resolve(name);
    }
}
