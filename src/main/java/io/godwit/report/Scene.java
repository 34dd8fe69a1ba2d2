package io.godwit.report;

import io.godwit.model.Cluster;
import io.godwit.model.Vm;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import java.util.ArrayList;
import java.util.List;

/** Where every VM and every disk is: hypervisors left, NAS servers right. */
public record Scene(List<Box> hypervisors, List<Box> nas) {
    public Scene {
        hypervisors = List.copyOf(hypervisors);
        nas = List.copyOf(nas);
    }

    /**
     * One host.
     *
     * @param seen whether it answered; if not, what it holds is not known
     * @param chips the names of the VMs that it runs, or of the disks that it holds
     */
    public record Box(String name, boolean seen, List<String> chips) {
        public Box {
            chips = List.copyOf(chips);
        }
    }

    public static Scene of(Inventory inventory) {
        List<Box> hypervisors = inventory.hypervisors().stream().map(view -> switch (view) {
            case HypervisorView.Seen seen -> new Box(seen.hypervisor().name(), true, seen.vms().stream()
                    .map(vm -> vm.state().running() ? vm.name() : vm.name() + " (" + vm.state() + ")").sorted()
                    .toList());
            case HypervisorView.Unseen unseen -> new Box(unseen.hypervisor().name(), false, List.of());
        }).toList();
        List<Box> nas = inventory.cluster().nas().stream()
                .map(server -> new Box(server.name(), answered(inventory, server.name()),
                        disks(inventory, server.name())))
                .toList();
        return new Scene(hypervisors, nas);
    }

    private static boolean answered(Inventory inventory, String nas) {
        return inventory.exports().stream().filter(view -> view.nas().name().equals(nas))
                .noneMatch(io.godwit.observe.NasView.Unseen.class::isInstance);
    }

    private static List<String> disks(Inventory inventory, String nas) {
        Cluster cluster = inventory.cluster();
        List<String> disks = new ArrayList<>();
        for (Vm vm : inventory.vms().toList()) {
            vm.disks().stream().filter(disk -> !disk.chain().isEmpty())
                    .filter(disk -> cluster.locate(disk.top().source())
                            .filter(image -> inventory.shownBy(image).equals(nas)).isPresent())
                    .map(disk -> vm.name() + "/" + disk.target()).forEach(disks::add);
        }
        return disks.stream().sorted().toList();
    }
}
