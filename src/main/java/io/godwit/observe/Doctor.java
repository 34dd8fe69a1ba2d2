package io.godwit.observe;

import io.godwit.journal.Outcome;
import io.godwit.model.Cluster;
import io.godwit.model.Export;
import io.godwit.model.GodwitException;
import io.godwit.model.Hypervisor;
import io.godwit.model.ImageLocation;
import io.godwit.model.Nas;
import io.godwit.model.Vm;
import io.godwit.model.VmActivity;
import io.godwit.port.Hosts;
import io.godwit.port.HypervisorHost;
import io.godwit.port.Journal;
import io.godwit.port.Processes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks over the whole cluster: whoever asks is planning nothing yet, and wants to know what would be in the way. */
public final class Doctor {
    private final Cluster cluster;
    private final Hosts hosts;
    private final Journal journal;
    private final Processes processes;

    public Doctor(Cluster cluster, Hosts hosts, Journal journal, Processes processes) {
        this.cluster = cluster;
        this.hosts = hosts;
        this.journal = journal;
        this.processes = processes;
    }

    public List<Finding> examine() {
        Inventory inventory = new InventoryReader(cluster, hosts).read();
        List<Finding> findings = new ArrayList<>();
        inventory.hypervisors().forEach(view -> findings.add(hypervisor(view)));
        inventory.exports().forEach(view -> findings.add(export(view, inventory)));
        cluster.hypervisors().forEach(hypervisor -> findings.addAll(sight(hypervisor)));
        findings.addAll(twice(inventory));
        findings.addAll(cacheModes(inventory));
        findings.addAll(staleJobs(inventory));
        findings.addAll(orphans());
        findings.addAll(unfinished());
        return findings;
    }

    private static Finding hypervisor(HypervisorView view) {
        return switch (view) {
            case HypervisorView.Seen seen -> Finding.good(seen.hypervisor().name(),
                    "libvirt " + seen.facts().libvirt() + ", QEMU " + seen.facts().qemu() + ", " + seen.vms().size()
                            + " VMs, " + seen.facts().freeMemory() + " of memory free");
            case HypervisorView.Unseen unseen -> Finding.wrong(unseen.hypervisor().name(), unseen.why(),
                    "virsh -c '" + unseen.hypervisor().uri() + "' hostname shows the same without Godwit");
        };
    }

    private static Finding export(NasView view, Inventory inventory) {
        return switch (view) {
            case NasView.Unseen unseen ->
                Finding.wrong(unseen.nas().name() + ":" + unseen.export().path(), unseen.why(),
                        "virsh -c '" + unseen.nas().libvirt() + "' pool-list shows the same without Godwit");
            case NasView.Seen seen -> {
                String subject = seen.nas().name() + ":" + seen.export().path();
                List<String> unused = seen.images().stream()
                        .filter(name -> name.matches(".*-m\\d{6}-\\d{6}-[a-z0-9]{4}.*")).filter(name -> inventory
                                .usersOf(new ImageLocation(seen.nas().name(), seen.export().path(), name)).isEmpty())
                        .toList();
                yield unused.isEmpty() || !inventory.unseen().isEmpty()
                        ? Finding.good(subject, seen.images().size() + " images, " + seen.free() + " free")
                        : Finding.wrong(subject, "images that Godwit made and no VM uses: " + String.join(", ", unused),
                                "godwit get migrations tells whose they are; when you are sure: virsh -c '"
                                        + seen.nas().libvirt() + "' vol-delete " + seen.export().folder() + "/"
                                        + unused.getFirst());
            }
        };
    }

    private List<Finding> sight(Hypervisor hypervisor) {
        List<Finding> findings = new ArrayList<>();
        for (Nas nas : cluster.nas()) {
            nas.exports().forEach(export -> findings.add(sight(hypervisor, nas, export)));
        }
        return findings;
    }

