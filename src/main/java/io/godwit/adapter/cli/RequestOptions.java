package io.godwit.adapter.cli;

import io.godwit.model.GodwitException.Misuse;
import io.godwit.request.MigrationRequest;
import io.godwit.request.RequestForm;
import io.godwit.request.Takeover;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person asks for, as plan and migrate take it. */
final class RequestOptions {
    @Parameters(paramLabel = "VM", description = "the VM's name or UUID")
    private String vm = "";

    @Option(names = "--to", paramLabel = "HYPERVISOR", description = "the hypervisor that shall run it")
    private @Nullable String to;

    @Option(names = "--disks-to", paramLabel = "NAS", description = "the NAS that shall hold all its disks")
    private @Nullable String disksTo;

    @Option(names = "--disk", paramLabel = "DISK=NAS", description = "the NAS that shall hold one disk: vda=nas1; "
            + "may be given several times")
    private java.util.List<String> disks = java.util.List.of();

    @Option(names = "--mode", paramLabel = "MODE", description = "how memory and disks move together: staged (disks "
            + "first) or atomic (one libvirt migration)")
    private @Nullable String mode;

    @Option(names = "--bandwidth", paramLabel = "RATE", description = "the most that copying may take, as in 200MiB/s")
    private @Nullable String bandwidth;

    @Option(names = "--policy", paramLabel = "POLICY", defaultValue = "balanced", description = "gentle (rather given up "
            + "than felt), balanced, or urgent (arrives, and may be felt)")
    private String policy = "balanced";

    @Option(names = "--max-freeze", paramLabel = "TIME", description = "the longest freeze that is accepted, as in 100ms")
    private @Nullable String maxFreeze;

    @Option(names = "--deadline", paramLabel = "TIME", description = "how long the memory may look for a quiet moment, as "
            + "in 60s")
    private @Nullable String deadline;

    @Option(names = "--with-takeover", paramLabel = "EXPORT=NAS", description = "the export of its disk goes to another "
            + "NAS at the same time, and the VM is not switched over before it has arrived")
    private @Nullable String takeover;

    MigrationRequest request() {
        MigrationRequest request = new RequestForm(vm, to, disksTo, chosenDisks(), mode, bandwidth, policy, maxFreeze,
                deadline).request();
        return Optional.ofNullable(takeover).map(RequestOptions::takeover).map(request::with).orElse(request);
    }

    private static Takeover takeover(String text) {
        int equals = text.indexOf('=');
        if (equals <= 0 || equals == text.length() - 1) {
            throw new Misuse("--with-takeover " + text + " does not name an export and a NAS",
                    "--with-takeover desktops=nas1");
        }
        return new Takeover(text.substring(0, equals), text.substring(equals + 1));
    }

    private Map<String, String> chosenDisks() {
        Map<String, String> chosen = new LinkedHashMap<>();
        for (String disk : disks) {
            int equals = disk.indexOf('=');
            if (equals <= 0 || equals == disk.length() - 1) {
                throw new Misuse("--disk " + disk + " does not name a disk and a NAS", "--disk vda=nas1");
            }
            if (chosen.put(disk.substring(0, equals), disk.substring(equals + 1)) != null) {
                throw new Misuse("--disk names " + disk.substring(0, equals) + " twice", "name each disk once");
            }
        }
        return chosen;
    }
}
