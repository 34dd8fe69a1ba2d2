package io.godwit.adapter.nas;

import io.godwit.model.PairFacts.Fencing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What Pacemaker says of one export: crm_mon's account of what is, the CIB's of what shall be. Pure.
 *
 * @param monitor crm_mon --output-as=xml
 * @param cib cibadmin --query
 */
record PacemakerView(ClusterXml monitor, ClusterXml cib, ExportResource resource) {
    private static final int INFINITE = 1_000_000;

    /** The same configuration with what the monitor says now. */
    PacemakerView now(ClusterXml monitor) {
        return new PacemakerView(monitor, cib, resource);
    }

    String version() {
        return "Pacemaker " + monitor.first("current_dc").map(dc -> dc.attribute("version")).orElse("");
    }

    boolean quorum() {
        return monitor.first("current_dc").filter(dc -> dc.is("with_quorum")).isPresent();
    }

    private Optional<ClusterXml> node(String name) {
        return monitor.first("nodes").stream().flatMap(ClusterXml::children)
                .filter(node -> node.attribute("name").equals(name)).findFirst();
    }

    boolean online(String node) {
        return node(node).filter(found -> found.is("online")).filter(found -> !found.is("unclean"))
                .filter(found -> !found.is("pending")).filter(found -> !found.is("shutdown")).isPresent();
    }

    String note(String node) {
        return node(node).map(found -> Stream.of("standby", "maintenance", "unclean", "pending", "shutdown")
                .filter(found::is).reduce((one, other) -> one + ", " + other).orElse(""))
                .orElse("not known to Pacemaker");
    }

    /** On, where it is switched on and a device that could do it runs. */
    Fencing fencing() {
        boolean enabled = monitor.first("cluster_options").filter(options -> options.is("stonith-enabled"))
                .isPresent();
        boolean device = monitor.all("resource").stream()
                .anyMatch(found -> found.attribute("resource_agent").startsWith("stonith:") && started(found));
        return enabled && device ? Fencing.ON : Fencing.OFF;
    }

    private static boolean started(ClusterXml found) {
        return found.is("active") && !found.is("failed") && found.attribute("pending").isEmpty()
                && !found.attribute("role").equals("Stopped");
    }

    private List<ClusterXml> members() {
        return monitor.all("resource").stream().filter(found -> resource.members().contains(found.attribute("id")))
                .toList();
    }

    /** The node on which all that belongs to the export is started. */
    Optional<String> server() {
        List<String> nodes = members().stream().filter(PacemakerView::started)
                .flatMap(member -> member.children().filter(child -> child.name().equals("node")))
                .map(node -> node.attribute("name")).toList();
        return nodes.size() == resource.members().size() && nodes.stream().distinct().count() == 1
                ? Optional.of(nodes.getFirst())
                : Optional.empty();
    }

    List<String> failures() {
        List<String> failures = new ArrayList<>();
        monitor.all("resource").stream().filter(found -> found.is("failed") || found.is("blocked"))
                .forEach(found -> failures.add(found.attribute("id") + " has failed"));
        monitor.all("failure").forEach(failure -> failures.add(failure.attribute("op_key") + " on "
                + failure.attribute("node") + ": " + failure.attribute("exitstatus")
                + Optional.of(failure.attribute("exitreason")).filter(why -> !why.isEmpty())
                        .map(why -> " (" + why + ")")
                        .orElse("")));
        return failures;
    }

    List<String> leftovers() {
        return locations().filter(rule -> rule.attribute("id").startsWith("cli-")).map(rule -> rule.attribute("id"))
                .toList();
    }

    private Stream<ClusterXml> locations() {
        return cib.all("rsc_location").stream().filter(rule -> rule.attribute("rsc").equals(resource.id())
                || resource.members().contains(rule.attribute("rsc")));
    }

    List<String> unmovable(String target) {
        List<String> reasons = new ArrayList<>();
        monitor.first("cluster_options").filter(options -> options.is("maintenance-mode"))
                .ifPresent(_ -> reasons.add("the cluster is in maintenance mode"));
        members().stream().filter(member -> member.attribute("managed").equals("false"))
                .forEach(member -> reasons.add(member.attribute("id") + " is not managed"));
        Optional.of(note(target)).filter(note -> !note.isEmpty())
                .ifPresent(note -> reasons.add(target + " is " + note));
        locations().filter(rule -> rule.attribute("node").equals(target) && score(rule) <= -INFINITE)
                .forEach(rule -> reasons.add("constraint " + rule.attribute("id") + " forbids " + target));
        return reasons;
    }

    /** Whether another node would win as soon as the move's own constraint is gone: stickiness against preferences. */
    Optional<String> homing(String target) {
        if (locations().filter(rule -> !rule.attribute("id").startsWith("cli-"))
                .anyMatch(rule -> rule.first("rule").isPresent())) {
            return Optional.of("the export's place follows rules that Godwit does not read");
        }
        long stays = stickiness() + preference(target);
        return monitor.first("nodes").stream().flatMap(ClusterXml::children).map(node -> node.attribute("name"))
                .filter(node -> !node.equals(target)).filter(node -> preference(node) > stays)
                .max(Comparator.comparingLong(this::preference))
                .map(node -> "the cluster prefers " + node + " by " + preference(node)
                        + ", and stickiness holds it with "
                        + stays + " on " + target + " only");
    }

    private long preference(String node) {
        return locations().filter(rule -> !rule.attribute("id").startsWith("cli-"))
                .filter(rule -> rule.attribute("node").equals(node)).mapToLong(PacemakerView::score).sum();
    }

    private static long score(ClusterXml rule) {
        return switch (rule.attribute("score")) {
            case "INFINITY", "+INFINITY" -> INFINITE;
            case "-INFINITY" -> -INFINITE;
            case String number when number.matches("[+-]?\\d{1,7}") -> Long.parseLong(number);
            case String _ -> 0;
        };
    }

    /** A group sticks with the sum of what its members stick with. */
    private long stickiness() {
        Function<ClusterXml, Optional<String>> own = element -> element.pair("meta_attributes",
                "resource-stickiness");
        Optional<String> everywhere = cib.first("rsc_defaults").flatMap(own);
        Optional<String> group = cib.all("group").stream()
                .filter(found -> found.attribute("id").equals(resource.id())).findFirst().flatMap(own);
        return cib.all("primitive").stream().filter(found -> resource.members().contains(found.attribute("id")))
                .mapToLong(member -> own.apply(member).or(() -> group).or(() -> everywhere)
                        .filter(text -> text.matches("\\d{1,7}|INFINITY"))
                        .map(text -> text.equals("INFINITY") ? INFINITE : Long.parseLong(text)).orElse(0L))
                .sum();
    }
}
