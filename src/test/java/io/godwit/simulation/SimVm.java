package io.godwit.simulation;

import io.godwit.model.Claim;
import io.godwit.model.DiskSource;
import io.godwit.model.VmState;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The VM as one host has it: its process, its stored definition, or both. */
final class SimVm {
    /** Empty where no process runs. */
    final Map<String, OpenDisk> disks = new TreeMap<>();
    final Map<String, DiskSource> stored = new TreeMap<>();
    final Map<String, SimMirror> mirrors = new TreeMap<>();
    Optional<Claim> claim = Optional.empty();
    boolean persistent;
    VmState state = new VmState(VmState.Kind.SHUT_OFF, "");

    OpenDisk disk(String target) {
        return Optional.ofNullable(disks.get(target)).orElseThrow();
    }

    /** What the process has open, and what its definition calls it. */
    record OpenDisk(DiskSource source, SimFile file) {}

    /** A copy under way; once it is ready every write goes to both. */
    static final class SimMirror {
        final OpenDisk target;
        final long totalMillis;
        long doneMillis;

        SimMirror(OpenDisk target, long totalMillis) {
            this.target = target;
            this.totalMillis = totalMillis;
        }

        boolean ready() {
            return doneMillis >= totalMillis;
        }
    }
}
