package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.NasPair;
import io.godwit.model.PairFacts;
import io.godwit.model.PairFacts.Fencing;
import io.godwit.model.PairNode;
import io.godwit.model.Serving;
import io.godwit.port.NasPairs;
import io.godwit.port.Shells;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pair without a cluster manager: Godwit runs the agents, and nobody acts when Godwit does not. */
record ByHandPair(Shells shells, Servings servings, NasPair.Manager.ByHand manager) implements PairDriver {
    @Override
    public PairFacts look(FloatingExport export) {
        Map<String, Optional<Serving>> said = servings.read(export);
        List<PairNode> nodes = export.servers().stream().map(nas -> {
            Optional<Serving> serving = said.getOrDefault(nas, Optional.empty());
            return new PairNode(nas, serving.isPresent(), serving.isPresent() ? "" : "does not answer", serving);
        }).toList();
        boolean warmable = manager.agent().equals(ExportResource.STANDBY_AGENT);
        return new PairFacts("no cluster manager", nodes, true, Fencing.NOBODY, List.of(), List.of(), Optional.empty(),
                List.of(), Optional.empty(), warmable);
    }

    Agent agent(FloatingExport export) {
        return new Agent(shells, Agent.file(manager.agent()),
                List.of("name=" + export.name(), "address=" + export.address()));
    }

    @Override
    public void warm(FloatingExport export, String nas) {
        if (manager.agent().equals(ExportResource.STANDBY_AGENT)) {
            agent(export).run(nas, "warm");
        }
    }

    @Override
    public void cool(FloatingExport export, String nas) {
        if (manager.agent().equals(ExportResource.STANDBY_AGENT)) {
            agent(export).run(nas, "cool");
        }
    }

    @Override
    public NasPairs.Handover handOver(FloatingExport export, PairFacts seen, String from, String to) {
        return HandoverThread.start(new ByHandMove(shells, this, export, seen, from, to));
    }

    @Override
    public PairFacts settle(FloatingExport export) {
        PairFacts facts = look(export);
        facts.standingBy().forEach(nas -> cool(export, nas));
        return facts;
    }
}
