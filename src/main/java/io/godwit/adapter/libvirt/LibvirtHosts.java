package io.godwit.adapter.libvirt;

import io.godwit.libvirt.Connection;
import io.godwit.libvirt.LibvirtException;
import io.godwit.model.Cluster;
import io.godwit.model.Export;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.Hypervisor;
import io.godwit.model.Nas;
import io.godwit.port.HypervisorHost;
import io.godwit.port.Hosts;
import io.godwit.port.ImageStore;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The hosts of a cluster by libvirt: one connection a host, made at first use and made anew when it was lost. */
public final class LibvirtHosts implements Hosts {
    private final Cluster cluster;
    /** Of this process, so that a command that needs no host does not load the library at its end. */
    private static volatile boolean used;

    private final Map<String, Kept> connections = new ConcurrentHashMap<>();

    private final Function<FloatingExport, Optional<String>> servers;

    /**
     * Connects to nothing yet.
     *
     * @param servers who serves an export that can change its server
     */
    public LibvirtHosts(Cluster cluster, Function<FloatingExport, Optional<String>> servers) {
        this.cluster = cluster;
        this.servers = servers;
    }

    @Override
    public HypervisorHost hypervisor(String name) {
        Hypervisor hypervisor = cluster.hypervisor(name).orElseThrow();
        Kept kept = kept(hypervisor.uri());
        Connection connection = kept.get(name);
        return new LibvirtHypervisor(connection,
                () -> new Errors(name).calling(() -> Connection.open(hypervisor.uri())),
                new CallLimit(name, CallLimit.USUAL, () -> kept.leave(connection)));
    }

    @Override
    public ImageStore images(String name, String path) {
        Nas nas = cluster.nas(name).orElseThrow();
        Export export = nas.export(path).orElseThrow();
        // An image stays that of its home, and is reached through whoever serves it now.
        Nas server = export.floating().flatMap(floating -> cluster.floatingExport(floating.name())).flatMap(servers)
                .flatMap(cluster::nas).orElse(nas);
        return new LibvirtImages(kept(server.libvirt()).get(server.name()), new Errors(server.name()),
                export.folder());
    }

    private Kept kept(String uri) {
        return connections.computeIfAbsent(uri, Kept::new);
    }

    /** One host's connection. Its lock is its own: one that is slow to be reached holds up no other. */
    private static final class Kept {
        private final String uri;
        private @Nullable Connection connection;

        Kept(String uri) {
            this.uri = uri;
        }

        synchronized Connection get(String host) {
            if (connection != null && connection.isAlive()) {
                return connection;
            }
            // A lost connection is left to its pending calls: closing it under them would free what they use.
            try {
                used = true;
                Connection opened = Connection.open(uri);
                connection = opened;
                return opened;
            } catch (LibvirtException e) {
                throw new Unreachable(host, String.valueOf(e.getMessage()), e);
            }
        }

        /** To the calls that wait on it; the next ones get another. */
        synchronized void leave(Connection waiting) {
            if (connection == waiting) {
                connection = null;
            }
        }

        synchronized void close() {
            if (connection != null) {
                connection.close();
                connection = null;
            }
        }
    }

    /** At the end of the process, after every session was closed. */
    public static void endOfUse() {
        if (used) {
            Connection.endOfUse();
        }
    }

    @Override
    public void close() {
        connections.values().forEach(Kept::close);
        connections.clear();
    }
}
