package io.godwit.report;

import io.godwit.journal.Outcome;
import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Disk;
import io.godwit.model.Export;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.NasView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Things in rows; the keys of a row are those of JSON.
 *
 * @param columns the keys of the narrow table; a wide one has all
 */
public record Listing(List<String> columns, List<Map<String, Object>> rows) {
    public static final List<String> HYPERVISORS = List.of("name", "state", "vms", "memoryFree", "libvirt", "qemu");
    public static final List<String> NAS = List.of("name", "state", "export", "floating", "free", "images");
    public static final List<String> VMS = List.of("name", "state", "hypervisor", "disks", "memory", "kind");
    public static final List<String> DISKS = List.of("vm", "disk", "nas", "image", "format", "size");
    private static final String BYTES = "Bytes";

    public static Listing hypervisors(Inventory inventory) {
        return new Listing(HYPERVISORS,
                inventory.hypervisors().stream().map(view -> switch (view) {
                    case HypervisorView.Seen seen -> row("name", seen.hypervisor().name(), "state", "up", "vms",
                            seen.vms().stream().filter(vm -> vm.state().active()).count(), "memoryFree",
                            seen.facts().freeMemory(), "libvirt", seen.facts().libvirt(), "qemu", seen.facts().qemu(),
                            "uri", seen.hypervisor().uri(), "migrationAddress", seen.hypervisor().migrationAddress(),
                            "problem", "");
                    case HypervisorView.Unseen unseen -> row("name", unseen.hypervisor().name(), "state", "unreachable",
                            "vms", "?", "memoryFree", "?", "libvirt", "?", "qemu", "?", "uri",
                            unseen.hypervisor().uri(),
                            "migrationAddress", unseen.hypervisor().migrationAddress(), "problem", unseen.why());
                }).toList());
    }

    public static Listing nas(Inventory inventory) {
        return new Listing(NAS,
                inventory.exports().stream().map(view -> switch (view) {
                    case NasView.Seen seen ->
                        row("name", shownBy(inventory, view), "state", "up", "export", seen.export().path(), "floating",
                                floating(seen.export()), "free", seen.free(), "images", seen.images().size(), "home",
                                seen.nas().name(), "addresses",
                                String.join(",", seen.nas().addresses()), "mount", seen.export().mount().orElse(""),
                                "problem", "");
                    case NasView.Unseen unseen -> row("name", shownBy(inventory, view), "state", "unreachable",
                            "export", unseen.export().path(), "floating", floating(unseen.export()), "free", "?",
                            "images", "?", "home", unseen.nas().name(), "addresses",
                            String.join(",", unseen.nas().addresses()), "mount", unseen.export().mount().orElse(""),
                            "problem", unseen.why());
                }).toList());
    }

    private static String shownBy(Inventory inventory, NasView view) {
        return view.export().floating()
                .flatMap(floating -> Optional.ofNullable(inventory.servers().get(floating.name())))
                .orElse(view.nas().name());
    }

    private static String floating(Export export) {
        return export.floating().map(floating -> floating.name() + " " + floating.address()).orElse("-");
    }

    public static Listing vms(Inventory inventory) {
        return new Listing(VMS, inventory.vms()
                .map(vm -> row("name", vm.name(), "state", vm.state(), "hypervisor", vm.hypervisor(), "disks",
                        String.join(",", places(inventory, vm)), "memory", vm.memory(), "kind",
                        vm.persistent() ? "persistent" : "transient", "vcpus", vm.vcpus(), "uuid", vm.uuid()))
                .toList());
    }

    private static List<String> places(Inventory inventory, Vm vm) {
        return vm.disks().stream().filter(disk -> !disk.chain().isEmpty())
                .map(disk -> disk.target() + "="
                        + inventory.cluster().locate(disk.top().source()).map(inventory::shownBy).orElse("?"))
                .toList();
    }

    /**
     * Every disk of every VM.
     *
     * @param sizes an image's size as the guest sees it, where its NAS says so: QEMU would have to ask the file, and the VM
     *     would wait for the answer
     */
    public static Listing disks(Inventory inventory, Function<ImageLocation, Optional<Bytes>> sizes) {
        List<Map<String, Object>> rows = new ArrayList<>();
        inventory.vms().forEach(vm -> vm.disks().stream().filter(disk -> !disk.chain().isEmpty())
                .forEach(disk -> rows.add(disk(inventory, sizes, vm, disk))));
        return new Listing(DISKS, rows);
    }

