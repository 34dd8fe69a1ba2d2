package io.godwit.main;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;
import io.godwit.port.ProgressListener;

/** Says that there is something new in the journal, and nothing else: who wants to know what reads it there. */
final class Nudging implements ProgressListener {
    private volatile Runnable nudge = () -> {};

    /** From now on. */
    void tells(Runnable reader) {
        nudge = reader;
    }

    @Override
    public void step(StepRecord step) {
        nudge.run();
    }

    @Override
    public void sample(Sample sample) {
        nudge.run();
    }

    @Override
    public void outcome(MigrationRecord migration) {
        nudge.run();
    }
}
