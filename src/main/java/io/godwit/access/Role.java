package io.godwit.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user may do; each includes those before it. */
public enum Role {
    /** Looks. */
    VIEWER,
    /** Plans, migrates, cancels, opens a VM's desktop. */
    OPERATOR,
    /** Users, tokens and the audit log. */
    ADMIN;

    public boolean covers(Role needed) {
        return compareTo(needed) >= 0;
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String label) {
        return Arrays.stream(values()).filter(role -> role.label().equals(label)).findFirst();
    }
}
