package io.godwit.plan;

import io.godwit.model.Vm;
import io.godwit.model.VmState;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.stream.Stream;

/** Whether the VM itself is in a state to be moved. */
final class VmRules {
    static final List<Rule> ALL = List.of(VmRules::running, VmRules::once, VmRules::noMigration, VmRules::noClaim,
            VmRules::noJob,
            VmRules::noBlockJob, VmRules::noSnapshots, VmRules::noHostDevices);

    private VmRules() {}

    private static Stream<Check> running(MigrationRequest request, Situation now) {
        Vm vm = now.vm();
        String evidence = vm.name() + " is " + vm.state() + " on " + vm.hypervisor();
        if (vm.state().running()) {
            return Stream.of(Check.passed("vm-running", vm.name(), evidence));
        }
        String remedy = vm.state().kind() == VmState.Kind.PAUSED && vm.state().reason().equals("ioerror")
                ? "mend the storage that paused it, then: virsh resume " + vm.name()
                : "only a running VM is moved; start or resume it first";
        return Stream.of(Check.refused("vm-running", vm.name(), evidence, remedy));
    }

    private static Stream<Check> once(MigrationRequest request, Situation now) {
        List<String> others = now.inventory().vms().filter(vm -> vm.uuid().equals(now.vm().uuid()))
                .filter(vm -> !vm.hypervisor().equals(now.vm().hypervisor()))
                .map(vm -> vm.hypervisor() + " (" + vm.state() + ")").toList();
        if (others.isEmpty()) {
            return Stream.of(Check.passed("vm-once", now.vm().name(), "no other hypervisor that answers knows it"));
        }
        return Stream.of(Check.refused("vm-once", now.vm().name(), "also known to " + String.join(", ", others),
                "find out which definition is the right one and undefine the other"));
    }

    private static Stream<Check> noMigration(MigrationRequest request, Situation now) {
        return Stream.of(now.openMigration()
                .map(id -> Check.refused("vm-no-migration", now.vm().name(), "migration " + id + " has not ended",
                        "godwit watch " + id))
                .orElseGet(() -> Check.passed("vm-no-migration", now.vm().name(), "none is under way")));
    }

    private static Stream<Check> noClaim(MigrationRequest request, Situation now) {
        return now.foreignClaim().stream().map(claim -> Check.refused("vm-not-claimed", now.vm().name(),
                "another Godwit works on it: " + claim.by() + ", migration " + claim.id(),
                "wait for it; where that one is gone for good: virsh metadata " + now.vm().name()
                        + " --uri urn:godwit:migration --live --remove"));
    }

    private static Stream<Check> noJob(MigrationRequest request, Situation now) {
        return Stream.of(now.activity().job()
                .map(job -> Check.refused("vm-no-job", now.vm().name(), "libvirt runs a job on it: " + job,
                        "wait for it, or: virsh domjobabort " + now.vm().name()))
                .orElseGet(() -> Check.passed("vm-no-job", now.vm().name(), "libvirt runs no job on it")));
    }

    private static Stream<Check> noBlockJob(MigrationRequest request, Situation now) {
        List<String> jobs = now.activity().blockJobs();
        if (jobs.isEmpty()) {
            return Stream.of(Check.passed("vm-no-block-job", now.vm().name(), "no disk has a block job"));
        }
        return Stream.of(Check.refused("vm-no-block-job", now.vm().name(), "block jobs run: " + String.join(", ", jobs),
                "let the backup or copy end, or: virsh blockjob " + now.vm().name() + " DISK --abort"));
    }

    private static Stream<Check> noSnapshots(MigrationRequest request, Situation now) {
        int snapshots = now.activity().snapshots();
        int checkpoints = now.activity().checkpoints();
        String evidence = snapshots + " snapshots, " + checkpoints + " checkpoints";
        if (snapshots + checkpoints == 0) {
            return Stream.of(Check.passed("vm-no-snapshots", now.vm().name(), evidence));
        }
        return Stream.of(Check.refused("vm-no-snapshots", now.vm().name(), evidence + ": libvirt cannot migrate them",
                "virsh snapshot-list " + now.vm().name() + "; delete them, or keep only their files with --metadata"));
    }

    private static Stream<Check> noHostDevices(MigrationRequest request, Situation now) {
        if (request.to().isEmpty()) {
            return Stream.empty();
        }
        List<String> devices = now.needs().hostDevices();
        if (devices.isEmpty()) {
            return Stream
                    .of(Check.passed("vm-no-host-devices", now.vm().name(), "no device of the host is given to it"));
        }
        return Stream.of(Check.refused("vm-no-host-devices", now.vm().name(),
                "it has devices of its host: " + String.join(", ", devices), "detach them first: virsh detach-device"));
    }
}
