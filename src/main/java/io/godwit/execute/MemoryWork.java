package io.godwit.execute;

import io.godwit.model.Bytes;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.NeedsPerson;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.Hypervisor;
import io.godwit.model.VmState;
import io.godwit.plan.Step;
import io.godwit.port.HypervisorHost;
import io.godwit.port.JobProgress;
import io.godwit.port.MigrateOrder;
import io.godwit.port.Ongoing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Moves the VM to another hypervisor. libvirt's own call is begun once and may outlive this process; whether it came to
 * something is read from both hosts and never from the call alone.
 */
final class MemoryWork implements StepWork {
    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final Duration QEMU_DOWNTIME = Duration.ofMillis(300);
    private static final String REMEDY = "godwit plan, then try again";
    private static final Duration GONE = Duration.ofSeconds(5);
    private static final Duration GREY = Duration.ofSeconds(40);
    /** Before a call that was lost is made again: what loses one has been seen to last some seconds. */
    private static final List<Duration> PAUSES = List.of(Duration.ofMillis(500), Duration.ofSeconds(3),
            Duration.ofSeconds(12));

    private final Step.MoveMemory step;
    private final StepContext context;
    private Optional<Ongoing> call = Optional.empty();
    private int lost;
    private Instant notBefore = Instant.EPOCH;
    private Instant lastSample = Instant.EPOCH;
    private Instant greySince = Instant.MAX;
    private Steering steering;
    private Optional<String> gaveUp = Optional.empty();
    private boolean postCopy;
    private boolean released;
    private Optional<EngineView> engine = Optional.empty();

    /** Empty where nothing has to come before the switchover, or where it has come. */
    private Optional<Holding> holding = Optional.empty();
    private final boolean heldAtFirst;
    private boolean moving;

    MemoryWork(Step.MoveMemory step, StepContext context) {
        this(step, context, false);
    }

    /** One that is not switched over before {@link #release}. */
    MemoryWork(Step.MoveMemory step, StepContext context, boolean held) {
        this.heldAtFirst = held;
        this.step = step;
        this.context = context;
        this.steering = Steering.begin(step.switchover());
    }

    /**
     * What is true of the VM on both sides.
     *
     * @param job libvirt's job on the source
     * @param problem why our own call failed, once it has ended
     */
    record Seen(Optional<VmState> source, Optional<VmState> target, boolean job, boolean callUnderWay,
            Optional<String> problem) {
        boolean runsOnSource() {
            return source.filter(VmState::running).isPresent();
        }

        boolean runsOnTarget() {
            return target.filter(VmState::running).isPresent();
        }

        boolean activeOnSource() {
            return source.filter(VmState::active).isPresent();
        }

        boolean activeOnTarget() {
            return target.filter(VmState::active).isPresent();
        }
    }

    /** What to do about it. */
    sealed interface Action {
        record Start() implements Action {}

        record Wait() implements Action {}

        /** Nothing is under way and yet it is not clear who has the VM: libvirt may still be settling it. */
        record Grey(String what) implements Action {}

        /** It is active on neither side: its guest or somebody has ended it, or its QEMU died. */
        record Gone(String what) implements Action {}

        record Finish() implements Action {}

        record GiveUp(String why) implements Action {}
    }

    static Action decide(Step.MoveMemory step, Seen seen) {
        if (seen.callUnderWay() || seen.job()) {
            return new Action.Wait();
        }
        if (seen.runsOnTarget() && !seen.activeOnSource()) {
            return new Action.Finish();
        }
        if (seen.runsOnSource() && !seen.activeOnTarget()) {
            return seen.problem().<Action>map(Action.GiveUp::new).orElseGet(Action.Start::new);
        }
        String where = step.from() + ": " + words(seen.source()) + ", " + step.to() + ": " + words(seen.target())
                + seen.problem().map(why -> "; libvirt said: " + why).orElse("");
        return seen.activeOnSource() || seen.activeOnTarget() ? new Action.Grey(where) : new Action.Gone(where);
    }

    private static String words(Optional<VmState> state) {
        return state.map(VmState::toString).orElse("not there");
    }

