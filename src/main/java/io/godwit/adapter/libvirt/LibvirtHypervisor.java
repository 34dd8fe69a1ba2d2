package io.godwit.adapter.libvirt;

import io.godwit.journal.Mark;
import io.godwit.libvirt.BlockJob;
import io.godwit.libvirt.Connection;
import io.godwit.libvirt.Domain;
import io.godwit.libvirt.DomainStats;
import io.godwit.libvirt.ErrorCode;
import io.godwit.libvirt.JobStats;
import io.godwit.libvirt.LibvirtException;
import io.godwit.libvirt.MonitorSubscription;
import io.godwit.libvirt.StoragePool;
import io.godwit.libvirt.StorageVolume;
import io.godwit.libvirt.TypedParams;
import io.godwit.model.Bytes;
import io.godwit.model.Claim;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.HostFacts;
import io.godwit.model.Layer;
import io.godwit.model.Suitability;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.model.VmNeeds;
import io.godwit.port.DiskTimes;
import io.godwit.port.HypervisorHost;
import io.godwit.port.JobProgress;
import io.godwit.port.MigrateOrder;
import io.godwit.port.MirrorProgress;
import io.godwit.port.Ongoing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/** One hypervisor by libvirt. */
final class LibvirtHypervisor implements HypervisorHost {
    private static final int COPY_JOB = 2;
    /** The most that fits libvirt's 64 bits of bytes: its own way to say unlimited. */
    private static final long UNLIMITED_MIB = Long.MAX_VALUE >> 20;
    private final Connection connection;
    private final Supplier<Connection> another;
    private final Errors errors;
    private final CallLimit limit;
    private final DomainReader reader;

    /**
     * A hypervisor behind a connection.
     *
     * @param another opens one more connection to it
     * @param limit for every call but that of a migration
     */
    LibvirtHypervisor(Connection connection, Supplier<Connection> another, CallLimit limit) {
        this.connection = connection;
        this.another = another;
        this.errors = new Errors(limit.host());
        this.limit = limit;
        this.reader = new DomainReader(errors.host(), this::volumePath);
    }

    @Override
    public HostFacts facts() {
        return calling(() -> new HostFacts(connection.hostname(), connection.libvirtVersion(),
                connection.hypervisorVersion(), memoryToHave(), interfaces(), Set.copyOf(connection.activeNetworks())));
    }

    /** What the page cache holds is given up for a VM. */
    private Bytes memoryToHave() {
        Map<String, Long> memory = connection.memoryKiB();
        long kibibytes = Stream.of("free", "buffers", "cached").mapToLong(name -> memory.getOrDefault(name, 0L)).sum();
        return new Bytes(Math.multiplyExact(kibibytes, 1024L));
    }

