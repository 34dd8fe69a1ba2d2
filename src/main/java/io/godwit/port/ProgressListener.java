package io.godwit.port;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;

/** Hears how a migration goes on; it must return at once. */
public interface ProgressListener {
    /** Hears and says nothing. */
    ProgressListener NONE = new ProgressListener() {
        @Override
        public void step(StepRecord step) {}

        @Override
        public void sample(Sample sample) {}

        @Override
        public void outcome(MigrationRecord migration) {}
    };

    /** A step has begun or ended. */
    void step(StepRecord step);

    /** How far the step is. */
    void sample(Sample sample);

    /** The migration turned back, or ended. */
    void outcome(MigrationRecord migration);
}