    @Override
    public Advance advance() {
        Action action = decide(step, look());
        boolean unclear = action instanceof Action.Grey || action instanceof Action.Gone;
        greySince = unclear ? greySince : Instant.MAX;
        return switch (action) {
            case Action.Start() -> start();
            case Action.Wait() -> report();
            case Action.Grey(String what) -> grey(what);
            case Action.Gone(String what) -> gone(what);
            case Action.Finish() -> finish();
            case Action.GiveUp(String why) -> throw failed(why);
        };
    }

    /** While our own call is under way the hosts are only asked for figures: the call's end is what we wait for. */
    private Seen look() {
        if (call.filter(running -> !running.ended()).isPresent()) {
            return new Seen(Optional.empty(), Optional.empty(), true, true, Optional.empty());
        }
        if (lost < PAUSES.size()) {
            call.filter(Ongoing::silent).ifPresent(this::forget);
        }
        Optional<VmState> onSource = source().vm(context.vm()).map(vm -> vm.state());
        Optional<VmState> onTarget = target().vm(context.vm()).map(vm -> vm.state());
        boolean job = onSource.filter(VmState::active).isPresent() && source().job(context.vm()).isPresent();
        return new Seen(onSource, onTarget, job, false, gaveUp.or(() -> call.flatMap(Ongoing::problem)));
    }

    /** Silence is no answer: the hosts are asked as if another process had made the call. */
    private void forget(Ongoing silent) {
        context.journal().note(context.id(), context.owner(), "lost call " + ++lost, silent.problem().orElse(""));
        notBefore = context.clock().instant().plus(PAUSES.get(lost - 1));
        call = Optional.empty();
    }

    /** QEMU keeps the allowed downtime; one that nobody asked for would outlive this migration. */
    private Failed failed(String why) {
        engine.ifPresent(EngineView::close);
        try {
            source().allowDowntime(context.vm(), QEMU_DOWNTIME);
        } catch (Unreachable silent) {
            return new Failed(why + "; the allowed downtime could not be set back: " + silent.truth(), REMEDY);
        } catch (Failed _) {
            // Nothing runs there any more that could have kept it.
            return new Failed(why, REMEDY);
        }
        return new Failed(why, REMEDY);
    }

    private Advance start() {
        if (context.clock().instant().isBefore(notBefore)) {
            return Advance.again(100);
        }
        engine.ifPresent(EngineView::close);
        engine = Optional.of(EngineView.of(context, source(), target()));
        source().vm(context.vm())
                .ifPresent(vm -> new FileLength(context).ensure(source(), vm, step.copiedDisks().keySet()));
        source().allowDowntime(context.vm(), step.switchover().firstDowntime());
        Hypervisor to = context.cluster().hypervisor(step.to()).orElseThrow();
        holding = held() ? Optional.of(Holding.begin(source().usedMemory(context.vm()))) : Optional.empty();
        call = Optional.of(source().migrate(context.vm(), new MigrateOrder(to, step.copiedDisks(),
                step.shallow(), step.persistent(), step.vouchedShared(), rate(),
                step.switchover().postCopy())));
        return Advance.again(20);
    }

    private Optional<Bytes> rate() {
        return holding.map(Holding::rate).or(step::bandwidth);
    }

    /** Whether memory is being sent, or has been. */
    boolean moving() {
        return moving;
    }

    private boolean held() {
        return heldAtFirst && !released;
    }

    /** What had to come first has come. */
    void release() {
        released = true;
        holding = Optional.empty();
        try {
            source().paceMemory(context.vm(), step.bandwidth());
        } catch (Failed _) {
            // It has been switched over, or given up: the next look sees which.
            return;
        }
    }

    void giveUp(String why) {
        abort(why);
    }

    private void hold(JobProgress job) {
        // A job that another process began may be anywhere in its rounds.
        Holding before = holding.orElseGet(() -> Holding.begin(job.memoryTotal()));
        Holding next = before.look(job);
        if (next.braked() && !before.braked()) {
            source().paceMemory(context.vm(), Optional.of(Holding.BRAKE));
        }
        holding = Optional.of(next);
    }

