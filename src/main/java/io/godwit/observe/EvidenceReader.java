package io.godwit.observe;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.StepRecord;
import io.godwit.model.Cluster;
import io.godwit.model.GodwitException;
import io.godwit.model.ImageLocation;
import io.godwit.model.Vm;
import io.godwit.plan.WayBack;
import io.godwit.port.Hosts;
import io.godwit.port.Journal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at all that a migration concerns. Nothing of it changes anything. */
public final class EvidenceReader {
    private final Cluster cluster;
    private final Hosts hosts;
    private final Journal journal;

    public EvidenceReader(Cluster cluster, Hosts hosts, Journal journal) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.journal = journal;
    }

    public Evidence read(MigrationRecord migration) {
        Inventory inventory = new InventoryReader(cluster, hosts).readHypervisors();
        Optional<StepRecord> failed = journal.steps(migration.id()).stream()
                .filter(step -> step.state() == StepRecord.State.FAILED)
                .max(Comparator.comparingInt(StepRecord::sequence));
        List<Vm> copies = inventory.vms().filter(vm -> vm.uuid().equals(migration.plan().vm())).toList();
        return new Evidence(migration, failed, copies,
                inventory.unseen().stream().map(HypervisorView.Unseen::why).toList(), images(migration, inventory));
    }

    private List<Evidence.Image> images(MigrationRecord migration, Inventory inventory) {
        Map<ImageLocation, String> roles = new LinkedHashMap<>();
        Collection<ImageLocation> created = WayBack.created(migration.plan());
        migration.plan().before().disks().values().forEach(image -> roles.put(image, "old"));
        created.forEach(image -> roles.put(image, "new"));
        List<Evidence.Image> images = new ArrayList<>();
        roles.forEach((image, role) -> images.add(new Evidence.Image(image, role, state(image),
                inventory.usersOf(image).stream().map(vm -> vm.name() + " on " + vm.hypervisor()).toList())));
        return images;
    }

    private String state(ImageLocation image) {
        try {
            return hosts.images(image.nas(), image.export()).image(image.name())
                    .map(facts -> facts.allocation() + " of " + facts.capacity() + ", last written " + facts.modified())
                    .orElse("not there");
        } catch (GodwitException silent) {
            return silent.truth();
        }
    }
}
