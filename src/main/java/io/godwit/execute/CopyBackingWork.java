package io.godwit.execute;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.plan.Step;
import io.godwit.port.ImageStore;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Copies an image that nobody writes from one NAS to the other, byte by byte through Godwit. After a crash the half copy
 * is thrown away and made anew.
 */
final class CopyBackingWork implements StepWork {
    private final Step.CopyBacking step;
    private final StepContext context;

    CopyBackingWork(Step.CopyBacking step, StepContext context) {
        this.step = step;
        this.context = context;
    }

    @Override
    public Advance advance() {
        ImageStore to = context.images(step.to());
        if (context.journal().notes(context.id()).containsKey(copiedNote(step.to()))) {
            return Advance.done("copied, " + step.length());
        }
        to.remove(step.to().name());
        to.create(step.to().name(), ImageFormat.RAW, step.length(), Optional.empty());
        copy(context.images(step.from()), to);
        Bytes length = to.image(step.to().name()).map(ImageFacts::length).orElse(Bytes.ZERO);
        if (length.count() < step.length().count()) {
            throw new Failed("the copy " + step.to() + " has " + length + " of " + step.length(), "try once more");
        }
        context.measure(measured -> measured.withDisk(measured.disk().plus(step.length())));
        context.journal().note(context.id(), context.owner(), copiedNote(step.to()), step.length().toString());
        return Advance.again(0);
    }

    private static String copiedNote(ImageLocation image) {
        return "copied " + image;
    }

    private void copy(ImageStore from, ImageStore to) {
        AtomicReference<Throwable> problem = new AtomicReference<>();
        try (ReadableByteChannel bytes = read(from, problem)) {
            ReadableByteChannel patched = new BackingNamePatch(step.format(), step.backing().map(ImageLocation::name))
                    .apply(new CountedChannel(bytes, done -> context.sample("copy", done, step.length(), Bytes.ZERO)));
            to.write(step.to().name(), step.length(), patched);
        } catch (IOException e) {
            throw new Failed("copying " + step.from() + " to " + step.to() + " broke: " + e.getMessage(),
                    "try once more",
                    e);
        }
        Throwable broken = problem.get();
        if (broken != null) {
            throw new Failed("reading " + step.from() + " broke: " + broken.getMessage(), "try once more", broken);
        }
    }

    private ReadableByteChannel read(ImageStore from, AtomicReference<Throwable> problem) throws IOException {
        Pipe pipe = Pipe.open();
        Thread.ofPlatform().daemon().name("read " + step.from()).start(() -> {
            try (var sink = pipe.sink()) {
                from.read(step.from().name(), sink);
            } catch (IOException | RuntimeException e) {
                problem.set(e);
            }
        });
        return Channels.newChannel(Channels.newInputStream(pipe.source()));
    }
}