    private Finding sight(Hypervisor hypervisor, Nas nas, Export export) {
        String subject = hypervisor.name() + " to " + nas.name() + ":" + export.path();
        try {
            HypervisorHost host = hosts.hypervisor(hypervisor.name());
            List<String> seen = host.exportsSeen(Cluster.address(nas, export));
            if (seen.contains(export.path())) {
                return Finding.good(subject, "the export is shown to it");
            }
            return Finding.wrong(subject, seen.isEmpty() ? "no export is shown to it" : "the server shows it " + seen,
                    "look at the NFS server, the network, the export's clients, and whether showmount (nfs-common) is there");
        } catch (GodwitException problem) {
            return Finding.wrong(subject, problem.truth(), problem.remedy());
        }
    }

    /** While a migration is under way the target knows the VM as well, and rightly so. */
    private List<Finding> twice(Inventory inventory) {
        Map<UUID, List<Vm>> copies = new TreeMap<>();
        inventory.vms().filter(vm -> journal.openMigrationOf(vm.uuid()).isEmpty())
                .forEach(vm -> copies.computeIfAbsent(vm.uuid(), _ -> new ArrayList<>()).add(vm));
        return copies.values().stream().filter(vms -> vms.size() > 1)
                .map(vms -> Finding.wrong(vms.getFirst().name(),
                        "known to " + String.join(" and ",
                                vms.stream().map(vm -> vm.hypervisor() + " (" + vm.state() + ")")
                                        .toList()),
                        "undefine the copy that does not run, after a look at its images"))
                .toList();
    }

    private static List<Finding> cacheModes(Inventory inventory) {
        return inventory.vms().flatMap(vm -> vm.disks().stream().filter(disk -> disk.holdsData())
                .filter(disk -> !List.of("none", "directsync").contains(disk.cache()))
                .map(disk -> Finding.wrong(vm.name() + "/" + disk.target(),
                        "cache mode " + (disk.cache().isEmpty() ? "default" : disk.cache()) + " is not safe to migrate",
                        "set cache='none' in the definition and restart the VM once")))
                .toList();
    }

    /** Jobs on VMs that no open migration of this journal explains. */
    private List<Finding> staleJobs(Inventory inventory) {
        List<Finding> findings = new ArrayList<>();
        inventory.vms().filter(vm -> vm.state().active()).filter(vm -> journal.openMigrationOf(vm.uuid()).isEmpty())
                .forEach(vm -> findings.addAll(staleJobs(vm)));
        return findings;
    }

    private List<Finding> staleJobs(Vm vm) {
        try {
            VmActivity activity = hosts.hypervisor(vm.hypervisor()).activity(vm.uuid());
            String uri = cluster.hypervisor(vm.hypervisor()).map(Hypervisor::uri).orElse("");
            Stream<Finding> copies = activity.blockJobs().stream().map(job -> Finding.wrong(vm.name(),
                    "a job on a disk that no migration of this journal began: " + job,
                    "ask who began it; virsh -c '" + uri + "' blockjob " + vm.name() + " " + job.split(" ", 2)[0]
                            + " --abort ends it, and the VM goes on with its old image"));
            Stream<Finding> moves = activity.job().stream().map(job -> Finding.wrong(vm.name(),
                    "a libvirt job that no migration of this journal began: " + job,
                    "ask who began it; virsh -c '" + uri + "' domjobinfo " + vm.name() + " shows how far it is"));
            return Stream.concat(copies, moves).toList();
        } catch (GodwitException problem) {
            return List.of(Finding.wrong(vm.name(), problem.truth(), problem.remedy()));
        }
    }

    /** Those that needed a person, until something newer happened to the VM. */
    private List<Finding> unfinished() {
        Set<UUID> newer = new HashSet<>();
        return journal.migrations().stream().filter(migration -> newer.add(migration.plan().vm()))
                .filter(migration -> migration.outcome() == Outcome.NEEDS_PERSON)
                .map(migration -> Finding.wrong(migration.id().value(),
                        "the migration of " + migration.plan().request().vm() + " needs a person: "
                                + migration.reason(),
                        "godwit repair " + migration.id()))
                .toList();
    }

    private List<Finding> orphans() {
        return journal.migrations().stream().filter(migration -> migration.outcome().open())
                .filter(migration -> !processes.alive(migration.owner()))
                .map(migration -> Finding.wrong(migration.id().value(),
                        "a migration of " + migration.plan().request().vm() + " that lost its process",
                        "godwit watch " + migration.id()))
                .toList();
    }
}
