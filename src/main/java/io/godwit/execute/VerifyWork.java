package io.godwit.execute;

import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.Vm;
import io.godwit.observe.Inventory;
import io.godwit.observe.InventoryReader;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import io.godwit.port.HypervisorHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Proves that a move came to what it should, before anything is deleted.
 *
 * <p>The image is proven by identity and not by name: QEMU is made to write to the file that it has open, and the NAS
 * must show that the file of that name was written just then, while the old one was not. A server that had handed QEMU
 * an old, deleted file of the same name would be found out here (docs/decisions/0004).
 */
final class VerifyWork implements StepWork {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private final Step.Verify step;
    private final StepContext context;
    private final Map<String, ImageFacts> before = new TreeMap<>();
    private Instant touched = Instant.MAX;

    VerifyWork(Step.Verify step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    static String retiredNote(ImageLocation image) {
        return "last written before the switch " + image;
    }

    @Override
    public Advance advance() {
        if (touched.equals(Instant.MAX)) {
            settleDefinitions();
            List<String> problems = problems(step, inventory(), context);
            if (!problems.isEmpty()) {
                throw new Failed(String.join("; ", problems), "godwit get vms; godwit get disks");
            }
            step.disks().forEach((disk, chain) -> before.put(disk, facts(image(chain))));
            touched = context.clock().instant();
        }
        step.disks().keySet().forEach(disk -> host().touchImage(context.vm(), disk));
        List<String> silent = step.disks().keySet().stream().filter(disk -> !written(disk)).sorted().toList();
        if (silent.isEmpty()) {
            requireRetiredUntouched();
            context.measure(measured -> measured.proven());
            return Advance.done(evidence());
        }
        if (Duration.between(touched, context.clock().instant()).compareTo(PATIENCE) > 0) {
            throw new Failed("QEMU wrote to " + String.join(", ", silent)
                    + ", and the file that the export shows under that name did not change: QEMU holds another file",
                    "nothing was deleted; the data is in the file that QEMU holds");
        }
        return Advance.again(20);
    }

    /** A crash may have left the stored definition on the old side, or an old image's name in it. */
    private void settleDefinitions() {
        if (!step.persistent()) {
            return;
        }
        Optional<Vm> here = host().vm(context.vm());
        step.disks().forEach((disk, chain) -> here.flatMap(vm -> vm.persistentSource(disk))
                .filter(stored -> !stored.equals(top(chain)))
                .ifPresent(_ -> host().store(context.vm(), disk, chain)));
        inventory().vms().filter(vm -> vm.uuid().equals(context.vm()))
                .filter(vm -> !vm.hypervisor().equals(step.hypervisor())).filter(vm -> !vm.state().active())
                .forEach(vm -> context.hosts().hypervisor(vm.hypervisor()).forget(context.vm()));
    }

    /** Without a word from both sides it is not proven that there is one copy only. */
    private Inventory inventory() {
        Plan plan = context.migration().plan();
        return new InventoryReader(context.cluster(), context.hosts()).readHypervisors()
                .withWord(plan.before().hypervisor(), plan.after().hypervisor());
    }

    /** What is not as it should be; pure but for its arguments. */
    private static List<String> problems(Step.Verify step, Inventory inventory, StepContext context) {
        List<String> problems = new ArrayList<>();
        List<Vm> copies = inventory.vms().filter(vm -> vm.uuid().equals(context.vm())).toList();
        Optional<Vm> here = copies.stream().filter(vm -> vm.hypervisor().equals(step.hypervisor())).findFirst();
        if (here.filter(vm -> vm.state().running()).isEmpty()) {
            problems.add("the VM does not run on " + step.hypervisor());
        }
        copies.stream().filter(vm -> !vm.hypervisor().equals(step.hypervisor())).forEach(
                vm -> problems.add(vm.hypervisor() + " also knows the VM (" + vm.state() + ")"));
        here.ifPresent(vm -> problems.addAll(definitionProblems(step, vm)));
        return problems;
    }

    static List<String> definitionProblems(Step.Verify step, Vm vm) {
        List<String> problems = new ArrayList<>();
        if (vm.persistent() != step.persistent()) {
            problems.add(step.persistent() ? "the VM lost its stored definition" : "the VM became persistent");
        }
        step.disks().forEach((disk, chain) -> {
            List<DiskSource> live = vm.disk(disk).stream().flatMap(found -> found.chain().stream()).map(Layer::source)
                    .toList();
            if (!live.equals(chain.stream().map(Layer::source).toList())) {
                problems.add("the live definition of " + disk + " names " + live);
            }
            vm.persistentSource(disk).filter(stored -> !stored.equals(top(chain)))
                    .ifPresent(stored -> problems.add("the stored definition of " + disk + " names " + stored));
        });
        return problems;
    }

    private static DiskSource top(List<Layer> chain) {
        return chain.getFirst().source();
    }

    private boolean written(String disk) {
        ImageFacts was = before.get(disk);
        return was != null && step.disks().containsKey(disk)
                && facts(image(step.disks().getOrDefault(disk, List.of()))).modified().isAfter(was.modified());
    }

    private void requireRetiredUntouched() {
        Map<String, String> notes = context.journal().notes(context.id());
        for (ImageLocation image : step.retired()) {
            Optional<Instant> noted = Optional.ofNullable(notes.get(retiredNote(image))).map(Instant::parse);
            Optional<ImageFacts> now = context.images(image).image(image.name());
            if (noted.isPresent() && now.isPresent() && now.get().modified().isAfter(noted.get())) {
                throw new Failed("the old image " + image + " was written after the switch, at " + now.get().modified(),
                        "find out who writes it; nothing was deleted");
            }
        }
    }

    private String evidence() {
        if (step.disks().isEmpty()) {
            return "runs on " + step.hypervisor() + " only";
        }
        return "runs on " + step.hypervisor() + " only; a write by QEMU was seen in "
                + String.join(", ",
                        step.disks().values().stream().map(chain -> image(chain).toString()).sorted().toList())
                + "; the old image was not written since the switch";
    }

    private ImageLocation image(List<Layer> chain) {
        return context.cluster().locate(top(chain)).orElseThrow();
    }

    private ImageFacts facts(ImageLocation image) {
        return context.images(image).image(image.name())
                .orElseThrow(() -> new Failed(image + " is not there", "look at the NAS; nothing was deleted"));
    }

    private HypervisorHost host() {
        return context.hosts().hypervisor(step.hypervisor());
    }
}
