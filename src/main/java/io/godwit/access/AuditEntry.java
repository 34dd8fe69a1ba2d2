package io.godwit.access;

import java.time.Instant;

/**
 * Something that was done, or tried.
 *
 * @param n from 1, without gaps
 * @param from the address that it came from, or "command line"
 * @param what the operation: migrate
 * @param subject on what
 * @param result ok, or the problem's code
 */
public record AuditEntry(long n, Instant at, String who, String from, String what, String subject, String result,
        String detail) {
    /** Where it came from when it came from this machine's shell. */
    public static final String COMMAND_LINE = "command line";
}
