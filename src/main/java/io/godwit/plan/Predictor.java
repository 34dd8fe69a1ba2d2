package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.ImageLocation;
import io.godwit.model.Mode;
import io.godwit.observe.DiskView;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Says beforehand what a migration will take. Pure: what went before between the same hosts foretells it, and where
 * nothing did, a gigabit network is assumed and said to be.
 */
final class Predictor {
    /** More would follow a change of the network's or the guest's mood too late: docs/decisions/0008. */
    private static final int LATELY = 3;
    /** What the latest of them counts for; the one before has the same part of the rest. */
    private static final double LATEST = 0.6;
    private static final double TO_SPEAK_OF = 0.1;
    private static final Bytes ASSUMED_RATE = Bytes.ofMiB(110);
    private static final Duration ASSUMED_FIXED = Duration.ofMillis(700);
    private static final Duration ASSUMED_TAKEOVER = Duration.ofSeconds(6);
    private static final Duration ASSUMED_DOWNTIME = Duration.ofMillis(80);
    private static final Duration ASSUMED_BEYOND = Duration.ofMillis(60);
    private static final Duration ASSUMED_MIRROR_FREEZE = Duration.ofMillis(40);

    private final MigrationRequest request;
    private final Situation now;
    private final Optional<Mode> mode;
    private final List<DiskView> moved;
    private final List<Past> alike;

    Predictor(MigrationRequest request, Situation now, Optional<Mode> mode, List<DiskView> moved) {
        this.request = request;
        this.now = now;
        this.mode = mode;
        this.moved = moved;
        this.alike = now.past().stream().filter(this::alike).limit(LATELY).toList();
    }

    private boolean alike(Past past) {
        return past.kind() == request.kind() && past.mode().equals(mode) && past.policy() == request.care().policy()
                && past.hypervisors().equals(hypervisors())
                && (request.takeover().isPresent() || past.nas().equals(servers()));
    }

    private Set<String> hypervisors() {
        Set<String> names = new HashSet<>(Set.of(now.vm().hypervisor()));
        request.to().ifPresent(names::add);
        return names;
    }

    private Set<String> servers() {
        Set<String> names = new HashSet<>();
        for (DiskView disk : moved) {
            disk.location().map(ImageLocation::nas).ifPresent(names::add);
            request.nasFor(disk.disk().target()).ifPresent(names::add);
        }
        return names;
    }

    private boolean movesMemory() {
        return request.kind().movesMemory();
    }

    Prediction predict() {
        List<String> reasons = new ArrayList<>();
        reasons.add(alike.isEmpty()
                ? "no migration like this went before between these hosts: a gigabit network is assumed"
                : "as " + alike.size() + " migrations like this went lately between these hosts, the latest most");
        Bytes memory = movesMemory() ? memory(reasons) : Bytes.ZERO;
        Bytes disk = disk();
        Duration copying = longer(seconds(disk, diskRate(disk)), throttled());
        Duration duration = paced(fixed().plus(seconds(memory, memoryRate())).plus(copying), reasons);
        if (!moved.isEmpty()) {
            reasons.add("disk: " + disk + " allocated on the NAS now, at " + diskRate(disk) + " a second");
        }
        Duration downtime = movesMemory() ? downtime(reasons) : Duration.ZERO;
        return new Prediction(duration, memory, disk, downtime, freeze(downtime, reasons), reasons);
    }

    /** Of a change that shows in the latest migrations of whatever kind, half is believed: docs/decisions/0008. */
    private Duration paced(Duration duration, List<String> reasons) {
        double pace = median(paces(), ratio -> Math.round(ratio * 1000)).map(thousandths -> thousandths / 1000.0)
                .orElse(1.0);
        if (Math.abs(pace - 1) >= TO_SPEAK_OF) {
            reasons.add("the latest migrations took %.0f %% of the time that their like took before"
                    .formatted(pace * 100));
        }
        return Duration.ofMillis(Math.round(duration.toMillis() * Math.sqrt(pace)));
    }

    /** The time that each of the latest took, over what the same took before it. */
    private List<Double> paces() {
        List<Past> past = now.past();
        return IntStream.range(0, past.size()).boxed().flatMap(latest -> {
            Past one = past.get(latest);
            List<Past> before = past.subList(latest + 1, past.size()).stream().filter(one::like).limit(LATELY).toList();
            return lately(before, other -> other.whole().toMillis()).filter(millis -> millis > 0)
                    .map(millis -> one.whole().toMillis() / millis).stream();
        }).limit(LATELY).toList();
    }

    private Bytes memory(List<String> reasons) {
        List<Bytes> before = alike.stream().filter(past -> past.vm().equals(now.vm().name())).map(Past::memory)
                .toList();
        Bytes used = now.load().usedMemory();
        Bytes expected = before.isEmpty() ? used : median(before, Bytes::count).map(Bytes::new).orElse(used);
        reasons.add(
                "memory: " + expected + (before.isEmpty() ? " that the host gives it now" : " as last time") + ", at "
                        + memoryRate() + " a second");
        now.load().dirtyPerSecond().ifPresent(rate -> reasons.add("the guest dirties " + rate + " a second"));
        return expected;
    }

