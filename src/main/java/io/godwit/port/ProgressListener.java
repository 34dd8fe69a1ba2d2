package io.godwit.port;

import io.godwit.journal.MigrationRecord;
import io.godwit.journal.Sample;
import io.godwit.journal.StepRecord;

/** Hears how a migration goes on; it must return at once. */
public interface ProgressListener {
    /** A step has begun or ended. */
    void step(StepRecord step);

    /** How far the step is. */
    void sample(Sample sample);

    /** The migration turned back, or ended. */
    void outcome(MigrationRecord migration);
}
