package io.godwit.watch;

import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Disk;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * A VM in the scene (openapi.yaml).
 *
 * @param migration the one that is under way
 * @param rdp whether its desktop can be opened
 */
public record SceneVm(UUID uuid, String name, String state, boolean running, String hypervisor, boolean persistent,
        long memoryBytes, int vcpus, List<SceneDisk> disks, Optional<String> migration, boolean rdp) {
    public SceneVm {
        disks = List.copyOf(disks);
    }

    /** One of its disks. */
    public record SceneDisk(String target, Optional<String> nas, Optional<String> export, String image, String format,
            Optional<Long> bytes) {}

    static SceneVm of(Vm vm, String state, boolean running, Cluster cluster, Optional<String> migration, boolean rdp,
            Function<ImageLocation, Optional<Bytes>> sizes) {
        return new SceneVm(vm.uuid(), vm.name(), state, running, vm.hypervisor(), vm.persistent(), vm.memory().count(),
                vm.vcpus(), vm.disks().stream().filter(disk -> !disk.chain().isEmpty())
                        .map(disk -> disk(disk, cluster, sizes)).toList(),
                migration, rdp);
    }

    private static SceneDisk disk(Disk disk, Cluster cluster, Function<ImageLocation, Optional<Bytes>> sizes) {
        Optional<ImageLocation> image = cluster.locate(disk.top().source());
        return new SceneDisk(disk.target(), image.map(ImageLocation::nas), image.map(ImageLocation::export),
                image.map(ImageLocation::name).orElse(disk.top().source().toString()), disk.top().format(),
                image.flatMap(sizes).map(Bytes::count));
    }
}
