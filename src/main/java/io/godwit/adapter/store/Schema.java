package io.godwit.adapter.store;

import io.godwit.model.GodwitException.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * Brings the database to the version of this program: numbered scripts, each in a transaction of its own. SQLite keeps
 * the number in {@code PRAGMA user_version}.
 */
final class Schema {
    private static final int VERSION = 3;

    private Schema() {}

    /**
     * Upgrades an older database.
     *
     * @throws Failed where a newer program wrote it
     */
    static void upgrade(Sql sql) {
        int version = sql.first("PRAGMA user_version", row -> row.getInt(1)).orElse(0);
        if (version > VERSION) {
            throw new Failed("the journal has version " + version + ", and this program knows up to " + VERSION,
                    "use the newer Godwit that wrote it");
        }
        for (int next = version + 1; next <= VERSION; next++) {
            int target = next;
            sql.transaction(() -> sql.script(script(target) + ";\nPRAGMA user_version = " + target));
        }
    }

    private static String script(int version) {
        try (InputStream script = Schema.class.getResourceAsStream(version + ".sql")) {
            if (script == null) {
                throw new IllegalStateException("no schema script " + version);
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("schema script " + version, e);
        }
    }
}
