package io.godwit.observe;

import io.godwit.model.Cluster;
import io.godwit.model.Export;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException;
import io.godwit.model.Hypervisor;
import io.godwit.model.Nas;
import io.godwit.port.HypervisorHost;
import io.godwit.port.Hosts;
import io.godwit.port.ImageStore;
import io.godwit.port.NasPairs;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks every host what is true now; a host that does not answer is reported as unseen, never as empty. */
public final class InventoryReader {
    private final Cluster cluster;
    private final Hosts hosts;
    private final NasPairs pairs;

    /** One that does not tell which server has an export that can change it: its images count as those of its home. */
    public InventoryReader(Cluster cluster, Hosts hosts) {
        this(cluster, hosts, NasPairs.NONE);
    }

    public InventoryReader(Cluster cluster, Hosts hosts, NasPairs pairs) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.pairs = pairs;
    }

    public Inventory read() {
        return new Inventory(cluster, hypervisors(), servers(),
                cluster.nas().stream().flatMap(nas -> nas.exports().stream().map(export -> view(nas, export)))
                        .toList());
    }

    /** Only the hypervisors: enough to find a VM. */
    public Inventory readHypervisors() {
        return new Inventory(cluster, hypervisors(), servers(), List.of());
    }

    private Map<String, String> servers() {
        Map<String, String> servers = new TreeMap<>();
        for (FloatingExport export : cluster.floatingExports()) {
            pairs.server(export).ifPresent(nas -> servers.put(export.name(), nas));
        }
        return servers;
    }

    private List<HypervisorView> hypervisors() {
        return cluster.hypervisors().stream().map(this::view).toList();
    }

    /** One hypervisor, or why it was not seen. */
    public HypervisorView view(Hypervisor hypervisor) {
        try {
            HypervisorHost host = hosts.hypervisor(hypervisor.name());
            return new HypervisorView.Seen(hypervisor, host.facts(), host.vms());
        } catch (GodwitException problem) {
            return new HypervisorView.Unseen(hypervisor, problem.truth());
        }
    }

    /** One export, or why it was not seen. */
    public NasView view(Nas nas, Export export) {
        try {
            ImageStore images = hosts.images(nas.name(), export.path());
            return new NasView.Seen(nas, export, images.free(), images.names());
        } catch (GodwitException problem) {
            return new NasView.Unseen(nas, export, problem.truth());
        }
    }
}