    /** Empty where the host's libvirt has no interface driver. */
    private Optional<Set<String>> interfaces() {
        try {
            return Optional.of(Set.copyOf(connection.interfaces()));
        } catch (LibvirtException e) {
            if (e.is(ErrorCode.NO_SUPPORT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public List<Vm> vms() {
        return calling(() -> connection.domains().stream().flatMap(domain -> {
            try (domain) {
                return read(domain).stream();
            }
        }).toList());
    }

    @Override
    public Optional<Vm> vm(UUID vm) {
        return calling(() -> connection.domainByUuid(vm.toString()).flatMap(domain -> {
            try (domain) {
                return read(domain);
            }
        }));
    }

    /** A VM that vanished while it was read is not there. */
    private Optional<Vm> read(Domain domain) {
        try {
            return Optional.of(reader.read(domain));
        } catch (LibvirtException e) {
            if (e.is(ErrorCode.NO_DOMAIN)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public VmActivity activity(UUID vm) {
        return on(vm, reader::activity);
    }

    @Override
    public VmNeeds needs(UUID vm) {
        return on(vm, reader::needs);
    }

    @Override
    public Suitability assess(VmNeeds needs) {
        return calling(() -> new CpuAndMachine(connection).assess(needs));
    }

    @Override
    public List<String> exportsSeen(String address) {
        Element source = Xml.parse("<source/>");
        Xml.add(source, "host").setAttribute("name", address);
        try {
            String answer = limit.within(() -> connection.storagePoolSources("netfs", Xml.print(source)));
            return Xml.children(Xml.parse(answer), "source").map(found -> Xml.attributeAt(found, "path", "dir"))
                    .toList();
        } catch (LibvirtException e) {
            if (Errors.lostTheHost(e)) {
                throw errors.translated(e);
            }
            return List.of();
        }
    }

    @Override
    public Optional<String> folderProblem(String folder) {
        return calling(() -> {
            Optional<StoragePool> pool = connection.poolAt(folder);
            if (pool.isEmpty()) {
                return Optional.of("no active libvirt pool lies at " + folder + ", so it cannot be looked at");
            }
            try (StoragePool found = pool.get()) {
                found.refresh();
                return Optional.<String>empty();
            } catch (LibvirtException e) {
                return Optional.of(folder + ": " + e.getMessage());
            }
        });
    }

    private String volumePath(String pool, String volume) {
        try (StoragePool found = connection.pool(pool).orElseThrow(() -> unknownPool(pool));
                StorageVolume image = found.volume(volume).orElseThrow(() -> unknownPool(pool + "/" + volume))) {
            return image.path();
        }
    }

    private Failed unknownPool(String name) {
        return new Failed(errors.host() + " has no volume " + name + ", which a VM's definition names",
                "virsh vol-list");
    }

    @Override
    public void startMirror(UUID vm, String disk, List<Layer> target, boolean shallow, Optional<Bytes> bandwidth,
            Bytes buffer) {
        act(vm, domain -> {
            try (TypedParams params = new TypedParams()) {
                bandwidth.ifPresent(rate -> params.unsignedLong("bandwidth", rate.count()));
                if (buffer.count() > 0) {
                    params.unsignedLong("buf-size", buffer.count());
                }
                int flags = BlockJob.COPY_REUSE_EXT | BlockJob.COPY_TRANSIENT_JOB
                        | (shallow ? BlockJob.COPY_SHALLOW : 0);
                domain.blockJob(disk).copy(DiskXml.copyTarget(target), params, flags);
            }
        });
    }

    @Override
    public void paceMirror(UUID vm, String disk, Optional<Bytes> bandwidth) {
        act(vm, domain -> {
            try {
                domain.blockJob(disk).speedMiBPerSecond(bandwidth.map(Bytes::ceilMiB).orElse(0L));
            } catch (LibvirtException e) {
                // No job any more: it has just come into step, or ended, and the next look sees which.
                if (!e.is(ErrorCode.OPERATION_INVALID)) {
                    throw e;
                }
            }
        });
    }

    @Override
    public Optional<MirrorProgress> mirror(UUID vm, String disk) {
        return ask(vm, domain -> domain.blockJobInfo(disk).filter(info -> info.type() == COPY_JOB)
                .map(info -> new MirrorProgress(new Bytes(info.current()), new Bytes(info.end()),
                        reader.mirrorReady(domain, disk))));
    }

    @Override
    public void pivot(UUID vm, String disk) {
        act(vm, domain -> domain.blockJob(disk).pivot());
    }

    @Override
    public void abandonMirror(UUID vm, String disk) {
        act(vm, domain -> {
            if (domain.blockJobInfo(disk).isPresent()) {
                domain.blockJob(disk).abort();
            }
        });
    }

    @Override
    public void touchImage(UUID vm, String disk) {
        act(vm, domain -> domain.resize(disk, domain.capacityBytes(disk)));
    }

    /**
     * On a connection of its own: libvirt before 10.0 can leave a call lying that comes while another waits for its answer
     * on the same connection (virNetClientIO ends the other's main loop, which may not have begun yet), and this one waits
     * for the whole migration.
     */
    @Override
    public Ongoing migrate(UUID vm, MigrateOrder order) {
        return MigrationCall.start(vm, () -> {
            try (Connection own = another.get()) {
                var _ = errors.calling(() -> on(own, vm, domain -> {
                    new MigrationOrder(reader, order).send(domain);
                    return domain;
                }));
            } catch (Unreachable lost) {
                // Peer to peer: the source tells of its connection to the target in the words that it has for ours.
                throw new Unreachable("the migrate call was lost, between Godwit and " + errors.host() + " or between "
                        + errors.host() + " and " + order.target().name() + ": " + lost.truth());
            }
        });
    }

    @Override
    public Optional<JobProgress> job(UUID vm) {
        return progress(vm, domain -> domain.migration().stats());
    }

    @Override
    public Optional<JobProgress> completedJob(UUID vm) {
        return progress(vm, domain -> domain.migration().completedStats());
    }

    private Optional<JobProgress> progress(UUID vm, Function<Domain, JobStats> stats) {
        return ask(vm, domain -> {
            JobStats figures = stats.apply(domain);
            return figures.none() ? Optional.empty() : Optional.of(JobFigures.of(figures));
        });
    }

    @Override
    public void abortJob(UUID vm) {
        act(vm, domain -> {
            try {
                domain.migration().abort();
            } catch (LibvirtException e) {
                // No job any more: it has just ended, and how is seen by the next look.
                if (!e.is(ErrorCode.OPERATION_INVALID)) {
                    throw e;
                }
            }
        });
    }

    @Override
    public void allowDowntime(UUID vm, Duration downtime) {
        act(vm, domain -> domain.migration().maxDowntimeMillis(Math.max(1, downtime.toMillis())));
    }

    @Override
    public void paceMemory(UUID vm, Optional<Bytes> perSecond) {
        act(vm,
                domain -> domain.migration().maxSpeedMiBPerSecond(perSecond.map(Bytes::ceilMiB).orElse(UNLIMITED_MIB)));
    }

    @Override
    public void startPostCopy(UUID vm) {
        act(vm, domain -> domain.migration().startPostCopy());
    }

    @Override
    public Bytes capacity(UUID vm, String disk) {
        return on(vm, domain -> new Bytes(domain.capacityBytes(disk)));
    }

    @Override
    public Bytes usedMemory(UUID vm) {
        return calling(() -> connection.domainStats(DomainStats.BALLOON).stream()
                .filter(stats -> stats.domain().equals(vm)).findFirst()
                .map(stats -> stats.values().get("balloon.rss") instanceof Long kibibytes
                        ? new Bytes(kibibytes * 1024)
                        : Bytes.ZERO)
                .orElse(Bytes.ZERO));
    }

    @Override
    public Optional<DiskTimes> diskTimes(UUID vm, String disk) {
        return ask(vm, domain -> Optional.of(DiskCounters.times(domain.blockStats(disk))));
    }

    @Override
    public Optional<DiskSource> openImage(UUID vm, String disk) {
        return ask(vm, domain -> reader.openImage(domain, disk));
    }

    @Override
    public Optional<Bytes> dirtyRate(UUID vm) {
        return on(vm, domain -> new DirtyRate(connection, domain).measure());
    }

    @Override
    public Listening listen(UUID vm, Consumer<Mark> listener) {
        MonitorSubscription subscription = calling(() -> connection.onMonitorEvents(event -> {
            if (event.domain().equals(vm)) {
                listener.accept(new Mark(event.at(), errors.host(), event.name(), event.details()));
            }
        }));
        return subscription::close;
    }

    @Override
    public void claim(UUID vm, Optional<Claim> claim) {
        act(vm, domain -> domain.liveMetadata(ClaimXml.PREFIX, ClaimXml.NAMESPACE, claim.map(ClaimXml::write)));
    }

    @Override
    public void store(UUID vm, String disk, List<Layer> chain) {
        act(vm, domain -> {
            String stored = domain.xml(Domain.XML_INACTIVE);
            connection.define(new DomainXml(stored, this::volumePath).withChains(Map.of(disk, chain))).close();
        });
    }

    @Override
    public void forget(UUID vm) {
        var _ = calling(() -> connection.domainByUuid(vm.toString()).filter(Domain::isPersistent).map(domain -> {
            try (domain) {
                domain.undefine(Domain.UNDEFINE_KEEP_NVRAM);
                return domain;
            }
        }));
    }

    private <T> T calling(Supplier<T> call) {
        return limit.within(() -> errors.calling(call));
    }

    /** What a VM that runs here says; empty where it does not, or vanished while it was asked. */
    private <T> Optional<T> ask(UUID vm, Function<Domain, Optional<T>> question) {
        return calling(() -> connection.domainByUuid(vm.toString()).flatMap(domain -> {
            try (domain) {
                return question.apply(domain);
            } catch (LibvirtException e) {
                if (e.is(ErrorCode.OPERATION_INVALID, ErrorCode.NO_DOMAIN)) {
                    return Optional.empty();
                }
                throw e;
            }
        }));
    }

    private void act(UUID vm, Consumer<Domain> action) {
        var _ = on(vm, domain -> {
            action.accept(domain);
            return domain;
        });
    }

    private <T> T on(UUID vm, Function<Domain, T> work) {
        return calling(() -> on(connection, vm, work));
    }

    private <T> T on(Connection by, UUID vm, Function<Domain, T> work) {
        try (Domain domain = by.domainByUuid(vm.toString())
                .orElseThrow(() -> new Failed("the VM is not on " + errors.host(), "godwit get vms"))) {
            return work.apply(domain);
        }
    }
}
