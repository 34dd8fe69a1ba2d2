package io.godwit.plan;

import io.godwit.model.Cluster;
import io.godwit.model.DiskSource;
import io.godwit.model.ImageFormat;
import io.godwit.model.ImageLocation;
import io.godwit.model.Layer;
import io.godwit.model.MigrationId;
import io.godwit.model.Nas;
import io.godwit.observe.DiskView;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** One disk that the request moves: which images become which. */
record DiskMove(DiskView disk, Nas nas) {
    /** The disks that the request moves: those that hold data and do not lie on the wanted NAS already. */
    static Stream<DiskMove> of(MigrationRequest request, Situation now) {
        return wanted(request, now).filter(move -> !move.alreadyThere());
    }

    /** Those that the request names, also where they lie on the wanted NAS already. */
    static Stream<DiskMove> wanted(MigrationRequest request, Situation now) {
        Cluster cluster = now.inventory().cluster();
        return now.disks().stream().filter(disk -> disk.disk().holdsData())
                .flatMap(disk -> request.nasFor(disk.disk().target()).flatMap(cluster::nas).stream()
                        .map(nas -> new DiskMove(disk, nas)));
    }

    boolean alreadyThere() {
        return disk.location().map(ImageLocation::nas).equals(Optional.of(nas.name()));
    }

    String target() {
        return disk.disk().target();
    }

    List<Layer> source() {
        return disk.disk().chain();
    }

    boolean shallow() {
        return disk.layers().size() > 1;
    }

    /** The images that will be made, the written one first, in the shape that the chain has today. */
    List<ImageLocation> images(String vm, MigrationId id) {
        return IntStream.range(0, disk.layers().size())
                .mapToObj(depth -> new ImageLocation(nas.name(), nas.defaultExport().path(), name(vm, id, depth)))
                .toList();
    }

    private String name(String vm, MigrationId id, int depth) {
        String place = depth == 0 ? "" : "-base" + depth;
        return safe(vm) + "-" + safe(target()) + "-" + id + place + "." + format(depth).label();
    }

    /** Whatever a VM is called, its images have plain names. */
    private static String safe(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_.-]", "_").replaceFirst("^[.-]", "_");
        return plain.substring(0, Math.min(64, plain.length()));
    }

    /** Only asked after the checks: another format has been refused by then. */
    ImageFormat format(int depth) {
        return ImageFormat.of(disk.layers().get(depth).layer().format()).orElseThrow();
    }

    /** The chain as the VM's definition will name it, in the form that the disk has today. */
    List<Layer> chain(Cluster cluster, List<ImageLocation> images) {
        return IntStream.range(0, images.size()).mapToObj(depth -> {
            DiskSource form = disk.layers().get(depth).layer().source();
            return new Layer(cluster.source(images.get(depth), form), format(depth).label());
        }).toList();
    }
}
