package io.godwit.execute;

import io.godwit.model.Disk;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.PairFacts;
import io.godwit.model.Vm;
import io.godwit.observe.Inventory;
import io.godwit.observe.InventoryReader;
import io.godwit.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Proves a takeover: one server has the export, and every running VM on it can write there. As in {@link VerifyWork} QEMU is made to
 * write to the file that it has open, and the server that has the export now must show that it was written.
 */
final class VerifyExportWork implements StepWork {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private final Step.VerifyExport step;
    private final StepContext context;
    private final List<Proof> proofs = new ArrayList<>();
    private Instant began = Instant.MAX;

    VerifyExportWork(Step.VerifyExport step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    /** One disk, and when its image had been written before QEMU was made to write. */
    private record Proof(Vm vm, String disk, ImageLocation image, Instant before) {}

    @Override
    public Advance advance() {
        if (began.equals(Instant.MAX)) {
            requireOneServer();
            proofs.addAll(proofs());
            began = context.clock().instant();
        }
        proofs.removeIf(this::seen);
        if (proofs.isEmpty()) {
            context.measure(measured -> measured.proven());
            return Advance.done(step.nas() + " alone serves " + step.export() + "; a write by QEMU was seen there for "
                    + users());
        }
        if (Duration.between(began, context.clock().instant()).compareTo(PATIENCE) > 0) {
            throw new Failed("no write of " + String.join(", ",
                    proofs.stream().map(proof -> proof.vm().name() + "/" + proof.disk()).toList()) + " was seen on "
                    + step.nas(), "look at the VM, and at the NFS server there");
        }
        return Advance.again(20);
    }

    private void requireOneServer() {
        PairFacts facts = context.pairs().look(context.export(step.export()));
        if (!facts.served().equals(java.util.Optional.of(step.nas()))) {
            throw new Failed(step.export() + " is served by " + facts.served().orElse("nobody") + ", its address is on "
                    + facts.addressed(), "godwit get nas");
        }
    }

    private List<Proof> proofs() {
        FloatingExport export = context.export(step.export());
        Inventory inventory = new InventoryReader(context.cluster(), context.hosts()).readHypervisors();
        return inventory.vms().filter(vm -> vm.state().running()).flatMap(vm -> vm.disks().stream()
                .filter(Disk::holdsData).flatMap(disk -> proof(vm, disk, export))).toList();
    }

    private Stream<Proof> proof(Vm vm, Disk disk, FloatingExport export) {
        return context.cluster().locate(disk.top().source())
                .filter(image -> context.cluster().floatingExport(image).filter(export::equals).isPresent())
                .map(image -> new Proof(vm, disk.target(), image, written(image))).stream();
    }

    private Instant written(ImageLocation image) {
        return context.images(image).image(image.name()).map(ImageFacts::modified).orElse(Instant.EPOCH);
    }

    private boolean seen(Proof proof) {
        context.hosts().hypervisor(proof.vm().hypervisor()).touchImage(proof.vm().uuid(), proof.disk());
        boolean seen = written(proof.image()).isAfter(proof.before());
        if (seen) {
            context.journal().note(context.id(), context.owner(), "seen " + proof.vm().name() + "/" + proof.disk(),
                    "yes");
        }
        return seen;
    }

    private String users() {
        List<String> seen = context.journal().notes(context.id()).keySet().stream()
                .filter(note -> note.startsWith("seen ")).map(note -> note.substring(5)).toList();
        return seen.isEmpty() ? "no VM, because none runs on it" : String.join(", ", seen);
    }
}
