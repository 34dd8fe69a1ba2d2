package io.godwit.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What matters more: that nobody notices, or that it is over. docs/policies.md says which levers each one sets. */
public enum Policy {
    /** Nobody shall notice; rather given up than felt. */
    GENTLE,
    /** Hardly felt, and it arrives within minutes. */
    BALANCED,
    /** It arrives, as fast as it goes, and may be felt. */
    URGENT;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Policy> of(String label) {
        return Arrays.stream(values()).filter(policy -> policy.label().equals(label)).findFirst();
    }
}
