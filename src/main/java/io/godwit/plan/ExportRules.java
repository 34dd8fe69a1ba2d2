package io.godwit.plan;

import io.godwit.model.Bytes;
import io.godwit.model.MigrationId;
import io.godwit.observe.DiskView.LayerView;
import io.godwit.observe.NasView;
import io.godwit.observe.Sight;
import io.godwit.observe.Situation;
import io.godwit.request.MigrationRequest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Whether the NAS servers can take the images, and the hypervisors can reach them. */
final class ExportRules {
    /** Room for qcow2's own tables and for what the guest writes in the meantime. */
    private static final Bytes MARGIN = Bytes.ofMiB(16);

    private final MigrationId id;

    ExportRules(MigrationId id) {
        this.id = id;
    }

    List<Rule> all() {
        return List.of(ExportRules::answers, ExportRules::seenFrom, ExportRules::space, this::nameUnused,
                ExportRules::oldImages);
    }

    private static Stream<Check> answers(MigrationRequest request, Situation now) {
        return now.exports().stream().filter(view -> concerned(request, now, view)).map(view -> switch (view) {
            case NasView.Seen seen ->
                Check.passed("nas-reachable", seen.nas().name(), seen.free() + " free in " + seen.export().path());
            case NasView.Unseen(var nas, _, var why) ->
                Check.refused("nas-reachable", nas.name(), why, "godwit doctor");
        });
    }

    /** Images are only made and removed where a disk moves; for a hypervisor migration the NAS's libvirt may sleep. */
    private static boolean concerned(MigrationRequest request, Situation now, NasView view) {
        return DiskMove.of(request, now).anyMatch(move -> move.nas().name().equals(view.nas().name())
                || move.disk().layers().stream().flatMap(layer -> layer.location().stream())
                        .anyMatch(image -> image.nas().equals(view.nas().name())));
    }

    private static Stream<Check> seenFrom(MigrationRequest request, Situation now) {
        return now.sights().stream().map(sight -> sight(sight, canAsk(sight.hypervisor(), now)));
    }

    /** A host that gets a list from any server has the means to ask; then no answer is an answer. */
    private static boolean canAsk(String hypervisor, Situation now) {
        return now.sights().stream().anyMatch(sight -> sight.hypervisor().equals(hypervisor) && sight.certain());
    }

    private static Check sight(Sight sight, boolean canAsk) {
        String subject = sight.hypervisor() + " to " + sight.nas();
        return sight.problem()
                .map(problem -> sight.certain() || canAsk
                        ? Check.refused("nas-seen-from", subject, problem,
                                "look at the NAS's NFS server, the network between the two, and the export's clients")
                        : Check.warning("nas-seen-from", subject, problem + ", or the host cannot ask",
                                "install nfs-common (showmount) there; an NFSv4-only server shows nobody a list"))
                .orElseGet(() -> Check.passed("nas-seen-from", subject, sight.evidence()));
    }

    private static Stream<Check> space(MigrationRequest request, Situation now) {
        Map<String, Bytes> needed = new TreeMap<>();
        DiskMove.of(request, now).forEach(move -> needed.merge(move.nas().name(), chainSize(move), Bytes::plus));
        return now.exports().stream().filter(NasView.Seen.class::isInstance).map(NasView.Seen.class::cast)
                .filter(view -> needed.containsKey(view.nas().name()))
                .filter(view -> view.export().equals(view.nas().defaultExport()))
                .map(view -> space(view, needed.getOrDefault(view.nas().name(), Bytes.ZERO)));
    }

    private static Check space(NasView.Seen nas, Bytes chains) {
        Bytes needed = chains.plus(MARGIN);
        String evidence = nas.free() + " free, " + needed + " needed for the whole chains";
        return nas.free().compareTo(needed) >= 0
                ? Check.passed("nas-space", nas.nas().name(), evidence)
                : Check.refused("nas-space", nas.nas().name(), evidence, "free space there, or choose another NAS");
    }

    private static Bytes chainSize(DiskMove move) {
        return move.disk().layers().stream().flatMap(layer -> layer.facts().stream()).map(facts -> facts.allocation())
                .reduce(Bytes.ZERO, Bytes::plus);
    }

    private Stream<Check> nameUnused(MigrationRequest request, Situation now) {
        return DiskMove.of(request, now).filter(ExportRules::known).flatMap(move -> move.images(now.vm().name(), id)
                .stream().map(image -> now.export(image.nas(), image.export())
                        .filter(NasView.Seen.class::isInstance).map(NasView.Seen.class::cast)
                        .filter(nas -> nas.images().contains(image.name()))
                        .map(_ -> Check.refused("nas-name-unused", image.nas(), image + " exists", "try once more"))
                        .orElseGet(
                                () -> Check.passed("nas-name-unused", image.nas(), image.name() + " is a new name"))));
    }

    private static boolean known(DiskMove move) {
        return move.disk().layers().stream().map(LayerView::layer)
                .allMatch(layer -> io.godwit.model.ImageFormat.of(layer.format()).isPresent());
    }

    private static Stream<Check> oldImages(MigrationRequest request, Situation now) {
        List<String> silent = now.inventory().unseen().stream().map(unseen -> unseen.hypervisor().name()).toList();
        if (silent.isEmpty() || DiskMove.of(request, now).findAny().isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(Check.warning("old-image", String.join(", ", silent),
                "does not answer and may use the old images, so they will be kept",
                "remove them by hand later, or wait until every hypervisor answers"));
    }
}
