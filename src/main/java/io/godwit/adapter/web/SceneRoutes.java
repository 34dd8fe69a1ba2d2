package io.godwit.adapter.web;

import io.godwit.access.Role;
import io.godwit.adapter.web.Call.Page;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.observe.Doctor;
import io.godwit.observe.Inventory;
import io.godwit.report.Listing;
import io.godwit.watch.ClusterWatch.Published;
import io.godwit.watch.LiveScene;
import io.godwit.watch.SceneHypervisor;
import io.godwit.watch.SceneMove;
import io.godwit.watch.SceneNas;
import io.godwit.watch.SceneVm;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What there is: the scene, the lists, the doctor. All of it from the one watch, but for the doctor's own looks. */
record SceneRoutes(Backend backend, String version) {
    List<Route> routes() {
        return List.of(Route.of("GET", "/api/v1/scene", "scene", Role.VIEWER, call -> call.answer(scene())),
                list("hypervisors", Listing::hypervisors), list("nas", Listing::nas), list("vms", Listing::vms),
                list("disks", inventory -> Listing.disks(inventory, backend.watch()::size)),
                Route.of("GET", "/api/v1/doctor", "doctor", Role.VIEWER, this::doctor));
    }

    /** The scene as the API has it. */
    record Document(String cluster, String version, String lastEventId, Collection<SceneHypervisor> hypervisors,
            Collection<SceneNas> nas, Collection<SceneVm> vms, Collection<SceneMove> moves) {}

    private Document scene() {
        Published published = backend.watch().published();
        LiveScene scene = published.scene();
        return new Document(backend.session().cluster().name(), version, published.lastEventId(),
                scene.hypervisors().values(), scene.nas().values(), scene.vms().values(), scene.moves().values());
    }

    private Route list(String what, Function<Inventory, Listing> listing) {
        return Route.of("GET", "/api/v1/" + what, what, Role.VIEWER,
                call -> call.answer(page(listing.apply(backend.watch().inventory()).documents(), call)));
    }

    /** Rows have no order that outlives a change but their place: next is a place. */
    private static Page<Map<String, Object>> page(List<Map<String, Object>> rows, Call call) {
        Optional<String> filter = call.query("filter").map(text -> text.toLowerCase(Locale.ROOT));
        List<Map<String, Object>> found = rows.stream().filter(row -> filter.filter(text -> !has(row, text)).isEmpty())
                .toList();
        int from = call.query("after").map(text -> Call.number("after", text, Integer.MAX_VALUE)).orElse(0);
        int limit = call.limit();
        if (limit == 0) {
            throw new Misuse("limit is 0", "a number from 1");
        }
        int to = (int) Math.min(found.size(), (long) from + limit);
        return new Page<>(from >= found.size() ? List.of() : found.subList(from, to),
                to < found.size() ? Optional.of(Integer.toString(to)) : Optional.empty());
    }

    private static boolean has(Map<String, Object> row, String text) {
        return row.values().stream().anyMatch(value -> value.toString().toLowerCase(Locale.ROOT).contains(text));
    }

    private void doctor(Call call) {
        call.answer(Page.whole(backend.threads().call(() -> new Doctor(backend.session().cluster(),
                backend.session().hosts(), backend.reading(), backend.session().processes()).examine())));
    }
}
