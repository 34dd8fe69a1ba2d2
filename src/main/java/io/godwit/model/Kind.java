package io.godwit.model;

/** The three moves, and the other form of the second. */
public enum Kind {
    HYPERVISOR("hypervisor"), NAS("nas"), HYPERVISOR_AND_NAS("hypervisor+nas"),
    /** An export changes its server. */
    TAKEOVER("takeover"), HYPERVISOR_AND_TAKEOVER("hypervisor+takeover");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Whether a VM's memory moves. */
    public boolean movesMemory() {
        return switch (this) {
            case HYPERVISOR, HYPERVISOR_AND_NAS, HYPERVISOR_AND_TAKEOVER -> true;
            case NAS, TAKEOVER -> false;
        };
    }

    public static Kind of(boolean movesMemory, boolean movesDisks) {
        if (!movesDisks) {
            return HYPERVISOR;
        }
        return movesMemory ? HYPERVISOR_AND_NAS : NAS;
    }
}
