package io.godwit.model;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The hosts that Godwit may use, as the cluster file names them.
 *
 * @param name for people: where the description came from
 * @param state the folder of the journal and the reports
 * @param maxFreeze the freeze budget of every VM that names none itself
 * @param pairs NAS servers that can serve each other's exports
 * @param desktops where VMs' own RDP servers are reached, by the VM's name; goes before what a VM's metadata says
 */
public record Cluster(String name, Path state, List<Hypervisor> hypervisors, List<Nas> nas,
        Optional<Duration> maxFreeze, List<NasPair> pairs, Map<String, Desktop> desktops) {
    public Cluster {
        desktops = Map.copyOf(desktops);
        hypervisors = List.copyOf(hypervisors);
        nas = List.copyOf(nas);
        pairs = List.copyOf(pairs);
    }

    /** A cluster whose exports stay with their NAS, and whose file names no desktops. */
    public Cluster(String name, Path state, List<Hypervisor> hypervisors, List<Nas> nas,
            Optional<Duration> maxFreeze) {
        this(name, state, hypervisors, nas, maxFreeze, List.of(), Map.of());
    }

    /** Where a VM's own RDP server is reached, if anybody said so. */
    public Optional<Desktop> desktop(Vm vm) {
        return Optional.ofNullable(desktops.get(vm.name())).or(vm::desktop);
    }

    public Optional<Hypervisor> hypervisor(String name) {
        return hypervisors.stream().filter(hypervisor -> hypervisor.name().equals(name)).findFirst();
    }

    public Optional<Nas> nas(String name) {
        return nas.stream().filter(server -> server.name().equals(name)).findFirst();
    }

    /** Every export that can change its server. */
    public List<FloatingExport> floatingExports() {
        return nas.stream().flatMap(server -> server.exports().stream()
                .flatMap(export -> export.floating().stream().map(floating -> new FloatingExport(server, export,
                        floating, pair(floating.pair()).orElseThrow()))))
                .toList();
    }

    public Optional<FloatingExport> floatingExport(String name) {
        return floatingExports().stream().filter(export -> export.name().equals(name)).findFirst();
    }

    /** The export with an address of its own that an image lies on, if it is one. */
    public Optional<FloatingExport> floatingExport(ImageLocation image) {
        return floatingExports().stream().filter(export -> export.home().name().equals(image.nas()))
                .filter(export -> export.export().path().equals(image.export())).findFirst();
    }

    private Optional<NasPair> pair(String name) {
        return pairs.stream().filter(pair -> pair.name().equals(name)).findFirst();
    }

    /** Which image of which NAS a definition means, if it is one of ours. */
    public Optional<ImageLocation> locate(DiskSource source) {
        return switch (source) {
            case DiskSource.NfsPath(String address, String path) -> nas.stream()
                    .flatMap(server -> below(server, path, Naming.AS_CLIENT, export -> reached(server, export, address))
                            .stream())
                    .findFirst();
            case DiskSource.LocalFile(String path) -> nas.stream()
                    .flatMap(server -> below(server, path, Naming.AS_MOUNT, _ -> true).stream()).findFirst();
            case DiskSource.Foreign _ -> Optional.empty();
        };
    }

    /** How a definition names an image, in the form that its disk has today. */
    public DiskSource source(ImageLocation image, DiskSource form) {
        Nas server = nas(image.nas()).orElseThrow();
        Export export = server.export(image.export()).orElseThrow();
        return switch (form) {
            case DiskSource.NfsPath _ ->
                new DiskSource.NfsPath(address(server, export), join(export.path(), image.name()));
            case DiskSource.LocalFile _ -> new DiskSource.LocalFile(join(export.mount().orElseThrow(), image.name()));
            case DiskSource.Foreign _ -> throw new IllegalArgumentException("no image of ours: " + form);
        };
    }

    private enum Naming {
        AS_CLIENT, AS_MOUNT
    }

    /** By which address new disks name an export. */
    public static String address(Nas server, Export export) {
        return export.floating().map(Floating::address).orElse(server.addresses().getFirst());
    }

    /** One that floats is also reached by an address that does not, as long as that server has it. */
    private static boolean reached(Nas server, Export export, String address) {
        return server.addresses().contains(address)
                || export.floating().filter(floating -> floating.address().equals(address)).isPresent();
    }

    private static Optional<ImageLocation> below(Nas server, String path, Naming naming, Predicate<Export> which) {
        return server.exports().stream().filter(which).flatMap(export -> {
            Optional<String> folder = naming == Naming.AS_CLIENT ? Optional.of(export.path()) : export.mount();
            return folder.flatMap(prefix -> nameBelow(prefix, path)).stream()
                    .map(name -> new ImageLocation(server.name(), export.path(), name));
        }).findFirst();
    }

    /** A plain file name directly below the folder; anything that climbs or nests is not one of ours. */
    private static Optional<String> nameBelow(String folder, String path) {
        String prefix = folder.endsWith("/") ? folder : folder + "/";
        if (!path.startsWith(prefix)) {
            return Optional.empty();
        }
        String name = path.substring(prefix.length());
        boolean plain = !name.isEmpty() && !name.contains("/") && !name.equals(".") && !name.equals("..");
        return plain ? Optional.of(name) : Optional.empty();
    }

    private static String join(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }
}