    private static Map<String, Object> disk(Inventory inventory, Function<ImageLocation, Optional<Bytes>> sizes, Vm vm,
            Disk disk) {
        Cluster cluster = inventory.cluster();
        Optional<ImageLocation> image = cluster.locate(disk.top().source());
        return row("vm", vm.name(), "disk", disk.target(), "nas", image.map(inventory::shownBy).orElse("?"), "image",
                image.map(ImageLocation::name).orElse(String.valueOf(disk.top().source())), "format",
                disk.top().format(),
                "size", image.flatMap(sizes).map(Bytes::toString).orElse("?"), "layers", disk.chain().size(), "cache",
                disk.cache(), "source",
                disk.top().source(), "name", vm.name() + "/" + disk.target());
    }

    /**
     * A migration in a list.
     *
     * @param orphan whether its process is gone before its end
     */
    public record Entry(MigrationSummary migration, boolean orphan) {}

    public static Listing migrations(List<Entry> entries) {
        return new Listing(List.of("id", "vm", "kind", "result", "seconds", "downtime", "freeze", "began"),
                entries.stream().map(Listing::migration).toList());
    }

    private static Map<String, Object> migration(Entry entry) {
        MigrationSummary one = entry.migration();
        return row("id", one.id(), "vm", one.vm(), "kind", one.kind(), "result",
                entry.orphan() ? "interrupted" : one.outcome(), "seconds", Figures.seconds(one.seconds()), "downtime",
                Figures.millis(one.downtimeMillis()), "freeze", Figures.millis(one.freezeMillis()), "began",
                one.startedAt().toString().substring(0, 19) + "Z", "from", one.from(), "to", one.to(), "reason",
                entry.orphan() ? "its process is gone; godwit watch " + one.id() + " goes on with it" : one.reason(),
                "open", Outcome.of(one.outcome()).filter(Outcome::open).isPresent());
    }

    /** Keys and values in turn; sizes stay numbers for JSON. */
    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }

    /**
     * Rows as they stood in JSON.
     *
     * @param columns the keys of the narrow table
     */
    public static Listing ofDocuments(List<String> columns, List<Map<String, Object>> documents) {
        return new Listing(columns, documents.stream().map(Listing::ofDocument).toList());
    }

    private static Map<String, Object> ofDocument(Map<String, Object> document) {
        Map<String, Object> row = new LinkedHashMap<>();
        document.forEach((key, value) -> {
            if (key.endsWith(BYTES) && value instanceof Number bytes) {
                row.put(key.substring(0, key.length() - BYTES.length()), new Bytes(bytes.longValue()));
            } else {
                row.put(key, value);
            }
        });
        return row;
    }

    /** Every key that a row has; the narrow ones where there is no row. */
    public List<String> allColumns() {
        return rows.isEmpty() ? columns : List.copyOf(rows.getFirst().keySet());
    }

    /** The head of a table: memoryFree becomes MEMORY FREE. */
    public static List<String> head(List<String> keys) {
        return keys.stream().map(key -> key.replaceAll("([A-Z])", " $1").toUpperCase(Locale.ROOT)).toList();
    }

    /** The rows of a table, for people. */
    public List<List<String>> cells(List<String> keys) {
        return rows.stream().map(row -> keys.stream().map(key -> String.valueOf(row.get(key))).toList()).toList();
    }

    public List<String> names() {
        return rows.stream().map(row -> String.valueOf(row.getOrDefault("name", row.getOrDefault("id", "")))).toList();
    }

    /** Rows for JSON: bytes as numbers, what is a record of ours as its text. */
    public List<Map<String, Object>> documents() {
        return rows.stream().map(row -> {
            Map<String, Object> document = new LinkedHashMap<>();
            row.forEach((key, value) -> document.put(value instanceof Bytes ? key + BYTES : key, plain(value)));
            return document;
        }).toList();
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Bytes bytes -> bytes.count();
            case Number number -> number;
            case Boolean truth -> truth;
            case Object other -> other.toString();
        };
    }
}