    /** The end of our own call is noticed at once; the journal and the hosts are left in peace in between. */
    private Advance report() {
        Instant now = context.clock().instant();
        if (Duration.between(lastSample, now).compareTo(LOOK) >= 0) {
            lastSample = now;
            // Asked once more while it goes on: libvirt may have been in the middle of something that cannot be ended.
            gaveUp.ifPresent(this::abort);
            source().job(context.vm()).ifPresent(job -> {
                moving |= job.memoryProcessed().count() > 0;
                sample(job);
                if (held()) {
                    hold(job);
                } else {
                    steer(job, now);
                }
            });
        }
        if (call.isEmpty()) {
            return Advance.again(50);
        }
        call.get().await(WAIT);
        return Advance.again(0);
    }

    private void steer(JobProgress job, Instant now) {
        if (postCopy || gaveUp.isPresent()) {
            return;
        }
        Steering.Turn turn = steering.turn(job, now);
        steering = turn.next();
        try {
            act(turn.steer());
        } catch (Failed _) {
            // The VM has left the source between the look and the act: the next look sees where it is.
        }
    }

    private void act(Steering.Steer steer) {
        switch (steer) {
            case Steering.Steer.Stay() -> {}
            case Steering.Steer.Allow(Duration downtime) -> source().allowDowntime(context.vm(), downtime);
            case Steering.Steer.PostCopy() -> {
                source().startPostCopy(context.vm());
                postCopy = true;
            }
            case Steering.Steer.GiveUp(String why) -> {
                abort(why);
            }
        }
    }

    private void sample(JobProgress job) {
        boolean disks = job.memoryTotal().count() == 0 || job.diskRemaining().count() > 0;
        if (disks && job.diskTotal().count() > 0) {
            context.sample("disks", job.diskProcessed(), job.diskTotal(), job.memoryPerSecond());
            return;
        }
        Bytes done = new Bytes(Math.max(0, job.memoryTotal().count() - job.memoryRemaining().count()));
        context.sample("memory", done, job.memoryTotal(), job.memoryPerSecond(), job.dirtyPerSecond(), job.iteration());
    }

    private Advance grey(String what) {
        if (unclearFor(GREY)) {
            throw new NeedsPerson("it is not clear who has the VM: " + what,
                    "look at the VM's process on both hosts; the images are untouched. Then: godwit repair "
                            + context.id());
        }
        return Advance.again(200);
    }

    private boolean unclearFor(Duration patience) {
        Instant now = context.clock().instant();
        greySince = greySince.isBefore(now) ? greySince : now;
        return Duration.between(greySince, now).compareTo(patience) > 0;
    }

    /** libvirt may still be putting the VM back; it takes it a moment. */
    private Advance gone(String what) {
        if (unclearFor(GONE)) {
            throw failed("the VM runs on neither side any more: " + what);
        }
        return Advance.again(200);
    }

    private Advance finish() {
        moving = true;
        target().completedJob(context.vm()).or(() -> source().completedJob(context.vm())).ifPresent(this::count);
        engine.ifPresent(EngineView::close);
        step.copiedDisks().values().forEach(context::measureDisk);
        noteRetired();
        return Advance.done("runs on " + step.to());
    }

    private void count(JobProgress job) {
        context.measure(measured -> measured.withMemory(job.memoryProcessed(), job.downtime()));
    }

    private void noteRetired() {
        step.copiedDisks().keySet().stream()
                .map(disk -> Optional.ofNullable(context.migration().plan().before().disks().get(disk)))
                .flatMap(Optional::stream).forEach(context::noteRetired);
    }

    @Override
    public boolean cancel() {
        if (postCopy) {
            // The VM runs on the target already, and has only there what it wrote since: there is no way back.
            return true;
        }
        abort("cancelled on request");
        return true;
    }

    /** A VM that has just left has no job to end: the next look sees where it is. */
    private void abort(String why) {
        gaveUp = Optional.of(why);
        try {
            source().abortJob(context.vm());
        } catch (Failed _) {
            return;
        }
    }

    private HypervisorHost source() {
        return context.hosts().hypervisor(step.from());
    }

    private HypervisorHost target() {
        return context.hosts().hypervisor(step.to());
    }
}
