package io.godwit.model;

/**
 * A VM's state and the reason that libvirt gives for it (virDomainGetState).
 *
 * @param reason libvirt's word: booted, migration, ioerror, migrated ...
 */
public record VmState(Kind kind, String reason) {
    /** virDomainState. */
    public enum Kind {
        RUNNING, BLOCKED, PAUSED, SHUTTING_DOWN, SHUT_OFF, CRASHED, SUSPENDED, UNKNOWN
    }

    public boolean running() {
        return kind == Kind.RUNNING || kind == Kind.BLOCKED;
    }

    public boolean active() {
        return switch (kind) {
            case RUNNING, BLOCKED, PAUSED, SHUTTING_DOWN, SUSPENDED -> true;
            case SHUT_OFF, CRASHED, UNKNOWN -> false;
        };
    }

    @Override
    public String toString() {
        String word = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return reason.isEmpty() || reason.equals("unknown") ? word : word + " (" + reason + ")";
    }
}
