package io.godwit.observe;

import io.godwit.model.Cluster;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The cluster at one moment. */
public record Inventory(Cluster cluster, List<HypervisorView> hypervisors, List<NasView> exports) {
    public Inventory {
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
