package io.godwit.execute;

import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.plan.Step;
import io.godwit.port.ImageStore;
import java.util.Optional;

/** Makes an empty image. One that is there already is ours from before a crash: the name carries the migration's id. */
final class CreateImageWork implements StepWork {
    private final Step.CreateImage step;
    private final StepContext context;

    CreateImageWork(Step.CreateImage step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    @Override
    public Advance advance() {
        ImageStore images = context.images(step.image());
        Optional<ImageFacts> there = images.image(step.image().name());
        if (there.isEmpty()) {
            images.create(step.image().name(), step.format(), step.capacity(), step.backing()
                    .map(backing -> new ImageStore.Backing(backing.image().name(), backing.format())));
            return Advance.again(0);
        }
        ImageFacts image = there.get();
        if (!image.capacity().equals(step.capacity()) || !image.format().equals(step.format().label())) {
            throw new Failed(
                    step.image() + " has " + image.capacity().count() + " bytes as " + image.format() + ", not "
                            + step.capacity().count() + " as " + step.format().label(),
                    "look at what the NAS made of it");
        }
        var _ = new FileLength(context).lengthened(step.image(), image);
        return Advance.done("exists, " + image.capacity() + ", " + image.allocation() + " allocated");
    }
}
