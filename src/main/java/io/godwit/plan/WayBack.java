package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.PairFacts;
import io.godwit.model.PairNode;
import io.godwit.model.Vm;
import io.godwit.plan.Planning.Plan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The steps from the middle of a plan back to where it began, found from what is true now rather than from how far the
 * plan came. There is a way back as long as the VM runs on the hypervisor that it started on; a disk that was pivoted
 * already is mirrored back into its old image, which is still there because it goes last.
 */
public final class WayBack {
    private WayBack() {}

    /** The steps back for a VM that still runs where it began. */
    public static List<Step> from(Plan plan, Vm now) {
        List<Step.PivotDisk> pivots = of(plan, Step.PivotDisk.class);
        List<Step.PivotDisk> pivoted = pivots.stream().filter(pivot -> usesTarget(pivot, now)).toList();
        List<Step> steps = new ArrayList<>();
        pivots.forEach(pivot -> steps.add(new Step.AbandonMirror(pivot.hypervisor(), pivot.disk())));
        pivoted.forEach(pivot -> steps.add(mirrorBack(plan, pivot)));
        pivoted.forEach(pivot -> steps.add(pivotBack(pivot)));
        if (!pivoted.isEmpty()) {
            steps.add(
                    new Step.Verify(now.hypervisor(), now.persistent(), oldChains(pivoted), newImages(plan, pivoted)));
        }
        created(plan).reversed().forEach(image -> steps.add(new Step.RemoveImage(image)));
        return steps;
    }

    /** The steps back for a VM that has shut down before any disk was switched: its old images are whole. */
    public static List<Step> whileOff(Plan plan) {
        return created(plan).reversed().stream().<Step>map(Step.RemoveImage::new).toList();
    }

    private static Step mirrorBack(Plan plan, Step.PivotDisk done) {
        return new Step.MirrorDisk(done.hypervisor(), done.disk(), /* source= */ done.target(),
                /* target= */ done.source(), done.source().size() > 1, expected(plan, done), Optional.empty(),
                Pacing.of(plan.request().care().policy()));
    }

    private static Step pivotBack(Step.PivotDisk done) {
        return new Step.PivotDisk(done.hypervisor(), done.disk(), /* source= */ done.target(),
                /* target= */ done.source());
    }

    /** The steps back of an export, wherever it was left. */
    public static List<Step> ofExport(Plan plan, PairFacts now) {
        List<Step> steps = new ArrayList<>();
        plan.request().takeover().ifPresent(takeover -> {
            String from = plan.before().exports().getOrDefault(takeover.export(), takeover.to());
            if (movesBack(now, takeover.to(), from)) {
                of(plan, Step.WarmServer.class).forEach(_ -> steps.add(new Step.WarmServer(takeover.export(), from)));
                steps.add(new Step.MoveExport(takeover.export(), takeover.to(), from));
                steps.add(new Step.SettleExport(takeover.export()));
                steps.add(new Step.VerifyExport(takeover.export(), from));
            } else {
                steps.add(new Step.SettleExport(takeover.export()));
            }
        });
        return steps;
    }

    /** A server that is gone is no way back. Where nobody serves the export, a cluster manager brings it up by itself; where there is none, nobody would. */
    private static boolean movesBack(PairFacts now, String to, String from) {
        boolean wanted = now.addressed().equals(List.of(to))
                || (now.addressed().isEmpty() && now.fencing() == PairFacts.Fencing.NOBODY);
        return wanted && now.node(from).filter(PairNode::online).flatMap(PairNode::serving).isPresent();
    }

    /** The images that the plan makes, in the order in which it makes them. */
    public static List<ImageLocation> created(Plan plan) {
        return plan.steps().stream().flatMap(step -> switch (step) {
            case Step.CreateImage create -> Optional.of(create.image()).stream();
            case Step.CopyBacking copy -> Optional.of(copy.to()).stream();
            case Step.MirrorDisk _,Step.PivotDisk _,Step.AbandonMirror _,Step.MoveMemory _,Step.Verify _,Step.RemoveImage _,Step.WarmServer _,Step.MoveExport _,Step.MoveTogether _,Step.SettleExport _,Step.VerifyExport _ ->
                Optional.<ImageLocation>empty().stream();
        }).toList();
    }

    private static boolean usesTarget(Step.PivotDisk pivot, Vm now) {
        return now.disk(pivot.disk())
                .filter(disk -> disk.top().source().equals(pivot.target().getFirst().source())).isPresent();
    }

    private static Map<String, List<Layer>> oldChains(List<Step.PivotDisk> pivoted) {
        Map<String, List<Layer>> chains = new HashMap<>();
        pivoted.forEach(pivot -> chains.put(pivot.disk(), pivot.source()));
        return chains;
    }

    private static List<ImageLocation> newImages(Plan plan, List<Step.PivotDisk> pivoted) {
        return pivoted.stream().flatMap(pivot -> Optional.ofNullable(plan.after().disks().get(pivot.disk())).stream())
                .toList();
    }

    private static Bytes expected(Plan plan, Step.PivotDisk pivot) {
        return of(plan, Step.MirrorDisk.class).stream().filter(mirror -> mirror.disk().equals(pivot.disk()))
                .map(Step.MirrorDisk::expected).findFirst().orElse(Bytes.ZERO);
    }

    private static <S extends Step> List<S> of(Plan plan, Class<S> kind) {
        return plan.steps().stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
