package io.godwit.libvirt;

import java.util.List;

/**
 * virDomainState and the reason that goes with it.
 *
 * @param state VIR_DOMAIN_RUNNING is 1
 * @param reason counts within the state
 */
public record DomainState(int state, int reason) {
    public static final int NO_STATE = 0;
    public static final int RUNNING = 1;
    public static final int BLOCKED = 2;
    public static final int PAUSED = 3;
    public static final int SHUTDOWN = 4;
    public static final int SHUT_OFF = 5;
    public static final int CRASHED = 6;
    public static final int PM_SUSPENDED = 7;

    private static final List<String> RUNNING_REASONS = List.of("unknown", "booted", "migrated", "restored",
            "from snapshot", "unpaused", "migration canceled", "save canceled", "wakeup", "crashed", "post-copy",
            "post-copy failed");
    private static final List<String> PAUSED_REASONS = List.of("unknown", "user", "migration", "save", "dump",
            "ioerror", "watchdog", "from snapshot", "shutting down", "snapshot", "crashed", "starting up", "post-copy",
            "post-copy failed", "api error");
    private static final List<String> SHUT_OFF_REASONS = List.of("unknown", "shutdown", "destroyed", "crashed",
            "migrated", "saved", "failed", "from snapshot", "daemon");

    /** libvirt's word for the reason. */
    public String reasonWord() {
        List<String> words = switch (state) {
            case RUNNING -> RUNNING_REASONS;
            case PAUSED -> PAUSED_REASONS;
            case SHUT_OFF -> SHUT_OFF_REASONS;
            default -> List.of();
        };
        return reason >= 0 && reason < words.size() ? words.get(reason) : "unknown";
    }
}
