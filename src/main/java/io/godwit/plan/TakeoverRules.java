package io.godwit.plan;

import io.godwit.model.PairFacts;
import io.godwit.model.PairFacts.Fencing;
import io.godwit.model.PairNode;
import io.godwit.model.Serving;
import io.godwit.observe.TakeoverSituation;
import io.godwit.request.Takeover;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether an export may change its server now. Pure. */
final class TakeoverRules {
    private static final List<Rule> ALL = List.of(TakeoverRules::served, TakeoverRules::target, TakeoverRules::online,
            TakeoverRules::quorum, TakeoverRules::fencing, TakeoverRules::healthy, TakeoverRules::free,
            TakeoverRules::stays, TakeoverRules::same, TakeoverRules::grace, TakeoverRules::times,
            TakeoverRules::replicated);
    private final Takeover request;
    private final TakeoverSituation now;

    private TakeoverRules(Takeover request, TakeoverSituation now) {
        this.request = request;
        this.now = now;
    }

    /** A test of what the pair said. */
    private interface Rule {
        Check check(TakeoverRules rules, PairFacts facts);
    }

    static Stream<Check> check(Takeover request, TakeoverSituation now) {
        TakeoverRules rules = new TakeoverRules(request, now);
        Stream<Check> ofPair = now.facts().isPresent()
                ? ALL.stream().map(rule -> rule.check(rules, now.facts().get()))
                : Stream.of(Check.refused("pair-answers", now.export().pair().name(), now.silence(),
                        "look at the servers and at the shell that the cluster file names; godwit doctor"));
        return Stream.concat(ofPair, Stream.of(rules.quiet(), rules.address(), rules.mounts(), rules.heard()));
    }

    private String name() {
        return now.export().name();
    }

    private Check served(PairFacts facts) {
        List<String> addressed = facts.addressed();
        if (addressed.size() > 1) {
            return Check.refused("export-served", name(), "both " + String.join(" and ", addressed)
                    + " have its address", "end one of the two servers at once; find out why fencing did not");
        }
        return facts.served()
                .map(nas -> Check.passed("export-served", name(), nas + " serves it at " + now.export().address()
                        + ", and nobody else does"))
                .orElseGet(() -> Check.refused("export-served", name(),
                        addressed.isEmpty()
                                ? "no server has its address " + now.export().address()
                                : addressed.getFirst() + " has its address, and " + facts.manager()
                                        + " does not have all of it there",
                        "wait until the pair is at rest, or mend it: crm_mon"));
    }

    private Check target(PairFacts facts) {
        return facts.served().equals(Optional.of(request.to()))
                ? Check.refused("takeover-target", request.to(), "it serves " + name() + " already", "godwit get nas")
                : facts.unmovable().isEmpty()
                        ? Check.passed("takeover-target", request.to(), "may serve " + name())
                        : Check.refused("takeover-target", request.to(), String.join("; ", facts.unmovable()),
                                "take the standby, the maintenance mode or the constraint away first");
    }

    private Check online(PairFacts facts) {
        List<String> off = facts.nodes().stream().filter(node -> !node.online() || node.serving().isEmpty())
                .map(node -> node.nas() + (node.serving().isEmpty() ? " does not answer" : " is not online")).toList();
        return off.isEmpty()
                ? Check.passed("pair-online", pair(), "all servers are online: "
                        + String.join(", ", facts.nodes().stream().map(PairNode::nas).toList()))
                : Check.refused("pair-online", pair(), String.join(", ", off),
                        "bring it back first: a takeover is made between two servers that are well");
    }

    private String pair() {
        return now.export().pair().name();
    }

    private Check quorum(PairFacts facts) {
        return facts.quorum()
                ? Check.passed("pair-quorum", pair(), facts.manager() + (facts.fencing() == Fencing.NOBODY
                        ? ": a person decides"
                        : " has quorum"))
                : Check.refused("pair-quorum", pair(), facts.manager() + " has no quorum",
                        "bring the other servers back: without quorum nobody may decide who serves");
    }

    private Check fencing(PairFacts facts) {
        return switch (facts.fencing()) {
            case ON -> Check.passed("pair-fencing", pair(), "fencing is on, and a device is started");
            case OFF -> Check.warning("pair-fencing", pair(),
                    "fencing is off: a server that hangs in the middle may go on serving",
                    "stonith-enabled=true and a fence device for each server");
            case NOBODY -> Check.warning("pair-fencing", pair(),
                    "nobody ends a server that hangs: Godwit takes the address from the old server and ends its NFS server"
                            + " first, and goes no further where it cannot see that",
                    "have the old server's power at hand");
        };
    }

    private Check healthy(PairFacts facts) {
        return facts.failures().isEmpty()
                ? Check.passed("pair-healthy", pair(), "no resource has failed")
                : Check.refused("pair-healthy", pair(), String.join("; ", facts.failures()),
                        "mend it, then: crm_resource --cleanup");
    }

