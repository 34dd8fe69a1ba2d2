package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.PairFacts;
import io.godwit.port.NasPairs;

/** What {@link NasPairs} does, for one kind of pair. */
interface PairDriver {
    PairFacts look(FloatingExport export);

    void warm(FloatingExport export, String nas);

    void cool(FloatingExport export, String nas);

    NasPairs.Handover handOver(FloatingExport export, PairFacts seen, String from, String to);

    PairFacts settle(FloatingExport export);
}
