package io.godwit.faults;

import static io.godwit.faults.WorldFault.Deed.NOTHING;

import io.godwit.journal.Outcome;
import io.godwit.model.Bytes;
import io.godwit.model.Mode;
import io.godwit.plan.Step;
import io.godwit.request.Care;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The world's faults, each with the end that it may have. */
final class WorldFaults {
    static final String VM = "tiny1";
    private static final Duration SOON = Duration.ofMillis(500);
    private static final Expected DONE_OR_FAILED = Expected.of(Outcome.DONE, Outcome.FAILED);

    private WorldFaults() {}

    private static MigrationRequest memory() {
        return request(Optional.of("vnode3"), Optional.empty(), Optional.empty(), 6);
    }

    private static MigrationRequest disk() {
        return request(Optional.empty(), Optional.of("nas1"), Optional.empty(), 8);
    }

    private static MigrationRequest both(Mode mode) {
        return request(Optional.of("vnode3"), Optional.of("nas1"), Optional.of(mode), 4);
    }

    private static MigrationRequest request(Optional<String> to, Optional<String> nas, Optional<Mode> mode,
            int mebibytesPerSecond) {
        return new MigrationRequest(VM, to, nas, Map.of(), mode, Optional.of(Bytes.ofMiB(mebibytesPerSecond)),
                Care.DEFAULT);
    }

    private static WorldFault often(String name, Expected expected, MigrationRequest request,
            Class<? extends Step> during, WorldFault.Deed deed, WorldFault.Deed repaired) {
        return new WorldFault(name, expected, request, during, SOON, deed, repaired, true, NOTHING);
    }

    private static WorldFault rare(String name, Expected expected, MigrationRequest request,
            Class<? extends Step> during, WorldFault.Deed deed, WorldFault.Deed repaired) {
        return new WorldFault(name, expected, request, during, SOON, deed, repaired, false, NOTHING);
    }

