package io.godwit.plan;

import io.godwit.model.Cluster;
import io.godwit.model.Export;
import io.godwit.model.Floating;
import io.godwit.model.FloatingExport;
import io.godwit.model.Nas;
import io.godwit.model.NasPair;
import io.godwit.model.NasShell;
import io.godwit.model.PairFacts;
import io.godwit.model.PairFacts.Fencing;
import io.godwit.model.PairNode;
import io.godwit.model.Serving;
import io.godwit.observe.HypervisorView;
import io.godwit.observe.Inventory;
import io.godwit.observe.TakeoverSituation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A NAS pair and what it may say. */
public final class Pairs {
    private static final NasPair PAIR = new NasPair("nas", new NasPair.Manager.Pacemaker(), List.of("nas1", "nas2"));
    public static final Cluster CLUSTER = new Cluster("test", Path.of("/nowhere"), List.of(), List.of(nas("nas1"),
            nas("nas2")), Optional.empty(), List.of(PAIR), Map.of());

    private Pairs() {}

    private static Nas nas(String name) {
        Export own = new Export("/export", "/srv/export", Optional.empty(), false);
        Export desktops = new Export("/desktops", "/srv/desktops", Optional.empty(), false,
                Optional.of(new Floating("desktops", "198.18.0.32", "nas")));
        return new Nas(name, List.of("198.18.0.2" + name.charAt(3), name), "test:///" + name,
                name.equals("nas2") ? List.of(own, desktops) : List.of(own),
                Optional.of(new NasShell.Namespace("lab-" + name)));
    }

    public static FloatingExport desktops() {
        return CLUSTER.floatingExport("desktops").orElseThrow();
    }

    public static Serving serving(boolean address) {
        return new Serving("", address, true, "export 2", Optional.of(Duration.ofSeconds(10)),
                Optional.of(Duration.ofSeconds(20)), false, "", false, List.of());
    }

    public static PairNode node(String nas, boolean address) {
        return new PairNode(nas, true, "", Optional.of(serving(address)));
    }

    /** All is well and nas2 serves. */
    public static PairFacts facts() {
        return facts(List.of(node("nas1", false), node("nas2", true)), Optional.of("nas2"));
    }

    public static PairFacts facts(List<PairNode> nodes, Optional<String> server) {
        return new PairFacts("Pacemaker", nodes, true, Fencing.ON, List.of(), List.of(), server, List.of(),
                Optional.empty(), true);
    }

    public static TakeoverSituation situation(PairFacts facts) {
        return new TakeoverSituation(new Inventory(CLUSTER, List.<HypervisorView>of(), Map.of(), List.of()), desktops(),
                Optional.of(facts), "", List.of(), List.of(), List.of(), List.of());
    }
}
