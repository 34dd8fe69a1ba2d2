package io.godwit.adapter.store;

import io.godwit.model.GodwitException.Stuck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** The one SQLite file of a cluster: write-ahead log, synchronous=FULL, and the schema of this program. */
final class JournalFile {
    private static final int BUSY_MILLIS = 10_000;

    private JournalFile() {}

    /**
     * Opens or makes it.
     *
     * @throws Stuck where the folder cannot be written or the file is no journal of ours
     */
    static Sql open(Path folder) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLIS);
        config.enforceForeignKeys(true);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        Path file = folder.resolve("journal.db");
        try {
            Files.createDirectories(folder);
            Sql sql = new Sql(config.createConnection("jdbc:sqlite:" + file));
            Schema.upgrade(sql);
            return sql;
        } catch (IOException | SQLException | Stuck e) {
            throw new Stuck("the journal " + file + " cannot be opened: " + e.getMessage(),
                    "make the folder writable, or godwit journal restore FILE; no VM was touched", e);
        }
    }
}
