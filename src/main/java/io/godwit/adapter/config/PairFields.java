package io.godwit.adapter.config;

import io.godwit.model.Cluster;
import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Misuse;
import io.godwit.model.Nas;
import io.godwit.model.NasPair;
import io.godwit.model.NasShell;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The cluster file's fields about pairs of NAS servers. Nothing in them is ever read by a shell as more than one word. */
record PairFields(Function<String, Misuse> problem) {
    private static final Pattern AGENT = Pattern.compile("ocf:[A-Za-z0-9_-]{1,40}:[A-Za-z0-9_-]{1,60}");
    private static final Pattern DEVICE = Pattern.compile("[A-Za-z0-9_.-]{1,15}");
    private static final Pattern DESTINATION = Pattern.compile("([A-Za-z0-9_.-]+@)?[A-Za-z0-9][A-Za-z0-9_.-]*");
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    NasShell shell(String text) {
        if (text.startsWith("ssh://") && DESTINATION.matcher(text.substring(6)).matches()) {
            return new NasShell.Ssh(text.substring(6));
        }
        if (text.startsWith("namespace:") && DESTINATION.matcher(text.substring(10)).matches()) {
            return new NasShell.Namespace(text.substring(10));
        }
        throw problem.apply("shell: '" + text + "' is neither ssh://[USER@]HOST nor namespace:NAME (the lab's)");
    }

    NasPair.Manager manager(String name, String kind, Optional<String> agent, Optional<String> device,
            Optional<Integer> prefix) {
        return switch (kind) {
            case "pacemaker" -> new NasPair.Manager.Pacemaker();
            case "pair" -> new NasPair.Manager.ByHand(matching(AGENT, name + ".server", agent),
                    matching(DEVICE, name + ".device", device), prefix.filter(bits -> bits >= 1 && bits <= 32)
                            .orElseThrow(() -> problem.apply(name + ".prefix is missing, or not 1 to 32")));
            case String _ -> throw problem.apply(name + ".kind: '" + kind + "' is neither pacemaker nor pair");
        };
    }

    private String matching(Pattern form, String field, Optional<String> value) {
        return value.filter(text -> form.matcher(text).matches()).orElseThrow(() -> problem.apply(
                field + (value.isEmpty() ? " is missing" : ": '" + value.get() + "' has not the form of " + form)));
    }

    /** What only the whole file tells. */
    void check(Cluster cluster) {
        Set<String> pairs = new HashSet<>(cluster.pairs().stream().map(NasPair::name).toList());
        cluster.nas().stream().flatMap(nas -> nas.exports().stream()).flatMap(export -> export.floating().stream())
                .filter(floating -> !pairs.contains(floating.pair())).findFirst().ifPresent(floating -> {
                    throw problem.apply("export " + floating.name() + " belongs to pair " + floating.pair()
                            + ", which nasPairs does not have");
                });
        cluster.pairs().forEach(pair -> check(cluster, pair));
        Set<String> names = new HashSet<>();
        for (FloatingExport export : cluster.floatingExports()) {
            check(export, names.add(export.name()));
        }
    }

    private void check(Cluster cluster, NasPair pair) {
        List<String> missing = pair.nas().stream()
                .filter(name -> cluster.nas(name).flatMap(Nas::shell).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw problem.apply("pair " + pair.name() + " names " + String.join(", ", missing)
                    + ", which is no NAS of this file, or has no shell");
        }
        if (new HashSet<>(pair.nas()).size() < 2) {
            throw problem.apply("pair " + pair.name() + " needs two servers");
        }
    }

    private void check(FloatingExport export, boolean first) {
        if (!first) {
            throw problem.apply("export " + export.name() + " stands there twice");
        }
        if (!export.servers().contains(export.home().name())) {
            throw problem.apply("export " + export.name() + " is listed under " + export.home().name()
                    + ", which is not of pair " + export.pair().name());
        }
        if (!ADDRESS.matcher(export.address()).matches()) {
            throw problem.apply("export " + export.name() + ": '" + export.address() + "' is not an IPv4 address");
        }
    }
}
