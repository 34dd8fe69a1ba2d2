package io.godwit.faults;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.lab.GuestSpec;
import io.godwit.main.Cli;
import io.godwit.main.LabCluster;
import io.godwit.model.Vm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One process begins a move and dies; another takes it over with the command that a person would type. The same guest
 * goes forth and back over all the trials.
 */
final class KillTrial {
    private static final String VM = "tiny2";
    private static final int KILLED = 137;
    private static final Pattern WRITES = Pattern.compile("(?m)^writes (\\d+)$");
    private final LabCluster cluster;

    KillTrial(LabCluster cluster) {
        this.cluster = cluster;
    }

    Row run(Kill kill) throws IOException, InterruptedException {
        long began = System.nanoTime();
        Vm before = guest();
        String hypervisor = other(before.hypervisor(), "vnode2", "vnode3");
        String nas = other(nasOf(before), "nas1", "nas2");
        try (OneCopy one = OneCopy.of(cluster.lab, VM)) {
            int code = doomed(kill, hypervisor, nas);
            Optional<MigrationRecord> open = cluster.wiring.journal().openMigrationOf(before.uuid());
            Outcome ended = open.map(this::adopted).orElse(Outcome.DONE);
            return judge(kill, new Ended(code, open.isPresent(), ended, one.violations()), before, hypervisor, nas,
                    began);
        }
    }

    private record Ended(int code, boolean wasOpen, Outcome outcome, List<String> doubled) {}

    private Row judge(Kill kill, Ended end, Vm before, String hypervisor, String nas, long began) {
        boolean opened = end.wasOpen() || kill.write() > 1;
        Vm now = cluster.vm(VM);
        Records records = Records.of(cluster.lab, VM);
        boolean moved = now.hypervisor().equals(kill.move().movesMemory() ? hypervisor : before.hypervisor())
                && nasOf(now).equals(kill.move().movesDisks() ? nas : nasOf(before));
        boolean asItMay = opened ? moved && end.outcome() == Outcome.DONE : now.disks().equals(before.disks());
        boolean one = cluster.lab.images(nasOf(now)).stream().filter(KillTrial::ours).count() == 1
                && cluster.lab.images(other(nasOf(now), "nas1", "nas2")).stream().noneMatch(KillTrial::ours)
                && alone(now);
        return new Row(kill.name(), "done",
                (end.code() == KILLED ? "" : "not killed, " + end.code() + " ") + end.outcome().label()
                        + (records.good() ? "" : ", " + records.note())
                        + (end.doubled().isEmpty() ? "" : ", two copies ran: " + end.doubled()),
                records.acknowledged(), records.found(), (System.nanoTime() - began) / 1e9,
                end.code() == KILLED && asItMay && one && records.good() && end.doubled().isEmpty());
    }

    /** How many writes the journal gets when nobody is killed. */
    int writes(Kill.Move move) {
        try {
            Vm before = guest();
            int code = doomed(new Kill(move, 0, false), other(before.hypervisor(), "vnode2", "vnode3"),
                    other(nasOf(before), "nas1", "nas2"));
            String said = Files.readString(output());
            Matcher writes = WRITES.matcher(said);
            if (code != 0 || !writes.find()) {
                throw new AssertionError("a quiet move ended with " + code + ": " + said);
            }
            return Integer.parseInt(writes.group(1));
        } catch (IOException | InterruptedException e) {
            throw new AssertionError("no quiet move", e);
        }
    }

    private Path output() {
        return cluster.lab.folder().resolve("doomed.out");
    }

    private static boolean ours(String image) {
        return image.startsWith(VM + "-");
    }

    private boolean alone(Vm vm) {
        return cluster.wiring.inventories().read().vms().filter(other -> other.uuid().equals(vm.uuid())).count() == 1;
    }

    private Vm guest() {
        Optional<Vm> there = cluster.wiring.inventories().read().vm(VM);
        if (there.isEmpty()) {
            cluster.lab.addVm(GuestSpec.tiny(VM, "vnode2", "nas2").stored());
        }
        return cluster.vm(VM);
    }

    private String nasOf(Vm vm) {
        return cluster.cluster.locate(vm.disks().getFirst().top().source()).orElseThrow().nas();
    }

    private static String other(String now, String one, String two) {
        return now.equals(one) ? two : one;
    }

    private int doomed(Kill kill, String hypervisor, String nas) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), DoomedGodwit.class.getName(),
                cluster.lab.clusterFile().toString(), Integer.toString(kill.write()),
                kill.after() ? "after" : "before", "migrate", VM));
        words.addAll(kill.move().words(hypervisor, nas));
        Process process = new ProcessBuilder(words).redirectErrorStream(true)
                .redirectOutput(output().toFile()).start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("the process neither died nor ended");
        }
        return process.exitValue();
    }

    private Outcome adopted(MigrationRecord open) {
        var _ = new Cli(cluster.lab.clusterFile()).run("watch", open.id().value());
        return cluster.wiring.journal().migration(open.id()).orElseThrow().outcome();
    }
}