    private Check free(PairFacts facts) {
        return facts.leftovers().isEmpty()
                ? Check.passed("pair-free", pair(), "no constraint of an earlier move is left")
                : Check.refused("pair-free", pair(), "an earlier move by hand has left "
                        + String.join(", ", facts.leftovers()), "crm_resource --clear --resource RESOURCE");
    }

    private Check stays(PairFacts facts) {
        return facts.homing()
                .map(why -> Check.refused("export-stays", name(), "it would go back at once: " + why,
                        "raise its resource-stickiness above the preference, or change the preference"))
                .orElseGet(() -> Check.passed("export-stays", name(), "it stays where it is moved to"));
    }

    /** One that waits for the export may have nothing to say yet; two that say different things make stale handles. */
    private Check same(PairFacts facts) {
        List<String> identities = facts.nodes().stream().flatMap(node -> node.serving().stream())
                .map(Serving::identity).filter(identity -> !identity.isEmpty()).distinct().toList();
        if (identities.size() > 1) {
            return Check.refused("export-same", name(),
                    "the servers would give it different file handles: " + String.join(" / ", identities),
                    "the same Export_Id and Filesystem_Id (Ganesha) or fsid= (kernel) on both");
        }
        return identities.isEmpty()
                ? Check.warning("export-same", name(), "what its file handles are made of is not known",
                        "the same Export_Id and Filesystem_Id (Ganesha) or fsid= (kernel) on both")
                : Check.passed("export-same", name(), identities.getFirst());
    }

    private Check grace(PairFacts facts) {
        List<String> waiting = facts.nodes().stream()
                .filter(node -> node.serving().filter(Serving::inGrace).isPresent()).map(PairNode::nas).toList();
        return waiting.isEmpty()
                ? Check.passed("export-grace", name(), "no server is in its grace period")
                : Check.refused("export-grace", name(), String.join(", ", waiting)
                        + " waits for clients to reclaim what they had", "wait for the grace period to end");
    }

    private Check times(PairFacts facts) {
        List<Serving> known = facts.nodes().stream().flatMap(node -> node.serving().stream())
                .filter(serving -> serving.lease().isPresent() && serving.grace().isPresent()).toList();
        if (known.isEmpty()) {
            return Check.warning("export-times", name(), "NFSv4's lease time and grace period are not known",
                    "NFSv4 clients may wait as long as the grace period, 90 s by default");
        }
        Serving first = known.getFirst();
        String evidence = "NFSv4: lease " + first.lease().orElseThrow().toSeconds() + " s, grace "
                + first.grace().orElseThrow().toSeconds() + " s";
        boolean enough = first.grace().orElseThrow().compareTo(first.lease().orElseThrow()) >= 0;
        return enough
                ? Check.passed("export-times", name(), evidence)
                : Check.refused("export-times", name(), evidence
                        + ": a client that has not yet noticed could lose its locks", "a grace period of two leases");
    }

    private Check replicated(PairFacts facts) {
        List<Serving> replicas = facts.nodes().stream().flatMap(node -> node.serving().stream())
                .filter(serving -> !serving.replication().isEmpty()).toList();
        if (replicas.isEmpty()) {
            return Check.passed("export-replicated", name(), "no replicated device is seen: the storage is shared");
        }
        String evidence = String.join(", ", replicas.stream().map(Serving::replication).toList());
        return replicas.stream().allMatch(Serving::inSync)
                ? Check.passed("export-replicated", name(), evidence)
                : Check.refused("export-replicated", name(), evidence, "wait until it is in sync: drbdadm status");
    }

    private Check quiet() {
        return now.open().isEmpty()
                ? Check.passed("export-quiet", name(), "no migration of a VM on it is under way")
                : Check.refused("export-quiet", name(), "under way: " + String.join(", ", now.open()),
                        "wait for it: godwit watch ID");
    }

    private Check address() {
        return now.strays().isEmpty()
                ? Check.passed("export-address", name(), now.users().size() + " VMs use it, all by its own address")
                : Check.refused("export-address", name(), String.join(", ", now.strays())
                        + " use it by an address that stays with one server",
                        "define their disks with " + now.export().address());
    }

    private Check mounts() {
        return now.mounted().isEmpty()
                ? Check.passed("export-hard", name(), "QEMU itself is the client, and tries for ever")
                : Check.warning("export-hard", name(), String.join(", ", now.mounted())
                        + " use it through mounts of their hypervisors, whose options Godwit does not see",
                        "mount it hard: a soft mount makes guests read-only");
    }

    private Check heard() {
        List<String> silent = now.inventory().unseen().stream().map(unseen -> unseen.hypervisor().name()).toList();
        return silent.isEmpty()
                ? Check.passed("users-known", name(), "every hypervisor answers")
                : Check.refused("users-known", name(), String.join(", ", silent)
                        + " does not answer, and may run VMs on it that nobody would look after", "godwit doctor");
    }
}
