package io.godwit.adapter.store;

import io.godwit.model.GodwitException.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jdbi.v3.core.Handle;

/**
 * Brings the database to the version of this program: numbered scripts, each in a transaction of its own. SQLite keeps
 * the number in {@code PRAGMA user_version}.
 */
final class Schema {
    private static final int VERSION = 1;

    private Schema() {}

    /**
     * Upgrades an older database.
     *
     * @throws Failed where a newer program wrote it
     */
    static void upgrade(Handle handle) {
        int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
        if (version > VERSION) {
            throw new Failed("the journal has version " + version + ", and this program knows up to " + VERSION,
                    "use the newer Godwit that wrote it");
        }
        for (int next = version + 1; next <= VERSION; next++) {
            int target = next;
            handle.useTransaction(transaction -> {
                transaction.createScript(script(target)).execute();
                transaction.execute("PRAGMA user_version = " + target);
            });
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