    private Bytes disk() {
        return moved.stream().flatMap(view -> view.layers().stream()).flatMap(layer -> layer.facts().stream())
                .map(facts -> facts.allocation()).reduce(Bytes.ZERO, Bytes::plus);
    }

    /** All that is not copying: calls, proof, removal. */
    private Duration fixed() {
        int stages = (movesMemory() ? 1 : 0) + (moved.isEmpty() ? 0 : 1);
        return lately(alike, past -> past.whole().minus(past.copying()).minus(past.mirroring()).toMillis())
                .map(millis -> Duration.ofMillis(Math.round(millis))).orElse(ASSUMED_FIXED.multipliedBy(stages)
                        .plus(request.takeover().isPresent() ? ASSUMED_TAKEOVER : Duration.ZERO));
    }

    private Bytes memoryRate() {
        return limited(rate(alike, Past::memory, Past::copying).orElse(ASSUMED_RATE));
    }

    private Bytes diskRate(Bytes disk) {
        return limited(rate(alike, Past::disk, past -> mode.equals(Optional.of(Mode.ATOMIC))
                ? past.copying()
                : past.mirroring()).orElse(disk.count() == 0 ? new Bytes(1) : ASSUMED_RATE));
    }

    private static Optional<Bytes> rate(List<Past> pasts, Function<Past, Bytes> amount, Function<Past, Duration> time) {
        // Times are added up, not rates: of twice the same amount it is the time that comes out right.
        return lately(pasts.stream().filter(past -> time.apply(past).toMillis() > 0 && amount.apply(past).count() > 0)
                .toList(), past -> (double) time.apply(past).toMillis() / amount.apply(past).count())
                .map(millisPerByte -> new Bytes(Math.round(1000 / millisPerByte)));
    }

    private Bytes limited(Bytes rate) {
        return request.bandwidth().filter(limit -> limit.compareTo(rate) < 0).orElse(rate);
    }

    /** A limit on the rate counts a disk's whole size, holes included (docs/decisions/0008). */
    private Duration throttled() {
        Bytes size = moved.stream().map(view -> view.capacity()).reduce(Bytes.ZERO, Bytes::plus);
        return request.bandwidth().map(limit -> Duration.ofMillis(size.count() * 1000 / limit.count()))
                .orElse(Duration.ZERO);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** In atomic mode disks and memory share one step, whose time their rates both have. */
    private Duration seconds(Bytes amount, Bytes perSecond) {
        long share = mode.equals(Optional.of(Mode.ATOMIC)) && !alike.isEmpty() ? 2 : 1;
        return Duration.ofMillis(amount.count() * 1000 / Math.max(1, perSecond.count()) / share);
    }

    private Duration downtime(List<String> reasons) {
        List<Duration> seen = alike.stream().flatMap(past -> past.downtime().stream()).toList();
        reasons.add(seen.isEmpty() ? "downtime: assumed" : "downtime: as seen");
        return seen.isEmpty() ? ASSUMED_DOWNTIME : between(seen);
    }

    /** The geometric mean: a downtime is half or twice another rather than so much more, docs/decisions/0008. */
    private static Duration between(List<Duration> seen) {
        double logarithm = seen.stream().mapToDouble(one -> Math.log(Math.max(1.0, (double) one.toMillis()))).average()
                .orElseThrow();
        return Duration.ofMillis(Math.round(Math.exp(logarithm)));
    }

    private Duration freeze(Duration downtime, List<String> reasons) {
        if (!movesMemory()) {
            Optional<Duration> seen = median(alike.stream().flatMap(past -> past.freeze().stream()).toList(),
                    Duration::toMillis).map(Duration::ofMillis);
            reasons.add(seen.isPresent() ? "freeze: as clients saw it" : "freeze: assumed, no client watched before");
            return seen.orElse(ASSUMED_MIRROR_FREEZE);
        }
        reasons.add("freeze: the downtime and " + beyond().toMillis() + " ms beyond it, "
                + (beyondSeen().isPresent() ? "as clients saw it" : "assumed, no client watched before"));
        return downtime.plus(beyond());
    }

    /** What a client sees beyond the downtime: the network, the guest's warming up, RDP. */
    Duration beyond() {
        return beyondSeen().orElse(ASSUMED_BEYOND);
    }

    /** The same where it was measured between these hypervisors, by whatever kind of move. */
    Optional<Duration> beyondSeen() {
        Stream<Past> here = now.past().stream().filter(past -> past.hypervisors().equals(hypervisors()));
        return median(
                here.filter(past -> past.freeze().isPresent() && past.downtime().isPresent()).limit(LATELY).toList(),
                past -> past.freeze().orElseThrow().minus(past.downtime().orElseThrow()).toMillis())
                .map(millis -> Duration.ofMillis(Math.max(0, millis)));
    }

    /** Smoothed exponentially; the newest stands first. */
    private static Optional<Double> lately(List<Past> pasts, ToDoubleFunction<Past> figure) {
        return pasts.reversed().stream().map(figure::applyAsDouble)
                .reduce((smoothed, next) -> smoothed + LATEST * (next - smoothed));
    }

    private static <T> Optional<Long> median(List<T> values, Function<T, Long> number) {
        List<Long> sorted = values.stream().map(number).sorted().toList();
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get(sorted.size() / 2));
    }
}
