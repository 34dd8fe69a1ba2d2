package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.Cluster;
import io.godwit.model.DiskSource;
import io.godwit.model.Export;
import io.godwit.model.ImageFacts;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.MigrationId;
import io.godwit.model.Mode;
import io.godwit.observe.DiskView.LayerView;
import io.godwit.observe.Situation;
import io.godwit.observe.TakeoverSituation;
import io.godwit.request.MigrationRequest;
import io.godwit.request.Takeover;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of one migration in their order. An old image goes only after the last proof; every disk is in step with
 * its copy before the first one is switched, so that a failure up to there costs nothing.
 */
final class StepSequence {
    private final MigrationId id;
    private final MigrationRequest request;
    private final Situation now;
    private final List<DiskMove> moves;
    private final Switchover switchover;
    private final Cluster cluster;

    StepSequence(MigrationId id, MigrationRequest request, Situation now, List<DiskMove> moves,
            Switchover switchover) {
        this.id = id;
        this.request = request;
        this.now = now;
        this.moves = moves;
        this.switchover = switchover;
        this.cluster = now.inventory().cluster();
    }

    List<Step> steps(Optional<Mode> mode, Optional<TakeoverSituation> takeover) {
        List<Step> steps = new ArrayList<>();
        moves.forEach(move -> steps.addAll(makeImages(move)));
        boolean atomic = mode.equals(Optional.of(Mode.ATOMIC));
        if (!atomic && !moves.isEmpty()) {
            moves.forEach(move -> steps.add(mirror(move)));
            moves.forEach(move -> steps.add(pivot(move)));
            steps.add(verify(now.vm().hypervisor()));
        }
        request.to().ifPresent(to -> {
            Step.MoveMemory memory = moveMemory(to, atomic ? newChains() : Map.of());
            if (takeover.isPresent()) {
                Takeover wanted = request.takeover().orElseThrow();
                steps.addAll(TakeoverPlanner.before(wanted, takeover.get()));
                steps.add(new Step.MoveTogether(TakeoverPlanner.move(wanted, takeover.get()), memory));
                steps.add(verify(to));
                steps.addAll(TakeoverPlanner.after(wanted));
            } else {
                steps.add(memory);
                steps.add(verify(to));
            }
        });
        removals().map(Step.RemoveImage::new).forEach(steps::add);
        return steps;
    }

    private List<Step> makeImages(DiskMove move) {
        List<ImageLocation> images = images(move);
        List<Step> steps = new ArrayList<>();
        for (int depth = images.size() - 1; depth > 0; depth--) {
            LayerView layer = move.disk().layers().get(depth);
            Optional<ImageLocation> below = depth + 1 < images.size()
                    ? Optional.of(images.get(depth + 1))
                    : Optional.empty();
            steps.add(new Step.CopyBacking(layer.location().orElseThrow(), images.get(depth), move.format(depth),
                    layer.facts().orElseThrow().length(), below));
        }
        Optional<Step.Backing> backing = images.size() == 1
                ? Optional.empty()
                : Optional.of(new Step.Backing(images.get(1), move.format(1)));
        steps.add(new Step.CreateImage(images.getFirst(), move.format(0), move.disk().capacity(), backing));
        return steps;
    }

    private Step mirror(DiskMove move) {
        Bytes expected = move.disk().layers().getFirst().facts().map(ImageFacts::allocation)
                .orElse(move.disk().capacity());
        return new Step.MirrorDisk(now.vm().hypervisor(), move.target(), move.source(), newChain(move), move.shallow(),
                expected, request.bandwidth(), Pacing.of(request.care().policy()));
    }

    private Step pivot(DiskMove move) {
        return new Step.PivotDisk(now.vm().hypervisor(), move.target(), move.source(), newChain(move));
    }

    private Step.MoveMemory moveMemory(String to, Map<String, List<Layer>> copied) {
        boolean shallow = !copied.isEmpty() && moves.stream().anyMatch(DiskMove::shallow);
        return new Step.MoveMemory(now.vm().hypervisor(), to, copied, shallow, now.vm().persistent(),
                vouched(), request.bandwidth(), switchover);
    }

    private boolean vouched() {
        return now.disks().stream().flatMap(disk -> disk.layers().stream())
                .filter(layer -> layer.layer().source() instanceof DiskSource.LocalFile)
                .flatMap(layer -> layer.location().stream())
                .anyMatch(image -> cluster.nas(image.nas()).flatMap(nas -> nas.export(image.export()))
                        .filter(Export::vouchedShared).isPresent());
    }

    private Step verify(String hypervisor) {
        List<ImageLocation> retired = moves.stream().flatMap(move -> move.disk().location().stream()).toList();
        return new Step.Verify(hypervisor, now.vm().persistent(), newChains(), retired);
    }

    private Map<String, List<Layer>> newChains() {
        Map<String, List<Layer>> chains = new HashMap<>();
        moves.forEach(move -> chains.put(move.target(), newChain(move)));
        return chains;
    }

    private List<Layer> newChain(DiskMove move) {
        return move.chain(cluster, images(move));
    }

    private List<ImageLocation> images(DiskMove move) {
        return move.images(now.vm().name(), id);
    }

    /** The old written images, and those backing images that nobody else has, as far as everybody could be asked. */
    private Stream<ImageLocation> removals() {
        return moves.stream().flatMap(move -> move.disk().layers().stream())
                .flatMap(layer -> layer.location().stream()).distinct().filter(this::oursAlone);
    }

    private boolean oursAlone(ImageLocation image) {
        return now.inventory().unseen().isEmpty()
                && now.inventory().usersOf(image).stream().allMatch(vm -> vm.uuid().equals(now.vm().uuid()))
                && staysUnused(image);
    }

    /** A disk that stays may be laid over the same backing image as one that moves. */
    private boolean staysUnused(ImageLocation image) {
        List<String> moved = moves.stream().map(DiskMove::target).toList();
        return now.disks().stream().filter(disk -> !moved.contains(disk.disk().target()))
                .flatMap(disk -> disk.layers().stream()).flatMap(layer -> layer.location().stream())
                .noneMatch(image::equals);
    }
}
