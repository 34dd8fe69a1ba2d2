package io.godwit.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The kernel's cpu controller: groups of processes share the processors by weight where not all can have what they want (cgroups(7)).
 *
 * @param root the folder in which groups are folders
 * @param weightFile a group's weight
 * @param usual the weight that a group has at first
 */
record CpuController(Path root, String weightFile, int usual) {
    static final Path MOUNTS = Path.of("/proc/self/mounts");

    /** Empty where the machine has none, or has it not switched on. */
    static Optional<CpuController> find(Path mounts) {
        try {
            return Files.readAllLines(mounts).stream().map(line -> line.split(" ", -1))
                    .flatMap(words -> mounted(Path.of(words[1]), words[2], words[3]).stream()).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<CpuController> mounted(Path point, String type, String options) {
        return switch (type) {
            case "cgroup" -> Optional.of(new CpuController(point, "cpu.shares", 1024))
                    .filter(_ -> List.of(options.split(",", -1)).contains("cpu"));
            case "cgroup2" ->
                Optional.of(new CpuController(point, "cpu.weight", 100)).filter(CpuController::switchedOn);
            default -> Optional.empty();
        };
    }

    private boolean switchedOn() {
        try {
            return Arrays.asList(Files.readString(root.resolve("cgroup.subtree_control")).strip().split(" ", -1))
                    .contains("cpu");
        } catch (IOException e) {
            return false;
        }
    }

    static Path members(Path group) {
        return group.resolve("cgroup.procs");
    }

    /**
     * Makes a group, which must not be there.
     *
     * @param times how much more than a usual one it gets
     */
    void make(String name, int times) throws IOException {
        Path group = Files.createDirectory(root.resolve(name));
        Files.writeString(group.resolve(weightFile), Integer.toString(usual * times));
    }

    /** Removes a group if it is there; whoever is in it goes back to where everybody is. */
    void remove(String name) throws IOException {
        Path group = root.resolve(name);
        if (Files.isDirectory(group)) {
            for (String member : Files.readAllLines(members(group))) {
                Files.writeString(members(root), member);
            }
            Files.delete(group);
        }
    }
}
