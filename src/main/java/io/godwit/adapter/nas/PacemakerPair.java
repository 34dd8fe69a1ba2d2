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
import java.util.function.Function;

/** A pair that Pacemaker manages: it decides and moves, and Godwit asks it to. */
record PacemakerPair(Shells shells, Servings servings) implements PairDriver {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration REST = Duration.ofSeconds(45);

    /** What one of the servers says of the whole cluster. */
    private record Account(String nas, PacemakerView view) {}

    PacemakerView view(FloatingExport export) {
        return account(export).view();
    }

    /** What is, anew, beside the configuration that was read before: half of what a whole view takes from VMs beside it. */
    PacemakerView again(FloatingExport export, PacemakerView before) {
        return account(export, nas -> said(nas, "crm_mon --one-shot --output-as=xml").filter(PacemakerPair::speaks)
                .map(monitor -> before.now(ClusterXml.parse(monitor)))).view();
    }

    private Account account(FloatingExport export) {
        return account(export, nas -> view(nas, export));
    }

    /** Where the cluster's own account comes from a server that is cut off, the other one's is the better one. */
    private Account account(FloatingExport export, Function<String, Optional<PacemakerView>> ask) {
        Optional<Account> any = Optional.empty();
        for (String nas : export.servers()) {
            Optional<Account> account = ask.apply(nas).map(view -> new Account(nas, view));
            if (account.filter(given -> given.view().quorum()).isPresent()) {
                return account.get();
            }
            any = any.or(() -> account);
        }
        return any.orElseThrow(() -> new Unreachable("Pacemaker answers on none of "
                + String.join(", ", export.servers()) + ", so who serves " + export.name() + " is not known"));
    }

    private Optional<PacemakerView> view(String nas, FloatingExport export) {
        String[] parts = said(nas, Script.CLUSTER.text()).orElse("").split("\n@@@\n", 2);
        if (parts.length != 2 || !speaks(parts[0]) || parts[1].isBlank()) {
            return Optional.empty();
        }
        ClusterXml cib = ClusterXml.parse(parts[1].strip());
        ExportResource resource = ExportResource.of(cib, export.address())
                .orElseThrow(() -> new Failed("Pacemaker has no resource for the address " + export.address(),
                        "the cluster file names it as that of export " + export.name() + ": crm_mon"));
        return Optional.of(new PacemakerView(ClusterXml.parse(parts[0].strip()), cib, resource));
    }

    private Optional<String> said(String nas, String script) {
        try {
            return Optional.of(shells.run(nas, LIMIT, script).output().strip());
        } catch (Unreachable _) {
            return Optional.empty();
        }
    }

    private static boolean speaks(String monitor) {
        return monitor.contains("<current_dc");
    }

    @Override
    public PairFacts look(FloatingExport export) {
        return facts(export, view(export));
    }

    /** Pacemaker's account beside what the servers say themselves. */
    private PairFacts facts(FloatingExport export, PacemakerView view) {
        Map<String, Optional<Serving>> said = servings.read(export);
        Names names = new Names(said);
        List<PairNode> nodes = export.servers().stream().map(nas -> new PairNode(nas, view.online(names.node(nas)),
                view.note(names.node(nas)), said.getOrDefault(nas, Optional.empty()))).toList();
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
    public NasPairs.Handover handOver(FloatingExport export, PairFacts seen, String from, String to) {
        return HandoverThread.start(new PacemakerMove(shells, this, export, seen, from, to));
    }

    @Override
    public PairFacts settle(FloatingExport export) {
        Account account = account(export);
        run(account.nas(), Script.SETTLE.text(), account.view().resource().id(),
                account.view().leftovers().isEmpty() ? "free" : "held",
                Long.toString(REST.minusSeconds(5).toSeconds()));
        PairFacts facts = look(export);
        facts.standingBy().forEach(nas -> cool(export, nas));
        return facts;
    }

    void run(String nas, String script, String... arguments) {
        Shells.Said said = shells.run(nas, REST, script, arguments);
        if (said.exitCode() != 0) {
            throw new Failed("on " + nas + " " + script + " ended with " + said.exitCode() + ": "
                    + (said.errors() + said.output()).strip(), "crm_mon on " + nas);
        }
    }
}
