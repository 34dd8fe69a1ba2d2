package io.godwit.lab;

import java.util.Locale;

/** What moves exports between the first two NAS servers of a lab. */
public enum NasCluster {
    /** Nothing: each NAS has its own export and no more. */
    NONE,
    /** Corosync and Pacemaker. */
    PACEMAKER,
    /** No cluster manager: whoever moves an export does it by hand. */
    PAIR;

    /** As scripts and options write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