    static List<WorldFault> all() {
        return List.of(
                // libvirt
                often("source libvirtd restarted while the disk is mirrored", Expected.DONE, disk(),
                        Step.MirrorDisk.class, lab -> lab.restartLibvirtd("vnode2", "TERM"), NOTHING),
                rare("source libvirtd killed while the disk is mirrored", Expected.DONE, disk(), Step.MirrorDisk.class,
                        lab -> lab.restartLibvirtd("vnode2", "KILL"), NOTHING),
                often("source libvirtd killed while the memory moves", DONE_OR_FAILED, memory(), Step.MoveMemory.class,
                        lab -> lab.restartLibvirtd("vnode2", "KILL"), NOTHING),
                rare("source libvirtd stands still for 20 s while the disk is mirrored", Expected.DONE, disk(),
                        Step.MirrorDisk.class, lab -> {
                            lab.signalLibvirtd("vnode2", "STOP");
                            pause(20);
                            lab.signalLibvirtd("vnode2", "CONT");
                        }, NOTHING),
                often("target libvirtd killed while the memory moves", DONE_OR_FAILED, memory(), Step.MoveMemory.class,
                        lab -> lab.restartLibvirtd("vnode3", "KILL"), NOTHING),
                rare("target libvirtd killed while memory and disk move together", DONE_OR_FAILED, both(Mode.ATOMIC),
                        Step.MoveMemory.class, lab -> lab.restartLibvirtd("vnode3", "KILL"), NOTHING),
                rare("target libvirtd killed while the disk is mirrored", DONE_OR_FAILED, both(Mode.STAGED),
                        Step.MirrorDisk.class, lab -> lab.restartLibvirtd("vnode3", "KILL"), NOTHING),
                // QEMU
                often("target QEMU killed while the memory moves", Expected.FAILED, memory(), Step.MoveMemory.class,
                        lab -> lab.signalQemu("vnode3", VM, "KILL"), NOTHING),
                rare("target QEMU killed while memory and disk move together", Expected.FAILED, both(Mode.ATOMIC),
                        Step.MoveMemory.class, lab -> lab.signalQemu("vnode3", VM, "KILL"), NOTHING),
                rare("target QEMU killed in the memory phase of a staged move", Expected.FAILED, both(Mode.STAGED),
                        Step.MoveMemory.class, lab -> lab.signalQemu("vnode3", VM, "KILL"), NOTHING),
                often("source QEMU killed while the memory moves", Expected.FAILED, memory(), Step.MoveMemory.class,
                        lab -> lab.signalQemu("vnode2", VM, "KILL"), NOTHING),
                rare("source QEMU killed while the disk is mirrored", Expected.FAILED, disk(), Step.MirrorDisk.class,
                        lab -> lab.signalQemu("vnode2", VM, "KILL"), NOTHING),
                // Hosts
                rare("source hypervisor lost while the memory moves", Expected.NEEDS_PERSON, memory(),
                        Step.MoveMemory.class, lab -> lab.lab().cutPower("vnode2"), lab -> lab.lab().powerOn("vnode2")),
                rare("source hypervisor lost while the disk is mirrored", Expected.NEEDS_PERSON, disk(),
                        Step.MirrorDisk.class, lab -> lab.lab().cutPower("vnode2"), lab -> lab.lab().powerOn("vnode2")),
                rare("target hypervisor lost while the memory moves", Expected.FAILED, memory(), Step.MoveMemory.class,
                        lab -> lab.lab().cutPower("vnode3"), lab -> lab.lab().powerOn("vnode3")),
                new WorldFault("source hypervisor lost right after the switchover",
                        Expected.of(Outcome.DONE, Outcome.NEEDS_PERSON), memory(), Step.Verify.class, Duration.ZERO,
                        lab -> lab.lab().cutPower("vnode2"), lab -> lab.lab().powerOn("vnode2"), false, NOTHING),
                // NAS
                often("target NAS stands still for 20 s while the disk is mirrored", Expected.DONE, disk(),
                        Step.MirrorDisk.class, lab -> standStill(lab, "nas1", 20), NOTHING),
                rare("source NAS stands still for 20 s while the disk is mirrored", Expected.DONE, disk(),
                        Step.MirrorDisk.class, lab -> standStill(lab, "nas2", 20), NOTHING),
                rare("the NAS stands still for 20 s while the memory moves", DONE_OR_FAILED, memory(),
                        Step.MoveMemory.class, lab -> standStill(lab, "nas2", 20), NOTHING),
                rare("target NAS lost while the disk is mirrored", Expected.of(Outcome.FAILED, Outcome.NEEDS_PERSON),
                        disk(), Step.MirrorDisk.class, lab -> lab.lab().cutPower("nas1"),
                        lab -> lab.lab().powerOn("nas1")),
                rare("target NAS is full in the middle of the copy", Expected.FAILED, disk(), Step.MirrorDisk.class,
                        lab -> lab.fill("nas1"), lab -> lab.exportOnDisk("nas1")).after(
                                lab -> lab.exportOfSize("nas1", 40)),
                // A delay of each packet would need the kernel's netem, which not every machine has.
                rare("target NAS answers at 2 MB/s", Expected.DONE, disk(), Step.MirrorDisk.class,
                        lab -> lab.on("nas1", "tc", "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", "16mbit",
                                "burst", "64kb", "latency", "400ms"),
                        lab -> lab.on("nas1", "tc", "qdisc", "del", "dev", "eth0", "root")),
                // The network
                rare("no network between the hypervisors for 10 s while the memory moves", DONE_OR_FAILED, memory(),
                        Step.MoveMemory.class, lab -> cutFor(lab, "vnode2", "vnode3", 10), NOTHING),
                rare("no network between the hypervisors any more while the memory moves", Expected.FAILED, memory(),
                        Step.MoveMemory.class, lab -> lab.cut("vnode2", "vnode3"),
                        lab -> lab.mend("vnode2", "vnode3")),
                rare("no network to the target NAS for 10 s while the disk is mirrored", Expected.DONE, disk(),
                        Step.MirrorDisk.class, lab -> cutFor(lab, "vnode2", "nas1", 10), NOTHING),
                rare("1 MB/s between the hypervisors while the memory moves", Expected.DONE, memory(),
                        Step.MoveMemory.class, lab -> lab.on("vnode2", "tc", "qdisc", "add", "dev", "eth0", "root",
                                "tbf", "rate", "8mbit", "burst", "64kb", "latency", "400ms"),
                        lab -> lab.on("vnode2", "tc", "qdisc", "del", "dev", "eth0", "root")),
                // People and guests
                often("somebody ends the mirror (virsh blockjob --abort)", Expected.FAILED, disk(),
                        Step.MirrorDisk.class, lab -> lab.insist("vnode2", "blockjob", VM, "vda", "--abort"), NOTHING),
                often("somebody ends the migration (virsh domjobabort)", Expected.FAILED, memory(),
                        Step.MoveMemory.class, lab -> lab.insist("vnode2", "domjobabort", VM), NOTHING),
                rare("somebody ends the migration of a staged move", Expected.FAILED, both(Mode.STAGED),
                        Step.MoveMemory.class, lab -> lab.insist("vnode2", "domjobabort", VM), NOTHING),
                often("somebody migrates the VM as well while the disk is mirrored", Expected.DONE, disk(),
                        Step.MirrorDisk.class, WorldFaults::migrateByHand, NOTHING),
                rare("somebody migrates the VM as well while the memory moves", Expected.DONE, memory(),
                        Step.MoveMemory.class, WorldFaults::migrateByHand, NOTHING),
                often("the VM is destroyed while the disk is mirrored", Expected.FAILED, disk(), Step.MirrorDisk.class,
                        lab -> lab.virsh("vnode2", "destroy", VM), NOTHING),
                rare("the VM is destroyed while the memory moves", Expected.FAILED, memory(), Step.MoveMemory.class,
                        lab -> lab.virsh("vnode2", "destroy", VM), NOTHING),
                rare("the VM is destroyed in the memory phase of a staged move", Expected.NEEDS_PERSON,
                        both(Mode.STAGED), Step.MoveMemory.class, lab -> lab.virsh("vnode2", "destroy", VM), NOTHING),
                rare("the guest is reset while the disk is mirrored", Expected.DONE, disk(), Step.MirrorDisk.class,
                        lab -> lab.virsh("vnode2", "reset", VM), NOTHING),
                rare("the guest is reset while the memory moves", Expected.DONE, memory(), Step.MoveMemory.class,
                        lab -> lab.virsh("vnode2", "reset", VM), NOTHING));
    }

    private static void migrateByHand(LabDeeds lab) {
        var _ = lab.virsh("vnode2", "migrate", "--live", "--p2p", VM, "qemu+tcp://" + lab.address("vnode3")
                + "/system");
    }

    private static void standStill(LabDeeds lab, String nas, int seconds) {
        lab.signalNfs(nas, "STOP");
        pause(seconds);
        lab.signalNfs(nas, "CONT");
    }

    private static void cutFor(LabDeeds lab, String from, String to, int seconds) {
        lab.cut(from, to);
        pause(seconds);
        lab.mend(from, to);
    }

    private static void pause(int seconds) {
        org.awaitility.Awaitility.await().pollDelay(Duration.ofSeconds(seconds))
                .atMost(Duration.ofSeconds(seconds + 5L)).until(() -> true);
    }
}
