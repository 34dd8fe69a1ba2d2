package io.godwit.execute;

import io.godwit.model.Bytes;
import io.godwit.model.DiskSource;
import io.godwit.model.GodwitException.Failed;
import io.godwit.plan.Step;
import io.godwit.port.DiskTimes;
import io.godwit.port.HypervisorHost;
import io.godwit.port.MirrorProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings a disk and its copy in step. */
final class MirrorWork implements StepWork {
    private static final Duration PACE = Duration.ofMillis(150);
    /** Reading a definition costs the hypervisor ten times what the mirror's own figures do. */
    private static final Duration DEFINITION = Duration.ofMillis(500);
    private static final Duration STANDSTILL = Duration.ofSeconds(60);
    private final Step.MirrorDisk step;
    private final StepContext context;
    private final Rate rate;
    private Pacer pacer;
    private Duration engine = Duration.ZERO;
    private Optional<DiskTimes> before = Optional.empty();
    private Instant lastPace = Instant.EPOCH;
    private Bytes lastDone = Bytes.ZERO;
    private Instant lastProgress = Instant.MAX;
    private Instant lastDefinition = Instant.EPOCH;
    private Optional<DiskSource> live = Optional.empty();
    private boolean started;

    MirrorWork(Step.MirrorDisk step, StepContext context) {
        this.step = step;
        this.context = context;
        this.rate = new Rate(context.clock());
        this.pacer = Pacer.begin(step.pacing(), step.bandwidth());
    }

    /**
     * What is true of the mirror.
     *
     * @param live what the VM has open
     */
    record Seen(Optional<DiskSource> live, Optional<MirrorProgress> mirror, boolean started) {}

    /** What to do about it. */
    sealed interface Action {
        record Start() implements Action {}

        record Wait(MirrorProgress mirror) implements Action {}

        record Finish(String detail) implements Action {}

        record GiveUp(String why) implements Action {}
    }

    static Action decide(Step.MirrorDisk step, Seen seen) {
        if (seen.live().isEmpty()) {
            return new Action.GiveUp("the VM does not run on " + step.hypervisor() + " any more, or lost its disk");
        }
        if (seen.live().get().equals(step.target().getFirst().source())) {
            return new Action.Finish("the VM uses the copy already");
        }
        if (seen.mirror().isPresent()) {
            MirrorProgress mirror = seen.mirror().get();
            return mirror.ready()
                    ? new Action.Finish("in step over " + mirror.total())
                    : new Action.Wait(mirror);
        }
        return seen.started()
                ? new Action.GiveUp("the mirror ended before it was in step; libvirt's and QEMU's logs on "
                        + step.hypervisor() + " say why")
                : new Action.Start();
    }

    @Override
    public Advance advance() {
        return switch (decide(step, look())) {
            case Action.Start() -> start();
            case Action.Wait(MirrorProgress mirror) -> report(mirror);
            case Action.Finish(String detail) -> finish(detail);
            case Action.GiveUp(String why) -> throw new Failed(why, "godwit plan, then try again");
        };
    }

    private Seen look() {
        Instant asked = context.clock().instant();
        Optional<MirrorProgress> mirror = host().mirror(context.vm(), step.disk());
        Instant answered = context.clock().instant();
        engine = Duration.between(asked, answered);
        boolean underWay = mirror.filter(progress -> !progress.ready()).isPresent();
        if (!underWay || Duration.between(lastDefinition, answered).compareTo(DEFINITION) >= 0) {
            lastDefinition = answered;
            live = host().openImage(context.vm(), step.disk());
        }
        return new Seen(live, mirror, started);
    }

    private Advance start() {
        host().startMirror(context.vm(), step.disk(), step.target(), step.shallow(), step.bandwidth(),
                step.pacing().buffer());
        started = true;
        return Advance.again(10);
    }

    private Advance report(MirrorProgress mirror) {
        started = true;
        requireProgress(mirror);
        context.sample("mirror " + step.disk(), mirror.done(), mirror.total(), rate.of(mirror.done()));
        pace(rate.of(mirror.done()));
        return Advance.again(50);
    }

    /** A NAS that is gone lets the copy wait for ever, and QEMU says nothing. */
    private void requireProgress(MirrorProgress mirror) {
        Instant now = context.clock().instant();
        if (!mirror.done().equals(lastDone) || lastProgress.equals(Instant.MAX)) {
            lastDone = mirror.done();
            lastProgress = now;
        }
        if (Duration.between(lastProgress, now).compareTo(STANDSTILL) > 0) {
            throw new Failed(
                    "the copy has stood still for " + STANDSTILL.toSeconds() + " s at " + mirror.done() + " of "
                            + mirror.total() + ": one of the two NAS servers does not answer the hypervisor",
                    "look at both NAS servers, and at the network to " + step.hypervisor());
        }
    }

    /** QEMU answers late when its main loop waits behind the copy, and then the guest waits too. */
    private void pace(Bytes copied) {
        Instant now = context.clock().instant();
        if (!step.pacing().givesWay() || Duration.between(lastPace, now).compareTo(PACE) < 0) {
            return;
        }
        lastPace = now;
        Optional<DiskTimes> times = host().diskTimes(context.vm(), step.disk());
        Optional<Duration> guest = before.flatMap(earlier -> times.flatMap(later -> later.since(earlier)));
        before = times;
        Pacer next = pacer.look(engine, guest, copied);
        if (!next.rate().equals(pacer.rate())) {
            host().paceMirror(context.vm(), step.disk(), next.rate());
        }
        pacer = next;
    }

    private Advance finish(String detail) {
        host().mirror(context.vm(), step.disk())
                .ifPresent(mirror -> context.sample("mirror " + step.disk(), mirror.done(),
                        mirror.total(), rate.of(mirror.done())));
        context.measureDisk(step.target());
        return Advance.done(detail);
    }

    private HypervisorHost host() {
        return context.hosts().hypervisor(step.hypervisor());
    }
}
