package io.godwit.port;

import io.godwit.model.FloatingExport;
import io.godwit.model.PairFacts;
import io.godwit.model.Serving;
import java.time.Duration;
import java.util.Optional;

/**
 * The pairs of NAS servers that can serve each other's exports. Every call may throw
 * {@link io.godwit.model.GodwitException.Unreachable}; those that act throw {@link io.godwit.model.GodwitException.Failed}.
 */
public interface NasPairs {
    /** What is true now; a server that does not answer is one that is not heard. */
    PairFacts look(FloatingExport export);

    /** Which server has the export's address; empty where none, both, or nobody answers. May be a second old. */
    Optional<String> server(FloatingExport export);

    /** What one of the servers says of itself alone; empty where it does not answer. */
    Optional<Serving> serving(FloatingExport export, String nas);

    /** The export's server runs on that NAS, ready, and serves nobody as long as the address is elsewhere. */
    void warm(FloatingExport export, String nas);

    /** A server that only stood by on that NAS is gone. */
    void cool(FloatingExport export, String nas);

    /**
     * Begins to move the export, or goes on where an earlier process began: the old server has let go of it before the new one
     * gets the address, and clients are told at once.
     *
     * @param seen the pair as it was when the move was decided on
     */
    Handover handOver(FloatingExport export, PairFacts seen, String from, String to);

    /** Whatever held the export in its place is gone, and the manager is at rest; returns what is true then. */
    PairFacts settle(FloatingExport export);

    /** A move that goes on beside us. */
    interface Handover {
        boolean ended();

        /** Why it did not succeed; only asked after the end. */
        Optional<String> problem();

        /** How long no server had the address, where that was seen. */
        Optional<Duration> gap();

        /** What was done for the clients, in words. */
        String story();
    }

    /** For a cluster whose exports stay with their NAS. */
    NasPairs NONE = new NasPairs() {
        private IllegalStateException none() {
            return new IllegalStateException("the cluster has no NAS pair");
        }

        @Override
        public PairFacts look(FloatingExport export) {
            throw none();
        }

        @Override
        public Optional<String> server(FloatingExport export) {
            return Optional.empty();
        }

        @Override
        public Optional<Serving> serving(FloatingExport export, String nas) {
            throw none();
        }

        @Override
        public void warm(FloatingExport export, String nas) {
            throw none();
        }

        @Override
        public void cool(FloatingExport export, String nas) {
            throw none();
        }

        @Override
        public Handover handOver(FloatingExport export, PairFacts seen, String from, String to) {
            throw none();
        }

        @Override
        public PairFacts settle(FloatingExport export) {
            throw none();
        }
    };
}
