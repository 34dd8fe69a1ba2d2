package io.godwit.adapter.cli.view;

import io.godwit.model.GodwitException;

/** The exit codes of every command. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int NOT_FOUND = 3;
    public static final int NOT_ALLOWED = 4;
    public static final int REFUSED = 5;
    public static final int CANCELLED = 6;
    public static final int NEEDS_PERSON = 7;
    public static final int WAITED_TOO_LONG = 8;

    private ExitCode() {}

    public static int of(GodwitException problem) {
        return switch (problem) {
            case GodwitException.Misuse _ -> USAGE;
            case GodwitException.NotFound _ -> NOT_FOUND;
            case GodwitException.NotAllowed _ -> NOT_ALLOWED;
            case GodwitException.Refused _ -> REFUSED;
            case GodwitException.Unreachable _,GodwitException.Failed _ -> FAILED;
            case GodwitException.Cancelled _ -> CANCELLED;
            case GodwitException.NeedsPerson _,GodwitException.Stuck _ -> NEEDS_PERSON;
        };
    }

    /** The code's name, for JSON. */
    public static String name(int code) {
        return switch (code) {
            case DONE -> "done";
            case USAGE -> "usage";
            case NOT_FOUND -> "not-found";
            case NOT_ALLOWED -> "not-allowed";
            case REFUSED -> "refused";
            case CANCELLED -> "cancelled";
            case NEEDS_PERSON -> "needs-person";
            case WAITED_TOO_LONG -> "waited-too-long";
            default -> "failed";
        };
    }
}
