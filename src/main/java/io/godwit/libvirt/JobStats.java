package io.godwit.libvirt;

import java.util.Map;
import java.util.OptionalLong;

/**
 * virDomainGetJobStats: a job's type and its figures by libvirt's names (VIR_DOMAIN_JOB_*). Names that this class does
 * not know are kept in the map.
 *
 * @param type virDomainJobType
 */
public record JobStats(int type, Map<String, Object> values) {
    private static final int NONE = 0;

    public JobStats {
        values = Map.copyOf(values);
    }

    public boolean running() {
        return type == 1 || type == 2;
    }

    public boolean none() {
        return type == NONE;
    }

    /** A figure; 0 where libvirt does not give it. */
    public long get(String name) {
        return find(name).orElse(0);
    }

    public OptionalLong find(String name) {
        return values.get(name) instanceof Long value ? OptionalLong.of(value) : OptionalLong.empty();
    }
}
