package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.ImageLocation;
import io.godwit.model.Kind;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.observe.DiskView;
import io.godwit.observe.Situation;
import io.godwit.observe.TakeoverSituation;
import io.godwit.request.MigrationRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a request and what is true now into a plan, or into a refusal that names the checks. Pure. */
public final class Planner {
    private final Mode defaultMode;

    public Planner(Mode defaultMode) {
        this.defaultMode = defaultMode;
    }

    public Planning plan(MigrationId id, MigrationRequest request, Situation now) {
        return plan(id, request, now, Optional.empty());
    }

    /** A migration during which an export changes its server. */
    public Planning plan(MigrationId id, MigrationRequest request, Situation now, TakeoverSituation takeover) {
        return plan(id, request, now, Optional.of(takeover));
    }

    private Planning plan(MigrationId id, MigrationRequest request, Situation now,
            Optional<TakeoverSituation> takeover) {
        Kind kind = request.kind();
        Optional<Mode> mode = kind == Kind.HYPERVISOR_AND_NAS
                ? Optional.of(request.mode().orElse(defaultMode))
                : Optional.empty();
        List<DiskMove> moves = DiskMove.of(request, now).toList();
        Predictor predictor = new Predictor(request, now, mode, moves.stream().map(DiskMove::disk).toList());
        Optional<FreezeBudget> budget = FreezeBudget.of(request, now);
        List<Check> checks = Stream.concat(rules(id).flatMap(rule -> rule.check(request, now)),
                Stream.concat(budget.stream().flatMap(limit -> limit.check(request, predictor)),
                        Stream.concat(risks(request, now),
                                takeover.stream()
                                        .flatMap(pair -> Stream.concat(follows(pair, now),
                                                TakeoverRules.check(request.takeover().orElseThrow(), pair))))))
                .toList();
        if (checks.stream().anyMatch(Check::refuses)) {
            return new Planning.Refusal(request, checks);
        }
        Optional<Duration> downtime = budget.map(limit -> limit.downtime(predictor));
        List<Step> steps = new StepSequence(id, request, now, moves, Switchover.of(request.care(), downtime))
                .steps(mode, takeover);
        return new Planning.Plan(request, now.vm().uuid(), kind, mode, before(now, takeover),
                after(id, request, now, moves), checks, steps, predictor.predict(), budget.map(FreezeBudget::limit));
    }

    /** Two moves that have nothing to do with each other need no plan together. */
    private static Stream<Check> follows(TakeoverSituation takeover, Situation now) {
        String export = takeover.export().name();
        boolean on = now.disks().stream().flatMap(disk -> disk.location().stream())
                .anyMatch(image -> now.inventory().cluster().floatingExport(image)
                        .filter(floating -> floating.name().equals(export)).isPresent());
        return Stream.of(on
                ? Check.passed("disk-on-export", now.vm().name(), "has a disk on " + export)
                : Check.refused("disk-on-export", now.vm().name(), "has no disk on " + export,
                        "make the two moves one after the other: godwit takeover " + export));
    }

    private static Stream<Rule> rules(MigrationId id) {
        return Stream.of(VmRules.ALL, TargetRules.ALL, DiskRules.ALL, new ExportRules(id).all())
                .flatMap(List::stream);
    }

    /** What the person should know before it begins. */
    private static Stream<Check> risks(MigrationRequest request, Situation now) {
        if (request.to().isEmpty()) {
            return Stream.empty();
        }
        Stream<Check> postCopy = Switchover.risksPostCopy(request.care().policy())
                ? Stream.of(Check.warning("post-copy", now.vm().name(),
                        "urgent may let the VM run on the target before its memory is there; if either host or the "
                                + "network between them dies just then, the VM is lost",
                        "--policy balanced never does"))
                : Stream.empty();
        Stream<Check> dirty = now.load().dirtyPerSecond().filter(rate -> rate.compareTo(link(request)) >= 0)
                .map(rate -> Check.warning("memory-converges", now.vm().name(),
                        "the guest dirties " + rate + " a second, and the copy may take " + link(request),
                        "it will look for a quieter moment until its deadline; --policy urgent arrives in any case"))
                .stream();
        return Stream.concat(postCopy, dirty);
    }

    private static Bytes link(MigrationRequest request) {
        return request.bandwidth().orElse(Bytes.ofMiB(110));
    }

    private static Placement before(Situation now, Optional<TakeoverSituation> takeover) {
        Placement placement = new Placement(now.vm().hypervisor(), images(now));
        return takeover.map(pair -> placement.with(pair.export().name(), TakeoverPlanner.from(pair)))
                .orElse(placement);
    }

    private static Placement after(MigrationId id, MigrationRequest request, Situation now, List<DiskMove> moves) {
        Map<String, ImageLocation> images = new HashMap<>(images(now));
        moves.forEach(move -> images.put(move.target(), move.images(now.vm().name(), id).getFirst()));
        Placement placement = new Placement(request.to().orElse(now.vm().hypervisor()), images);
        return request.takeover().map(takeover -> placement.with(takeover.export(), takeover.to())).orElse(placement);
    }

    private static Map<String, ImageLocation> images(Situation now) {
        Map<String, ImageLocation> images = new HashMap<>();
        for (DiskView disk : now.disks()) {
            disk.location().ifPresent(image -> images.put(disk.disk().target(), image));
        }
        return images;
    }
}
