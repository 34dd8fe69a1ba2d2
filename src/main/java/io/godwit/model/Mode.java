package io.godwit.model;

import java.util.Locale;
import java.util.Optional;

/** How a hypervisor and NAS migration is made. */
public enum Mode {
    /** Disks first (mirror and pivot on the source), then the memory: the mirror's drain is not part of the downtime. */
    STAGED,
    /** One libvirt migration that carries the disks along. */
    ATOMIC;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Mode> of(String label) {
        return switch (label) {
            case "staged" -> Optional.of(STAGED);
            case "atomic" -> Optional.of(ATOMIC);
            case String _ -> Optional.empty();
        };
    }
}
