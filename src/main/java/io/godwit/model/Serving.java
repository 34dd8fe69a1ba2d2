package io.godwit.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a NAS says of itself and one export.
 *
 * @param node its name in the cluster manager; empty without one
 * @param address whether it has the floating address
 * @param listens whether an NFS server listens at that address, or would as soon as it is there
 * @param identity what file handles are made of: export id and file system id, or fsid; empty where it is not known
 * @param lease NFSv4's lease time, where it is known
 * @param grace NFSv4's grace period, where it is known
 * @param inGrace whether it waits for clients to reclaim what they had
 * @param replication what the replicated device says of itself; empty where none is seen
 * @param inSync whether both sides of the device are the same
 * @param clients established connections to the export's address: ADDRESS:PORT
 */
public record Serving(String node, boolean address, boolean listens, String identity, Optional<Duration> lease,
        Optional<Duration> grace, boolean inGrace, String replication, boolean inSync, List<String> clients) {
    public Serving {
        clients = List.copyOf(clients);
    }
}
