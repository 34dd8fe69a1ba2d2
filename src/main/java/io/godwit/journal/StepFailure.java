package io.godwit.journal;

import java.time.Instant;

/**
 * How a step failed.
 *
 * @param detail what is true, in words
 */
public record StepFailure(int sequence, String detail, Instant at) {}
