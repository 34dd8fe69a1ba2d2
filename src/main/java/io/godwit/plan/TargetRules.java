package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.HostFacts;
import io.godwit.model.VmNeeds.NetworkAttachment;
import io.godwit.observe.Situation;
import io.godwit.observe.TargetView;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether the hypervisor that shall run the VM can. */
final class TargetRules {
    /** QEMU needs memory beyond the guest's: its own, the devices', the migration's. */
    private static final Bytes OVERHEAD = Bytes.ofMiB(256);

    static final List<Rule> ALL = List.of(TargetRules::differs, TargetRules::reachable, whenSeen(TargetRules::cpu),
            whenSeen(TargetRules::machine), whenSeen(TargetRules::memory), whenSeen(TargetRules::networks),
            whenSeen(TargetRules::versions), whenSeen(TargetRules::nameFree), whenSeen(TargetRules::memoryTracked));

    /** QEMU's commit 03bfc2188f, "physmem: Fix migration dirty bitmap coherency with TCG memory access", is in it. */
    private static final long TRACKS_UNDER_TCG = 9_000_000;

    private TargetRules() {}

    /** A rule about a target that answered. */
    private interface SeenRule {
        Stream<Check> check(Situation now, TargetView.Seen target);
    }

    private static Rule whenSeen(SeenRule rule) {
        return (request, now) -> now.target().stream().filter(_ -> !alreadyThere(request, now))
                .filter(TargetView.Seen.class::isInstance).map(TargetView.Seen.class::cast)
                .flatMap(target -> rule.check(now, target));
    }

    private static boolean alreadyThere(MigrationRequest request, Situation now) {
        return request.to().equals(Optional.of(now.vm().hypervisor()));
    }

    private static Stream<Check> differs(MigrationRequest request, Situation now) {
        return request.to().stream()
                .map(to -> alreadyThere(request, now)
                        ? Check.refused("target-differs", to, now.vm().name() + " already runs on " + to,
                                "godwit get vms; name another hypervisor, or leave --to out to move only disks")
                        : Check.passed("target-differs", to, now.vm().name() + " runs on " + now.vm().hypervisor()));
    }

    private static Stream<Check> reachable(MigrationRequest request, Situation now) {
        return now.target().stream().map(target -> switch (target) {
            case TargetView.Seen(var host, var facts, _, _) -> Check.passed("target-reachable", host.name(),
                    "libvirt " + facts.libvirt() + " answers as " + facts.hostname());
            case TargetView.Unseen(var host, var why) ->
                Check.refused("target-reachable", host.name(), why, "godwit doctor");
        });
    }

    private static Stream<Check> cpu(Situation now, TargetView.Seen target) {
        return Stream.of(verdict("target-cpu", target, target.suitability().cpuProblem(),
                "can give the VM the CPU that it has",
                "choose a hypervisor with the CPU's features, or give the VM an older CPU model"));
    }

    private static Stream<Check> machine(Situation now, TargetView.Seen target) {
        return Stream.of(verdict("target-machine", target, target.suitability().machineProblem(),
                "knows machine type " + now.needs().machine(), "upgrade QEMU there"));
    }

    private static Check verdict(String id, TargetView.Seen target, Optional<String> problem, String good,
            String remedy) {
        String name = target.hypervisor().name();
        return problem.map(why -> Check.refused(id, name, why, remedy)).orElseGet(() -> Check.passed(id, name, good));
    }

    private static Stream<Check> memory(Situation now, TargetView.Seen target) {
        Bytes needed = now.vm().memory().plus(OVERHEAD);
        Bytes free = target.facts().freeMemory();
        String evidence = free + " free, " + needed + " needed (the VM's " + now.vm().memory() + " and QEMU's own)";
        String name = target.hypervisor().name();
        return Stream.of(free.compareTo(needed) >= 0
                ? Check.passed("target-memory", name, evidence)
                : Check.refused("target-memory", name, evidence, "free memory there, or choose another hypervisor"));
    }

    private static Stream<Check> networks(Situation now, TargetView.Seen target) {
        String name = target.hypervisor().name();
        return now.needs().networks().stream().distinct().map(attachment -> switch (attachment) {
            case NetworkAttachment.Bridge(var bridge) -> bridge(name, bridge, target.facts());
            case NetworkAttachment.Network(var network) -> target.facts().networks().contains(network)
                    ? Check.passed("target-network", name, "libvirt network " + network + " is active")
                    : Check.refused("target-network", name, "libvirt network " + network + " is not active",
                            "on that host: virsh net-start " + network);
            case NetworkAttachment.Other(var type) -> Check.warning("target-network", name,
                    "a network card of type " + type + " cannot be checked beforehand",
                    "make sure that it works there");
        });
    }

    private static Check bridge(String host, String bridge, HostFacts facts) {
        if (facts.interfaces().isEmpty()) {
            return Check.warning("target-network", host, "cannot say whether it has bridge " + bridge,
                    "install libvirt's interface driver there");
        }
        return facts.interfaces().get().contains(bridge)
                ? Check.passed("target-network", host, "has bridge " + bridge)
                : Check.refused("target-network", host, "has no bridge " + bridge,
                        "make the bridge there: the VM's network card is plugged into it");
    }

    private static Stream<Check> versions(Situation now, TargetView.Seen target) {
        HostFacts source = now.sourceFacts();
        HostFacts there = target.facts();
        String evidence = "QEMU " + source.qemu() + " to " + there.qemu() + ", libvirt " + source.libvirt() + " to "
                + there.libvirt();
        String name = target.hypervisor().name();
        return Stream.of(there.qemuVersion() >= source.qemuVersion()
                ? Check.passed("target-versions", name, evidence)
                : Check.refused("target-versions", name,
                        evidence + ": QEMU does not promise to load a newer QEMU's state",
                        "upgrade QEMU there first"));
    }

    private static Stream<Check> nameFree(Situation now, TargetView.Seen target) {
        String name = target.hypervisor().name();
        return Stream.of(target.namesake()
                .map(vm -> Check.refused("target-name-free", name,
                        "has a VM " + vm.name() + " (" + vm.uuid() + ", " + vm.state() + ") already",
                        "undefine or rename the one that is not needed"))
                .orElseGet(() -> Check.passed("target-name-free", name, "has no VM of this name or UUID")));
    }

    /** Seen in the lab: 1,724 of a guest's pages were old after ten migrations (docs/decisions/0009). */
    private static Stream<Check> memoryTracked(Situation now, TargetView.Seen target) {
        HostFacts source = now.sourceFacts();
        if (!now.needs().virtType().equals("qemu") || source.qemuVersion() >= TRACKS_UNDER_TCG) {
            return Stream.empty();
        }
        boolean ownMemory = now.needs().qemuArguments().stream().anyMatch(word -> word.startsWith("memory-backend="));
        return Stream.of(ownMemory
                ? Check.passed("memory-tracked", now.vm().name(), "its memory is given to QEMU by its definition")
                : Check.warning("memory-tracked", now.vm().name(), "it runs under TCG, and QEMU " + source.qemu()
                        + " can lose what such a guest writes to its memory while it is migrated",
                        "run it under KVM, or with QEMU 9.0 or newer"));
    }
}
