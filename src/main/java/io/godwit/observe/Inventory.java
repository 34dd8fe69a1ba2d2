package io.godwit.observe;

import io.godwit.model.Cluster;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The cluster at one moment.
 *
 * @param servers which NAS has each export that can change its server; one of which that is not clear is left out
 */
public record Inventory(Cluster cluster, List<HypervisorView> hypervisors, Map<String, String> servers,
        List<NasView> exports) {
    /** Where no export can change its server. */
    public Inventory(Cluster cluster, List<HypervisorView> hypervisors, List<NasView> exports) {
        this(cluster, hypervisors, Map.of(), exports);
    }

    public Inventory {
        servers = Map.copyOf(servers);
        hypervisors = List.copyOf(hypervisors);
        exports = List.copyOf(exports);
    }

    public Stream<Vm> vms() {
        return hypervisors.stream().flatMap(view -> switch (view) {
            case HypervisorView.Seen seen -> seen.vms().stream();
            case HypervisorView.Unseen _ -> Stream.empty();
        });
    }

    public List<HypervisorView.Unseen> unseen() {
        return hypervisors.stream().filter(HypervisorView.Unseen.class::isInstance)
                .map(HypervisorView.Unseen.class::cast).toList();
    }

    /** That hypervisor as it was seen, or why it was not. */
    public HypervisorView view(String hypervisor) {
        return hypervisors.stream().filter(view -> view.hypervisor().name().equals(hypervisor)).findFirst()
                .orElseThrow();
    }

    public boolean heard(String hypervisor) {
        return unseen().stream().noneMatch(silent -> silent.hypervisor().name().equals(hypervisor));
    }

    /**
     * The same inventory, where each of these hypervisors was seen.
     *
     * @throws Unreachable where one was not: what it runs is not known
     */
    public Inventory withWord(String... hypervisors) {
        for (HypervisorView.Unseen silent : unseen()) {
            if (List.of(hypervisors).contains(silent.hypervisor().name())) {
                throw new Unreachable(silent.why());
            }
        }
        return this;
    }

    /** The NAS that shows an image now: for an export that can change its server, the one that has it. */
    public String shownBy(ImageLocation image) {
        return cluster.floatingExport(image).flatMap(export -> Optional.ofNullable(servers.get(export.name())))
                .orElse(image.nas());
    }

    /** The VM of that name or UUID; where several hypervisors know it, the one that runs it. */
    public Optional<Vm> vm(String nameOrUuid) {
        List<Vm> known = vms().filter(vm -> vm.name().equals(nameOrUuid) || vm.uuid().toString().equals(nameOrUuid))
                .toList();
        return known.stream().filter(vm -> vm.state().active()).findFirst().or(() -> known.stream().findFirst());
    }

    /** The VMs that have the image open, or would have if they ran. */
    public List<Vm> usersOf(ImageLocation image) {
        return vms().filter(vm -> uses(vm, image)).toList();
    }

    private boolean uses(Vm vm, ImageLocation image) {
        Stream<ImageLocation> live = vm.disks().stream().flatMap(disk -> disk.chain().stream())
                .flatMap(layer -> cluster.locate(layer.source()).stream());
        Stream<ImageLocation> stored = vm.persistentSources().stream()
                .flatMap(disk -> cluster.locate(disk.source()).stream());
        return Stream.concat(live, stored).anyMatch(image::equals);
    }
}
