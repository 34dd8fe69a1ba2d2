package io.godwit.plan;

import io.godwit.model.ImageLocation;
import io.godwit.model.Kind;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.observe.DiskView;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns a request and what is true now into a plan, or into a refusal that names the checks. Pure. */
public final class Planner {
    private final Mode defaultMode;
    private final Predictor predictor;

    public Planner(Mode defaultMode, Predictor predictor) {
        this.defaultMode = defaultMode;
        this.predictor = predictor;
    }

    public Planning plan(MigrationId id, MigrationRequest request, Situation now) {
        List<Check> checks = rules(id).flatMap(rule -> rule.check(request, now)).toList();
        if (checks.stream().anyMatch(Check::refuses)) {
            return new Planning.Refusal(request, checks);
        }
        Kind kind = request.kind();
        Optional<Mode> mode = kind == Kind.HYPERVISOR_AND_NAS
                ? Optional.of(request.mode().orElse(defaultMode))
                : Optional.empty();
        List<DiskMove> moves = DiskMove.of(request, now).toList();
        List<Step> steps = new StepSequence(id, request, now, moves).steps(mode);
        return new Planning.Plan(request, now.vm().uuid(), kind, mode, before(now), after(id, request, now, moves),
                checks, steps, predictor.predict(request, now, moves.stream().map(DiskMove::disk).toList()));
    }

    private static Stream<Rule> rules(MigrationId id) {
        return Stream.of(VmRules.ALL, TargetRules.ALL, DiskRules.ALL, new ExportRules(id).all())
                .flatMap(List::stream);
    }

    private static Placement before(Situation now) {
        return new Placement(now.vm().hypervisor(), images(now));
    }

    private static Placement after(MigrationId id, MigrationRequest request, Situation now, List<DiskMove> moves) {
        Map<String, ImageLocation> images = new HashMap<>(images(now));
        moves.forEach(move -> images.put(move.target(), move.images(now.vm().name(), id).getFirst()));
        return new Placement(request.to().orElse(now.vm().hypervisor()), images);
    }

    private static Map<String, ImageLocation> images(Situation now) {
        Map<String, ImageLocation> images = new HashMap<>();
        for (DiskView disk : now.disks()) {
            disk.location().ifPresent(image -> images.put(disk.disk().target(), image));
        }
        return images;
    }
}
