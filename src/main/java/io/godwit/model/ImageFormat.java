package io.godwit.model;

import java.util.Locale;
import java.util.Optional;

/** The image formats that Godwit moves. Never probed: a guest could write a header of its own choice into a raw disk. */
public enum ImageFormat {
    RAW, QCOW2;

    /** As libvirt and qemu-img write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ImageFormat> of(String label) {
        return switch (label) {
            case "raw" -> Optional.of(RAW);
            case "qcow2" -> Optional.of(QCOW2);
            case String _ -> Optional.empty();
        };
    }
}
