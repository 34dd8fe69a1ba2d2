package io.godwit.model;

import java.util.List;
import java.util.Optional;

/**
 * What a NAS pair says of one export.
 *
 * @param manager for people: who decides, and its version
 * @param nodes one for each server of the pair
 * @param quorum whether those that are online may decide
 * @param failures what has failed and would get in the way, in words
 * @param leftovers constraints that an earlier move by hand has left
 * @param server where the manager has the export; empty where it is nowhere or in between
 * @param unmovable why the manager would not move it: standby, maintenance, not managed
 * @param homing why it would not stay where it was moved to, once the manager is free to choose
 * @param warmable whether a server can stand by before the export comes, so that only the address moves
 */
public record PairFacts(String manager, List<PairNode> nodes, boolean quorum, Fencing fencing, List<String> failures,
        List<String> leftovers, Optional<String> server, List<String> unmovable, Optional<String> homing,
        boolean warmable) {
    public PairFacts {
        nodes = List.copyOf(nodes);
        failures = List.copyOf(failures);
        leftovers = List.copyOf(leftovers);
        unmovable = List.copyOf(unmovable);
    }

    /** Whether the manager ends a server that it cannot talk to. */
    public enum Fencing {
        ON, OFF,
        /** There is no manager, so nobody would. */
        NOBODY
    }

    public Optional<PairNode> node(String nas) {
        return nodes.stream().filter(node -> node.nas().equals(nas)).findFirst();
    }

    /** The servers that have the export's address now. */
    public List<String> addressed() {
        return nodes.stream().filter(node -> node.serving().filter(Serving::address).isPresent()).map(PairNode::nas)
                .toList();
    }

    /** The one server that has the address, where the manager has the export too, if it has an opinion. */
    public Optional<String> served() {
        List<String> addressed = addressed();
        return addressed.size() == 1 && (fencing == Fencing.NOBODY || server.equals(Optional.of(addressed.getFirst())))
                ? Optional.of(addressed.getFirst())
                : Optional.empty();
    }

    /** The servers that wait for an export which is not with them. */
    public List<String> standingBy() {
        return nodes.stream().filter(
                node -> node.serving().filter(serving -> serving.listens() && !serving.address()).isPresent())
                .map(PairNode::nas).toList();
    }

    /** Who is connected to the export's address on that server: ADDRESS:PORT. */
    public List<String> clients(String nas) {
        return node(nas).flatMap(PairNode::serving).map(Serving::clients).orElse(List.of());
    }

    /** Whether every server was asked and answered: only then is it known who does not serve. */
    public boolean heardAll() {
        return nodes.stream().allMatch(node -> node.serving().isPresent());
    }
}
