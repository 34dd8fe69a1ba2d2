package io.godwit.adapter.process;

import io.godwit.journal.Owner;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.MigrationId;
import io.godwit.port.Processes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Processes on this machine, told apart by id, start time and the machine's own start. */
public final class LocalProcesses implements Processes {
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");
    private static final Path HOST_NAME = Path.of("/proc/sys/kernel/hostname");
    private final List<String> program;
    private final List<String> options;
    private final Path logs;

    /**
     * How a process of Godwit is started.
     *
     * @param program this program
     * @param options those that name the cluster
     * @param logs where the output of background processes goes
     */
    public LocalProcesses(List<String> program, List<String> options, Path logs) {
        this.program = List.copyOf(program);
        this.options = List.copyOf(options);
        this.logs = logs;
    }

    @Override
    public Owner self() {
        ProcessHandle self = ProcessHandle.current();
        return new Owner(bootId(), self.pid(), startMillis(self), 0);
    }

    @Override
    public String machine() {
        try {
            return Files.readString(HOST_NAME).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    @Override
    public boolean alive(Owner owner) {
        return owner.bootId().equals(bootId()) && ProcessHandle.of(owner.pid())
                .filter(process -> startMillis(process) == owner.startMillis()).filter(ProcessHandle::isAlive)
                .isPresent();
    }

    @Override
    public void giveWay() {
        Niceness.giveWay();
    }

    @Override
    public boolean continueInBackground(MigrationId id) {
        List<String> words = new ArrayList<>(List.of("setsid", "--fork"));
        words.addAll(program);
        words.addAll(List.of("adopt", id.value()));
        words.addAll(options);
        Path log = logs.resolve(id + ".log");
        try {
            Files.createDirectories(logs);
            new ProcessBuilder(words).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
            return true;
        } catch (IOException e) {
            throw new Failed("no background process could be started for " + id + ": " + e.getMessage(),
                    "godwit watch " + id + " goes on with it", e);
        }
    }

    private static long startMillis(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    private static String bootId() {
        try {
            return Files.readString(BOOT_ID).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }
}
