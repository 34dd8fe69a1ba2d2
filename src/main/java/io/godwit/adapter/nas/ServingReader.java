package io.godwit.adapter.nas;

import io.godwit.model.FloatingExport;
import io.godwit.model.GodwitException;
import io.godwit.model.Serving;
import io.godwit.port.Shells;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks a NAS what it is to an export. */
record ServingReader(Shells shells) {
    private static final Duration LIMIT = Duration.ofSeconds(8);

    /**
     * Empty where it does not answer: that is not the same as "it does not serve".
     *
     * @param node what Pacemaker calls it; empty where that is not known yet
     */
    Optional<Serving> read(String nas, FloatingExport export, String node) {
        try {
            return Optional.of(parse(shells.run(nas, LIMIT, Script.LOOK.text(), export.address(),
                    export.export().path(), export.export().folder(), node).output()));
        } catch (GodwitException.Unreachable _) {
            return Optional.empty();
        }
    }

    static Serving parse(String lines) {
        return new Serving(value(lines, "node"), is(lines, "address"), is(lines, "listens"), value(lines, "identity"),
                seconds(value(lines, "lease")), seconds(value(lines, "grace")), is(lines, "ingrace"),
                value(lines, "replication"), is(lines, "insync"), values(lines, "client"));
    }

    private static List<String> values(String lines, String key) {
        return lines.lines().filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1).strip()).toList();
    }

    private static String value(String lines, String key) {
        return values(lines, key).stream().findFirst().orElse("");
    }

    private static boolean is(String lines, String key) {
        return value(lines, key).equals("yes");
    }

    private static Optional<Duration> seconds(String text) {
        return text.matches("\\d{1,6}") ? Optional.of(Duration.ofSeconds(Long.parseLong(text))) : Optional.empty();
    }
}
