package io.godwit.adapter.libvirt;

import io.godwit.libvirt.BlockJob;
import io.godwit.libvirt.Domain;
import io.godwit.libvirt.DomainState;
import io.godwit.libvirt.ErrorCode;
import io.godwit.libvirt.JobStats;
import io.godwit.libvirt.LibvirtException;
import io.godwit.model.Disk;
import io.godwit.model.DiskSource;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.model.VmNeeds;
import io.godwit.model.VmState;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Reads a libvirt domain into our words. */
record DomainReader(String host, BinaryOperator<String> volumePath) {
    Vm read(Domain domain) {
        VmState state = state(domain.state());
        DomainXml live = definition(domain, 0);
        boolean persistent = domain.isPersistent();
        List<Vm.StoredDisk> stored = persistent ? definition(domain, Domain.XML_INACTIVE).storedDisks() : List.of();
        return new Vm(domain.name(), domain.uuid(), host, state, persistent, live.memory(), live.vcpus(),
                live.disks(), stored, live.maxFreeze(), live.claim(), live.desktop());
    }

    Optional<DiskSource> openImage(Domain domain, String disk) {
        return state(domain.state()).active()
                ? definition(domain, 0).disks().stream().filter(found -> found.target().equals(disk))
                        .filter(found -> !found.chain().isEmpty()).findFirst().map(found -> found.top().source())
                : Optional.empty();
    }

    DomainXml definition(Domain domain, int flags) {
        return new DomainXml(domain.xml(flags), volumePath);
    }

    VmNeeds needs(Domain domain) {
        return definition(domain, 0).needs();
    }

    VmActivity activity(Domain domain) {
        List<String> blockJobs = definition(domain, 0).disks().stream().map(Disk::target)
                .flatMap(disk -> domain.blockJobInfo(disk).map(job -> disk + " (" + job.typeWord() + ")").stream())
                .toList();
        return new VmActivity(job(domain), blockJobs, domain.snapshots(), checkpoints(domain));
    }

    private static Optional<String> job(Domain domain) {
        try {
            JobStats stats = domain.migration().stats();
            return stats.none() ? Optional.empty() : Optional.of("type " + stats.type());
        } catch (LibvirtException e) {
            if (e.is(ErrorCode.OPERATION_INVALID)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static int checkpoints(Domain domain) {
        try {
            return domain.checkpoints();
        } catch (LibvirtException e) {
            if (e.is(ErrorCode.NO_SUPPORT)) {
                return 0;
            }
            throw e;
        }
    }

    /** libvirt says so in the live definition, by QEMU's own event, rather than by equal counts. */
    boolean mirrorReady(Domain domain, String disk) {
        Optional<BlockJob.Info> info = domain.blockJobInfo(disk);
        boolean level = info.filter(job -> job.end() > 0 && job.current() == job.end()).isPresent();
        return level && definition(domain, 0).mirrorReady(disk);
    }

    private static VmState state(DomainState state) {
        VmState.Kind kind = switch (state.state()) {
            case DomainState.RUNNING -> VmState.Kind.RUNNING;
            case DomainState.BLOCKED -> VmState.Kind.BLOCKED;
            case DomainState.PAUSED -> VmState.Kind.PAUSED;
            case DomainState.SHUTDOWN -> VmState.Kind.SHUTTING_DOWN;
            case DomainState.SHUT_OFF -> VmState.Kind.SHUT_OFF;
            case DomainState.CRASHED -> VmState.Kind.CRASHED;
            case DomainState.PM_SUSPENDED -> VmState.Kind.SUSPENDED;
            default -> VmState.Kind.UNKNOWN;
        };
        return new VmState(kind, state.reasonWord());
    }
}
