package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException.Unreachable;
import io.godwit.model.PairFacts;
import io.godwit.model.PairNode;
import io.godwit.model.Serving;
import io.godwit.port.Shells;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Pacemaker moves the group, and Godwit sees to it that the clients notice at once. Where the server stands by on the new side and
 * fencing is on, the address is added there as soon as the old side has let go of it and of the server, and Pacemaker finds it in
 * its place when its own turn comes some hundred milliseconds later; docs/decisions/0010 has the reasons and the limits.
 */
record PacemakerMove(Shells shells, PacemakerPair pair, FloatingExport export, PairFacts seen,
        String from, String to)
        implements
            HandoverThread.Move {
    /** The clients have their export by then: Pacemaker's tools are not to be felt beside them. */
    private static final Duration CALM = Duration.ofMillis(300);
    /** A server that hangs is fenced first: token, fencing, start. */
    private static final Duration MOST = Duration.ofSeconds(60);

    @Override
    public HandoverThread.Result run() {
        PacemakerView view = pair.view(export);
        ExportResource resource = view.resource();
        List<String> clients = seen.clients(from);
        boolean early = resource.warmable() && seen.fencing() == PairFacts.Fencing.ON && resource.prefix().isPresent()
                && resource.device().isPresent()
                && seen.node(to).flatMap(PairNode::serving).filter(Serving::listens).isPresent();
        String node = seen.node(to).flatMap(PairNode::serving).map(Serving::node).filter(name -> !name.isEmpty())
                .orElse(to);
        try (Receiver receiver = new Receiver(shells, to, export.address(), resource.prefix().orElse("32"),
                resource.device().orElse("lo"), early, resource.address(), clients)) {
            Optional<Shells.Conversation> leaver = leaver();
            // It ends by itself: one that was written in a part of the cluster that then lost comes back with that server.
            pair.run(to, "crm_resource --move --resource \"$1\" --node \"$2\" --lifetime PT3M", resource.id(), node);
            HandoverThread.Result result = follow(receiver, leaver, view, node);
            leaver.ifPresent(Shells.Conversation::close);
            return result;
        }
    }

    /** An old server that has died meanwhile has nothing to say; Pacemaker fences it. */
    private Optional<Shells.Conversation> leaver() {
        try {
            return Optional.of(shells.begin(from, Script.LEAVE.text(), export.address()));
        } catch (Unreachable _) {
            return Optional.empty();
        }
    }

    private HandoverThread.Result follow(Receiver receiver, Optional<Shells.Conversation> leaver, PacemakerView view,
            String node) {
        long end = System.nanoTime() + MOST.toNanos();
        AddressPassage passage = new AddressPassage(receiver, leaver);
        while (!passage.look()) {
            if (receiver.ended() || System.nanoTime() - end > 0) {
                return HandoverThread.Result.failed("the address did not come to " + to + (receiver.ended()
                        ? ", which has gone away"
                        : " within " + MOST.toSeconds() + " s of asking Pacemaker for it"));
            }
        }
        Optional<String> problem = awaitPacemaker(view, node, end);
        if (problem.isPresent()) {
            return HandoverThread.Result.failed(problem.get());
        }
        receiver.keep();
        return new HandoverThread.Result(Optional.empty(), passage.gap(),
                seen.clients(from).size() + " connections were reset");
    }

    /** Until Pacemaker has all of the group on the new side; what keeps it from that, where it does not come to it. */
    private Optional<String> awaitPacemaker(PacemakerView before, String node, long end) {
        boolean forgiven = false;
        while (true) {
            pause();
            PacemakerView view = pair.again(export, before);
            if (view.server().equals(Optional.of(node))) {
                return Optional.empty();
            }
            if (!forgiven && collided(view)) {
                forgiven = true;
                pair.run(to, "crm_resource --cleanup --resource \"$1\" --node \"$2\"", view.resource().id(), node);
            }
            if (!view.online(node) || System.nanoTime() - end > 0) {
                return Optional.of("the address came to " + to + ", and Pacemaker does not have all of "
                        + export.name() + " there: "
                        + (view.online(node) ? String.valueOf(view.failures()) : to + " is not online any more"));
            }
        }
    }

    /** Pacemaker looked whether the address was there, and added it, just when it was added here: its start failed for that alone. */
    private static boolean collided(PacemakerView view) {
        return view.failures().stream().anyMatch(failure -> failure.startsWith(view.resource().address() + "_start"));
    }

    private static void pause() {
        try {
            Thread.sleep(CALM);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
