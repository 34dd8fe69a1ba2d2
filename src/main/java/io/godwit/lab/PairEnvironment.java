package io.godwit.lab;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

/** What the scripts of the hosts know of the NAS pair. */
record PairEnvironment(LabPlan plan) {
    Map<String, String> variables() {
        return Map.of("LAB_NAME", plan.options().name(), "LAB_CLUSTER",
                plan.options().nasCluster().label(), "LAB_PAIR", plan.nasServers().stream().limit(2)
                        .map(nas -> nas.name() + "=" + nas.address()).collect(Collectors.joining(" ")),
                "LAB_EXPORTS", plan.exports().stream().map(LabExport::word).collect(Collectors.joining(" ")),
                "LAB_POWER", power(plan).toString());
    }

    /** The folder in which the power switch is asked. */
    static Path power(LabPlan plan) {
        return plan.options().folder().resolve("power");
    }
}
