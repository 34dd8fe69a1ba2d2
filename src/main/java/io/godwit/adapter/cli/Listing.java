package io.godwit.adapter.cli;

import io.godwit.adapter.cli.view.ReportText;
import io.godwit.adapter.cli.view.Table;
import io.godwit.execute.Session;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Outcome;
import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.Disk;
import io.godwit.model.Export;
import io.godwit.model.GodwitException;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.NasView;
import io.godwit.port.Hosts;
import io.godwit.report.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Things in rows; the keys of a row are those of JSON.
 *
 * @param columns the keys of the narrow table; a wide one has all
 */
record Listing(List<String> columns, List<Map<String, Object>> rows) {
    static Listing of(GetCommand.Kind kind, Session session) {
        return switch (kind) {
            case hypervisors -> hypervisors(session.inventories().readHypervisors());
            case nas -> nas(session.inventories().read());
            case vms -> vms(session.inventories().readHypervisors());
            case disks -> disks(session.inventories().readHypervisors(), session.hosts());
            case migrations -> migrations(session);
        };
    }

    private static Listing hypervisors(Inventory inventory) {
        return new Listing(List.of("name", "state", "vms", "memoryFree", "libvirt", "qemu"),
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

    private static Listing nas(Inventory inventory) {
        return new Listing(List.of("name", "state", "export", "floating", "free", "images"),
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

    private static Listing vms(Inventory inventory) {
        return new Listing(List.of("name", "state", "hypervisor", "disks", "memory", "kind"), inventory.vms()
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

    private static Listing disks(Inventory inventory, Hosts hosts) {
        List<Map<String, Object>> rows = new ArrayList<>();
        inventory.vms().forEach(vm -> vm.disks().stream().filter(disk -> !disk.chain().isEmpty())
                .forEach(disk -> rows.add(disk(inventory, hosts, vm, disk))));
        return new Listing(List.of("vm", "disk", "nas", "image", "format", "size"), rows);
    }

    private static Map<String, Object> disk(Inventory inventory, Hosts hosts, Vm vm, Disk disk) {
        Cluster cluster = inventory.cluster();
        Optional<ImageLocation> image = cluster.locate(disk.top().source());
        return row("vm", vm.name(), "disk", disk.target(), "nas", image.map(inventory::shownBy).orElse("?"), "image",
                image.map(ImageLocation::name).orElse(String.valueOf(disk.top().source())), "format",
                disk.top().format(),
                "size", image.map(found -> size(hosts, found)).orElse("?"), "layers", disk.chain().size(), "cache",
                disk.cache(), "source",
                disk.top().source(), "name", vm.name() + "/" + disk.target());
    }

    /** As the NAS says: QEMU would have to ask the file, and the VM would wait for the answer. */
    private static String size(Hosts hosts, ImageLocation image) {
        try {
            return hosts.images(image.nas(), image.export()).image(image.name())
                    .map(facts -> facts.capacity().toString()).orElse("?");
        } catch (GodwitException silent) {
            return "?";
        }
    }

    private static Listing migrations(Session session) {
        return new Listing(List.of("id", "vm", "kind", "result", "seconds", "downtime", "freeze", "began"),
                session.journal().migrations().stream().map(migration -> migration(session, migration)).toList());
    }

    private static Map<String, Object> migration(Session session, MigrationRecord migration) {
        Report report = Report.of(migration, List.of(), session.journal().measured(migration.id()),
                session.journal().felts(migration.id()), List.of(), Optional.empty());
        boolean orphan = migration.outcome().open() && !session.processes().alive(migration.owner());
        return row("id", report.id(), "vm", report.vm(), "kind", report.kind(), "result",
                orphan ? "interrupted" : report.result(), "seconds", ReportText.seconds(report.seconds()), "downtime",
                ReportText.millis(report.downtimeMillis()), "freeze",
                ReportText.millis(report.freezeMillis()), "began", report.began().toString().substring(0, 19) + "Z",
                "from", report.before().hypervisor(), "to", report.after().hypervisor(), "reason",
                orphan ? "its process is gone; godwit watch " + report.id() + " goes on with it" : report.reason(),
                "open",
                migration.outcome().open() || migration.outcome() == Outcome.GOING_BACK);
    }

    /** Keys and values in turn; sizes stay numbers for JSON. */
    private static Map<String, Object> row(Object... pairs) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            row.put((String) pairs[i], pairs[i + 1]);
        }
        return row;
    }

    Table narrow() {
        return table(columns);
    }

    Table wide() {
        List<String> all = rows.isEmpty() ? columns : List.copyOf(rows.getFirst().keySet());
        return table(all);
    }

    private Table table(List<String> keys) {
        return new Table(
                keys.stream().map(key -> key.replaceAll("([A-Z])", " $1").toUpperCase(java.util.Locale.ROOT)).toList(),
                rows.stream().map(row -> keys.stream().map(key -> String.valueOf(row.get(key))).toList()).toList());
    }

    List<String> names() {
        return rows.stream().map(row -> String.valueOf(row.getOrDefault("name", row.getOrDefault("id", "")))).toList();
    }

    /** Rows for JSON: bytes as numbers, what is a record of ours as its text. */
    List<Map<String, Object>> documents() {
        return rows.stream().map(row -> {
            Map<String, Object> document = new LinkedHashMap<>();
            row.forEach((key, value) -> document.put(value instanceof Bytes ? key + "Bytes" : key, plain(value)));
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
