package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Failed;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.PairFacts;
import io.godwit.model.PairNode;
import io.godwit.model.Serving;
import io.godwit.port.NasPairs;
import io.godwit.port.Shells;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pair that Pacemaker manages: it decides and moves, and Godwit asks it to. */
record PacemakerPair(Shells shells) implements PairDriver {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofSeconds(45);

    /** Where the cluster's own account comes from a server that is cut off, the other one's is the better one. */
    PacemakerView view(FloatingExport export) {
        Optional<PacemakerView> any = Optional.empty();
        for (String nas : export.servers()) {
            Optional<PacemakerView> view = view(nas, export);
            if (view.filter(PacemakerView::quorum).isPresent()) {
                return view.get();
            }
            any = any.or(() -> view);
        }
        return any.orElseThrow(() -> new Unreachable("Pacemaker answers on none of "
                + String.join(", ", export.servers()) + ", so who serves " + export.name() + " is not known"));
    }

    private Optional<PacemakerView> view(String nas, FloatingExport export) {
        String[] parts;
        try {
            parts = shells.run(nas, LIMIT, Script.CLUSTER.text()).output().split("\n@@@\n", 2);
        } catch (Unreachable _) {
            return Optional.empty();
        }
        if (parts.length != 2 || !parts[0].contains("<current_dc") || parts[1].isBlank()) {
            return Optional.empty();
        }
        ClusterXml cib = ClusterXml.parse(parts[1].strip());
        ExportResource resource = ExportResource.of(cib, export.address())
                .orElseThrow(() -> new Failed("Pacemaker has no resource for the address " + export.address(),
                        "the cluster file names it as that of export " + export.name() + ": crm_mon"));
        return Optional.of(new PacemakerView(ClusterXml.parse(parts[0].strip()), cib, resource));
    }

    @Override
    public PairFacts look(FloatingExport export) {
        PacemakerView view = view(export);
        Map<String, Optional<Serving>> servings = new Servings(shells).read(export);
        Names names = new Names(servings);
        List<PairNode> nodes = export.servers().stream().map(nas -> new PairNode(nas, view.online(names.node(nas)),
                view.note(names.node(nas)), servings.getOrDefault(nas, Optional.empty()))).toList();
        Optional<String> server = view.server().flatMap(names::nas);
        // The export is to go where it is not.
        String target = nodes.stream().map(PairNode::nas).filter(nas -> !server.equals(Optional.of(nas))).findFirst()
                .orElseThrow();
        return new PairFacts(view.version(), nodes, view.quorum(), view.fencing(), view.failures(), view.leftovers(),
                server, view.unmovable(names.node(target)), view.homing(names.node(target)),
                view.resource().warmable());
    }

    /** Pacemaker may call a server otherwise than the cluster file does: each says its own name. */
    record Names(Map<String, Optional<Serving>> servings) {
        String node(String nas) {
            return servings.getOrDefault(nas, Optional.empty()).map(Serving::node).filter(name -> !name.isEmpty())
                    .orElse(nas);
        }

        Optional<String> nas(String node) {
            return servings.keySet().stream().filter(nas -> node(nas).equals(node)).findFirst();
        }
    }

    private Optional<Agent> standby(FloatingExport export) {
        PacemakerView view = view(export);
        if (!view.resource().warmable()) {
            return Optional.empty();
        }
        return view.cib().all("primitive").stream()
                .filter(primitive -> view.resource().members().contains(primitive.attribute("id")))
                .filter(primitive -> primitive.attribute("type").equals("nfs-export")).findFirst()
                .map(primitive -> new Agent(shells, Agent.file(ExportResource.STANDBY_AGENT),
                        primitive.all("nvpair").stream()
                                .map(pair -> pair.attribute("name") + "=" + pair.attribute("value")).toList()));
    }

    @Override
    public void warm(FloatingExport export, String nas) {
        standby(export).ifPresent(agent -> agent.run(nas, "warm"));
    }

    @Override
    public void cool(FloatingExport export, String nas) {
        standby(export).ifPresent(agent -> agent.run(nas, "cool"));
    }

    @Override
    public NasPairs.Handover handOver(FloatingExport export, String from, String to) {
        return HandoverThread.start(new PacemakerMove(shells, this, export, from, to));
    }

    @Override
    public void settle(FloatingExport export) {
        PacemakerView view = view(export);
        String nas = export.servers().stream().filter(name -> view(name, export).isPresent()).findFirst()
                .orElseThrow(() -> new Unreachable("Pacemaker answers nowhere"));
        if (!view.leftovers().isEmpty()) {
            run(nas, "crm_resource --clear --resource \"$1\"", view.resource().id());
        }
        run(nas, "crm_resource --wait --timeout=\"$1\"", REST.minusSeconds(5).toSeconds() + "s");
        Map<String, Optional<Serving>> servings = new Servings(shells).read(export);
        servings.forEach((name, serving) -> {
            if (serving.filter(seen -> seen.listens() && !seen.address()).isPresent()) {
                cool(export, name);
            }
        });
    }

    void run(String nas, String script, String... arguments) {
        Shells.Said said = shells.run(nas, REST, script, arguments);
        if (said.exitCode() != 0) {
            throw new Failed("on " + nas + " " + script + " ended with " + said.exitCode() + ": "
                    + (said.errors() + said.output()).strip(), "crm_mon on " + nas);
        }
    }
}
