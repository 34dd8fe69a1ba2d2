package io.godwit.model;

import java.util.List;

/**
 * An export with an address of its own, which any server of a pair can serve.
 *
 * @param home the NAS that the cluster file lists it under; where it is served now is for the hosts to say
 */
public record FloatingExport(Nas home, Export export, Floating floating, NasPair pair) {
    public String name() {
        return floating.name();
    }

    public String address() {
        return floating.address();
    }

    /** The servers that can serve it. */
    public List<String> servers() {
        return pair.nas();
    }
}
