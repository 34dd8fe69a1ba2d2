package io.godwit.execute;

import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.Vm;
import io.godwit.observe.Inventory;
import io.godwit.observe.InventoryReader;
import io.godwit.plan.Step;
import io.godwit.port.ImageStore;
import java.util.List;

/** Removes an image, after one more look that nobody uses it. A hypervisor that does not answer may use it. */
final class RemoveImageWork implements StepWork {
    private final Step.RemoveImage step;
    private final StepContext context;

    RemoveImageWork(Step.RemoveImage step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    @Override
    public Advance advance() {
        ImageStore images = context.images(step.image());
        if (images.image(step.image().name()).isEmpty()) {
            return Advance.done("gone");
        }
        requireUnused();
        images.remove(step.image().name());
        return Advance.again(0);
    }

    private void requireUnused() {
        Inventory inventory = new InventoryReader(context.cluster(), context.hosts()).readHypervisors();
        List<String> users = inventory.usersOf(step.image()).stream().map(Vm::name).toList();
        if (!users.isEmpty()) {
            throw new Failed(step.image() + " is used by " + String.join(", ", users), "godwit get disks");
        }
        if (!inventory.unseen().isEmpty()) {
            throw new Unreachable(step.image() + " may be used: " + inventory.unseen().getFirst().why());
        }
    }
}
