package io.godwit.execute;

import io.godwit.journal.Mark;
import io.godwit.model.GodwitException;
import io.godwit.port.HypervisorHost;
import java.util.ArrayList;
import java.util.List;

/**
 * What the two QEMUs say of a migration, with their own time stamps: when the vCPUs stopped here and went on there. It is
 * evidence and no more: a host that cannot tell it does not hinder the migration.
 */
final class EngineView {
    private final StepContext context;
    private final List<Mark> marks = new ArrayList<>();
    private final List<HypervisorHost.Listening> ears = new ArrayList<>();

    private EngineView(StepContext context) {
        this.context = context;
    }

    static EngineView of(StepContext context, HypervisorHost... hosts) {
        EngineView view = new EngineView(context);
        for (HypervisorHost host : hosts) {
            try {
                view.ears.add(host.listen(context.vm(), view::hear));
            } catch (GodwitException _) {
                // An older libvirt, or a connection that may only read.
            }
        }
        return view;
    }

    private void hear(Mark mark) {
        synchronized (marks) {
            marks.add(mark);
        }
    }

    /** Keeps what was heard. */
    void close() {
        ears.forEach(HypervisorHost.Listening::close);
        ears.clear();
        synchronized (marks) {
            context.journal().marks(context.id(), marks);
            marks.clear();
        }
    }
}
