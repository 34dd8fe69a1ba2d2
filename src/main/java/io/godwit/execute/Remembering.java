package io.godwit.execute;

import io.godwit.journal.Measured;
import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.model.Bytes;
import io.godwit.model.ImageLocation;
import io.godwit.plan.Past;
import io.godwit.plan.Planning.Plan;
import io.godwit.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a migration that went well leaves for the prediction of the next. Pure. */
final class Remembering {
    private Remembering() {}

    static Past of(MigrationRecord migration, List<StepRecord> steps, Measured measured, List<Sample> samples,
            Instant ended) {
        Plan plan = migration.plan();
        Bytes dirtied = samples.stream().map(Sample::dirtyPerSecond).max(Comparator.naturalOrder()).orElse(Bytes.ZERO);
        return new Past(plan.request().vm(), plan.kind(), plan.mode(), plan.request().care().policy(),
                hypervisors(plan), nas(plan), Duration.between(migration.began(), ended),
                time(steps, step -> step instanceof Step.MoveMemory || step instanceof Step.MoveTogether),
                measured.memory(),
                time(steps, Step.MirrorDisk.class::isInstance), measured.disk(), dirtied, measured.downtime(),
                Optional.empty());
    }

    private static Set<String> hypervisors(Plan plan) {
        return new HashSet<>(List.of(plan.before().hypervisor(), plan.after().hypervisor()));
    }

    /** Those of the disks that moved. */
    private static Set<String> nas(Plan plan) {
        Set<String> names = new HashSet<>(plan.before().exports().values());
        names.addAll(plan.after().exports().values());
        plan.before().disks().forEach((disk, image) -> {
            ImageLocation after = plan.after().disks().getOrDefault(disk, image);
            if (!after.equals(image)) {
                names.addAll(Stream.of(image, after).map(ImageLocation::nas).toList());
            }
        });
        return names;
    }

    private static Duration time(List<StepRecord> steps, Predicate<Step> which) {
        return steps.stream().filter(step -> which.test(step.step()))
                .flatMap(step -> step.began().flatMap(from -> step.ended().map(to -> Duration.between(from, to)))
                        .stream())
                .reduce(Duration.ZERO, Duration::plus);
    }
}
