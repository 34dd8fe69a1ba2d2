package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The hosts of a lab have the machine's processors in common, and those of a cluster do not: there, what a NAS server or the
 * administrator's own command takes is not taken from a hypervisor's guests nor from the person at the screen. So each host has a
 * share of its own, and those of hypervisors and client weigh more. Where the kernel's cpu controller is not to be had everybody takes
 * what can be got.
 */
record ProcessorShares(LabPlan plan, Optional<CpuController> controller) {
    private static final int FIRST = 4;
    private static final Duration EMPTY = Duration.ofSeconds(5);

    static ProcessorShares of(LabPlan plan) {
        return new ProcessorShares(plan, CpuController.find(CpuController.MOUNTS));
    }

    private static String group(LabHost host) {
        return "godwit-" + host.namespace();
    }

    private static int times(LabHost host) {
        return switch (host.role()) {
            case HYPERVISOR, CLIENT -> FIRST;
            case NAS -> 1;
        };
    }

    void make() {
        controller.ifPresent(cpu -> plan.hosts().forEach(host -> make(cpu, host)));
    }

    /** A machine may show its controller and not allow groups, as some containers do. */
    private static void make(CpuController cpu, LabHost host) {
        try {
            cpu.make(group(host), times(host));
        } catch (IOException e) {
            System.getLogger(ProcessorShares.class.getName()).log(System.Logger.Level.DEBUG,
                    "no share for " + host.name(), e);
        }
    }

    /** The words with which a program begins that is to run within a host's share. */
    private List<String> enter(LabHost host) {
        return controller.map(cpu -> cpu.root().resolve(group(host))).filter(Files::isDirectory)
                .map(group -> List.of("sh", "-c", "echo 0 > \"$0\"; exec \"$@\"",
                        CpuController.members(group).toString()))
                .orElse(List.of());
    }

    /** The words for one that is to run there and in the host's network. */
    List<String> at(LabHost host) {
        return Stream.concat(enter(host).stream(), Stream.of("ip", "netns", "exec", host.namespace())).toList();
    }

    /** What ends leaves its group only after its parent has heard of it. */
    void remove() {
        controller.ifPresent(cpu -> plan.hosts()
                .forEach(host -> Pause.until(EMPTY, () -> removed(cpu, host))));
    }

    private static boolean removed(CpuController cpu, LabHost host) {
        try {
            cpu.remove(group(host));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
