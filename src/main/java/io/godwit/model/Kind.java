package io.godwit.model;

/** The three moves. */
public enum Kind {
    HYPERVISOR("hypervisor"), NAS("nas"), HYPERVISOR_AND_NAS("hypervisor+nas");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Kind of(boolean movesMemory, boolean movesDisks) {
        if (!movesDisks) {
            return HYPERVISOR;
        }
        return movesMemory ? HYPERVISOR_AND_NAS : NAS;
    }
}
