package io.godwit.request;

import io.godwit.model.GodwitException.Misuse;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * An export shall change its server.
 *
 * @param export its name
 * @param to the NAS that shall serve it
 */
public record Takeover(String export, String to) {
    public Takeover {
        if (export.isBlank() || to.isBlank()) {
            throw new Misuse("a takeover names an export and a NAS", "godwit takeover EXPORT --to NAS; godwit get nas");
        }
    }

    /** What stands in the place of a VM's UUID in the journal, so that a pair has one open takeover at most. */
    public static UUID subject(String pair) {
        return UUID.nameUUIDFromBytes(("godwit takeover " + pair).getBytes(StandardCharsets.UTF_8));
    }
}
