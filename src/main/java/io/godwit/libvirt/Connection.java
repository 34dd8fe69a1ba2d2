package io.godwit.libvirt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A connection to one libvirt daemon. Thread-safe, as libvirt is: several threads may call at once, and a call that lasts
 * (a migration) does not keep the others waiting.
 */
public final class Connection implements AutoCloseable {
    private static final MethodHandle OPEN = Native.function("virConnectOpen", ADDRESS);
    private static final MethodHandle CLOSE = Native.function("virConnectClose", ADDRESS);
    private static final MethodHandle IS_ALIVE = Native.function("virConnectIsAlive", ADDRESS);
    private static final MethodHandle KEEP_ALIVE = Native.function("virConnectSetKeepAlive", ADDRESS, JAVA_INT,
            JAVA_INT);
    private static final MethodHandle HOSTNAME = Native.function("virConnectGetHostname", ADDRESS);
    private static final MethodHandle LIB_VERSION = Native.function("virConnectGetLibVersion", ADDRESS, ADDRESS);
    private static final MethodHandle VERSION = Native.function("virConnectGetVersion", ADDRESS, ADDRESS);
    private static final MethodHandle DOMAIN_CAPABILITIES = Native.function("virConnectGetDomainCapabilities", ADDRESS,
            ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle COMPARE_CPU = Native.function("virConnectCompareHypervisorCPU", ADDRESS, ADDRESS,
            ADDRESS, ADDRESS, ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle LIST_DOMAINS = Native.function("virConnectListAllDomains", ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle DOMAIN_BY_NAME = Native.function("virDomainLookupByName", ADDRESS, ADDRESS);
    private static final MethodHandle DOMAIN_BY_UUID = Native.function("virDomainLookupByUUIDString", ADDRESS, ADDRESS);
    private static final MethodHandle DEFINE = Native.function("virDomainDefineXML", ADDRESS, ADDRESS);
    private static final MethodHandle CREATE = Native.function("virDomainCreateXML", ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle LIST_NETWORKS = Native.function("virConnectListAllNetworks", ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle NETWORK_NAME = Native.function("virNetworkGetName", ADDRESS);
    private static final MethodHandle NETWORK_FREE = Native.function("virNetworkFree", ADDRESS);
    private static final MethodHandle LIST_INTERFACES = Native.function("virConnectListAllInterfaces", ADDRESS, ADDRESS,
            JAVA_INT);
    private static final MethodHandle INTERFACE_NAME = Native.function("virInterfaceGetName", ADDRESS);
    private static final MethodHandle INTERFACE_FREE = Native.function("virInterfaceFree", ADDRESS);
    private static final MethodHandle MEMORY_STATS = Native.function("virNodeGetMemoryStats", ADDRESS, JAVA_INT,
            ADDRESS,
            ADDRESS, JAVA_INT);
    private static final MethodHandle FIND_POOL_SOURCES = Native.function("virConnectFindStoragePoolSources", ADDRESS,
            ADDRESS, ADDRESS, JAVA_INT);
    private static final MethodHandle POOL_BY_NAME = Native.function("virStoragePoolLookupByName", ADDRESS, ADDRESS);
    private static final MethodHandle POOL_BY_TARGET = Native.function("virStoragePoolLookupByTargetPath", ADDRESS,
            ADDRESS);
    private static final MethodHandle CREATE_POOL = Native.function("virStoragePoolCreateXML", ADDRESS, ADDRESS,
            JAVA_INT);

    private static final int ACTIVE_NETWORKS = 2;
    private static final int ACTIVE_INTERFACES = 2;
    /** struct _virNodeMemoryStats: char field[80]; unsigned long long value, in KiB. */
    private static final long STAT_BYTES = 88;
    private static final long STAT_VALUE_AT = 80;
    private static final int ALL_CELLS = -1;

    private final MemorySegment handle;

    private Connection(MemorySegment handle) {
        this.handle = handle;
    }

    /**
     * Opens a connection, with keepalive where the transport has it (virConnectOpen, virConnectSetKeepAlive).
     *
     * @param uri as libvirt takes it: qemu+unix, qemu+tls, qemu+ssh, qemu+tcp, test
     * @throws LibvirtException where the daemon does not answer or refuses
     */
    public static Connection open(String uri) {
        EventLoop.ensureRunning();
        try (Arena arena = Arena.ofConfined()) {
            Connection connection = new Connection(Native.pointer(OPEN, arena.allocateFrom(uri)));
            // 5 s apart, 3 unanswered: a dead host is noticed within 20 s. Drivers without a network answer 1 or -1.
            var _ = Native.number(KEEP_ALIVE, connection.handle, 5, 3);
            return connection;
        }
    }

    /** To be called when this process needs libvirt no more: without it the JVM waits 300 ms for the library's thread. */
    public static void endOfUse() {
        EventLoop.stop();
    }

    /** virConnectIsAlive: false once the connection was lost. */
    public boolean isAlive() {
        return Native.number(IS_ALIVE, handle) == 1;
    }

    /** virConnectGetHostname. */
    public String hostname() {
        return Native.owned(Native.pointer(HOSTNAME, handle));
    }

    /** virConnectGetLibVersion: 9000000 is 9.0.0. */
    public long libvirtVersion() {
        return version(LIB_VERSION);
    }

    /** virConnectGetVersion: the hypervisor's, counted likewise. */
    public long hypervisorVersion() {
        return version(VERSION);
    }

    private long version(MethodHandle function) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment answer = arena.allocate(JAVA_LONG);
            Native.count(function, handle, answer);
            return answer.get(JAVA_LONG, 0);
        }
    }

    /** virNodeGetMemoryStats: KiB, by libvirt's names: total, free, buffers, cached. */
    public Map<String, Long> memoryKiB() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment count = arena.allocate(JAVA_INT);
            Native.count(MEMORY_STATS, handle, ALL_CELLS, MemorySegment.NULL, count, 0);
            MemorySegment stats = arena.allocate(STAT_BYTES * count.get(JAVA_INT, 0), 8);
            Native.count(MEMORY_STATS, handle, ALL_CELLS, stats, count, 0);
            Map<String, Long> values = new HashMap<>();
            for (int i = 0; i < count.get(JAVA_INT, 0); i++) {
                MemorySegment stat = stats.asSlice(i * STAT_BYTES, STAT_BYTES);
                values.put(Native.fixedString(stat.asSlice(0, STAT_VALUE_AT)), stat.get(JAVA_LONG, STAT_VALUE_AT));
            }
            return values;
        }
    }

    /** virConnectGetDomainCapabilities: XML of what the host can give to a VM of this kind. */
    public String domainCapabilities(String emulator, String arch, String machine, String virtType) {
        try (Arena arena = Arena.ofConfined()) {
            return Native.owned(Native.pointer(DOMAIN_CAPABILITIES, handle, arena.allocateFrom(emulator),
                    arena.allocateFrom(arch), arena.allocateFrom(machine), arena.allocateFrom(virtType), 0));
        }
    }

    /**
     * virConnectCompareHypervisorCPU.
     *
     * @return whether the host can give a VM this CPU
     * @throws LibvirtException also where a CPU model is unknown
     */
    public boolean canGiveCpu(String emulator, String arch, String machine, String virtType, String cpuXml) {
        try (Arena arena = Arena.ofConfined()) {
            return Native.count(COMPARE_CPU, handle, arena.allocateFrom(emulator), arena.allocateFrom(arch),
                    arena.allocateFrom(machine), arena.allocateFrom(virtType), arena.allocateFrom(cpuXml), 0) > 0;
        }
    }

    /** virConnectListAllDomains, running and defined; close each. */
    public List<Domain> domains() {
        return list(LIST_DOMAINS, 0).stream().map(Domain::new).toList();
    }

    private List<MemorySegment> list(MethodHandle function, int flags) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment holder = arena.allocate(ADDRESS);
            int count = Native.count(function, handle, holder, flags);
            return Native.takeArray(holder, count);
        }
    }

    /** virDomainLookupByName. */
    public Optional<Domain> domain(String name) {
        return lookup(DOMAIN_BY_NAME, name, ErrorCode.NO_DOMAIN, Domain::new);
    }

    /** virDomainLookupByUUIDString. */
    public Optional<Domain> domainByUuid(String uuid) {
        return lookup(DOMAIN_BY_UUID, uuid, ErrorCode.NO_DOMAIN, Domain::new);
    }

    private <T> Optional<T> lookup(MethodHandle function, String name, int absent, Function<MemorySegment, T> wrap) {
        try (Arena arena = Arena.ofConfined()) {
            return Optional.of(wrap.apply(Native.pointer(function, handle, arena.allocateFrom(name))));
        } catch (LibvirtException e) {
            if (e.is(absent)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** virDomainDefineXML: stores a definition. */
    public Domain define(String xml) {
        try (Arena arena = Arena.ofConfined()) {
            return new Domain(Native.pointer(DEFINE, handle, arena.allocateFrom(xml)));
        }
    }

    /** virDomainCreateXML: starts a transient VM. */
    public Domain create(String xml) {
        try (Arena arena = Arena.ofConfined()) {
            return new Domain(Native.pointer(CREATE, handle, arena.allocateFrom(xml), 0));
        }
    }

    /** The names of the active networks (virConnectListAllNetworks). */
    public List<String> activeNetworks() {
        return list(LIST_NETWORKS, ACTIVE_NETWORKS).stream().map(network -> {
            try {
                return Native.borrowed(Native.pointer(NETWORK_NAME, network));
            } finally {
                Native.count(NETWORK_FREE, network);
            }
        }).toList();
    }

    /** The names of the host's active network interfaces, bridges among them (virConnectListAllInterfaces). */
    public List<String> interfaces() {
        return list(LIST_INTERFACES, ACTIVE_INTERFACES).stream().map(device -> {
            try {
                return Native.borrowed(Native.pointer(INTERFACE_NAME, device));
            } finally {
                Native.count(INTERFACE_FREE, device);
            }
        }).toList();
    }

    /**
     * virConnectFindStoragePoolSources: for type netfs, the host runs showmount against a server.
     *
     * @return XML with a source element for each export
     */
    public String storagePoolSources(String type, String sourceXml) {
        try (Arena arena = Arena.ofConfined()) {
            return Native.owned(Native.pointer(FIND_POOL_SOURCES, handle, arena.allocateFrom(type),
                    arena.allocateFrom(sourceXml), 0));
        }
    }

    /** virStoragePoolLookupByName. */
    public Optional<StoragePool> pool(String name) {
        return lookup(POOL_BY_NAME, name, ErrorCode.NO_STORAGE_POOL, StoragePool::new);
    }

    /** virStoragePoolLookupByTargetPath: the active pool that lies in this folder. */
    public Optional<StoragePool> poolAt(String folder) {
        return lookup(POOL_BY_TARGET, folder, ErrorCode.NO_STORAGE_POOL, StoragePool::new);
    }

    /** virStoragePoolCreateXML: an active pool that is forgotten when it is stopped. */
    public StoragePool createPool(String xml) {
        try (Arena arena = Arena.ofConfined()) {
            return new StoragePool(Native.pointer(CREATE_POOL, handle, arena.allocateFrom(xml), 0));
        }
    }

    /** Statistics of all VMs of the host at once; types are the constants of {@link DomainStats}, added up. */
    public List<DomainStats> domainStats(int types) {
        return DomainStats.all(handle, types);
    }

    /** A stream for one transfer; close it. */
    Stream stream() {
        return Stream.on(handle);
    }

    /** Hears what happens to any VM of the host, until the subscription is closed. */
    public Subscription onDomainEvents(Consumer<DomainEvent> listener) {
        return Subscription.to(handle, listener);
    }

    /** Hears QEMU's own events of any VM of the host, until the subscription is closed. */
    public MonitorSubscription onMonitorEvents(Consumer<MonitorEvent> listener) {
        return MonitorSubscription.to(handle, listener);
    }

    @Override
    public void close() {
        var _ = Native.number(CLOSE, handle);
    }
}
