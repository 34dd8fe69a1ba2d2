package io.godwit.adapter.nas;

import io.godwit.model.GodwitException.Failed;
import io.godwit.port.Shells;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An OCF resource agent on a NAS, run by Godwit itself (OCF resource agent API, ClusterLabs).
 *
 * @param file where agents lie: /usr/lib/ocf/resource.d/PROVIDER/TYPE
 * @param parameters NAME=VALUE
 */
record Agent(Shells shells, String file, List<String> parameters) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    Agent {
        parameters = List.copyOf(parameters);
    }

    /** The file of an agent that is named as Pacemaker names it: ocf:heartbeat:IPaddr2. */
    static String file(String name) {
        String[] words = name.split(":", 3);
        return "/usr/lib/ocf/resource.d/" + words[1] + "/" + words[2];
    }

    void run(String nas, String action) {
        List<String> words = new ArrayList<>(List.of(file, action));
        words.addAll(parameters);
        Shells.Said said = shells.run(nas, LIMIT, Script.AGENT.text(), words.toArray(String[]::new));
        if (said.exitCode() != 0) {
            throw new Failed("on " + nas + " " + file + " " + action + " ended with " + said.exitCode() + ": "
                    + (said.errors() + said.output()).strip(), "run the same there and look at the server's log");
        }
    }
}
