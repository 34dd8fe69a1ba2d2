package io.godwit.model;

import java.util.List;

/**
 * NAS servers that can serve each other's exports, because their storage is replicated or shared.
 *
 * @param nas two or more, by name
 */
public record NasPair(String name, Manager manager, List<String> nas) {
    public NasPair {
        nas = List.copyOf(nas);
    }

    /** Who decides which of them serves an export. */
    public sealed interface Manager {
        /** Pacemaker, by its own tools on the servers. */
        record Pacemaker() implements Manager {}

        /**
         * Nobody: Godwit moves address and server itself.
         *
         * @param agent the OCF resource agent that runs an export's server, as in ocf:heartbeat:nfsserver
         * @param device the network interface that carries the floating addresses
         * @param prefix the length of their network's prefix
         */
        record ByHand(String agent, String device, int prefix) implements Manager {}
    }
}
