package io.godwit.execute;

/**
 * How one kind of step is done. Each round looks at the hosts, decides (a pure function) and acts; it may begin in the
 * middle, because another process may have come this far.
 */
interface StepWork {
    /** One round. */
    Advance advance();

    /**
     * A person asked for the end: stops what is under way.
     *
     * @return whether the step will end by itself now, so that further rounds are needed to see how
     */
    default boolean cancel() {
        return false;
    }
}
