package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.PairFacts;
import io.godwit.port.Shells;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fence the old server, then add the address on the new one. Where the old one does not say that it has let go, the address is
 * not added: two servers of one export would be worse than none.
 */
record ByHandMove(Shells shells, ByHandPair pair, FloatingExport export, PairFacts seen, String from,
        String to)
        implements
            HandoverThread.Move {
    private static final Duration FENCING = Duration.ofSeconds(10);
    private static final Duration HERE = Duration.ofSeconds(5);
    private static final Pattern GONE = Pattern.compile("gone (\\d{1,18})");

    @Override
    public HandoverThread.Result run() {
        Agent agent = pair.agent(export);
        List<String> clients = seen.clients(from);
        try (Receiver receiver = new Receiver(shells, to, export.address(), Integer.toString(pair.manager().prefix()),
                pair.manager().device(), /* early= */ true, "-", clients)) {
            long gone = fence(agent);
            receiver.go();
            OptionalLong here = receiver.here(HERE);
            if (here.isEmpty()) {
                return HandoverThread.Result.failed("the old server has let go, and " + to
                        + " did not take the address: nobody serves " + export.name());
            }
            agent.run(to, "start");
            receiver.keep();
            return new HandoverThread.Result(Optional.empty(),
                    Optional.of(Duration.ofMillis(Math.max(0, here.getAsLong() - gone))),
                    clients.size() + " connections were reset");
        }
    }

    private long fence(Agent agent) {
        List<String> words = new ArrayList<>(List.of(export.address(), agent.file()));
        words.addAll(agent.parameters());
        Shells.Said said = shells.run(from, FENCING, Script.FENCE.text(), words.toArray(String[]::new));
        Matcher gone = GONE.matcher(said.output());
        if (said.exitCode() != 0 || !gone.find()) {
            throw new Unreachable(from + " could not be fenced, and may serve still: "
                    + (said.errors() + said.output()).strip());
        }
        return Long.parseLong(gone.group(1));
    }
}
