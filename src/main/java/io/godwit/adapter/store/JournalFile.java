package io.godwit.adapter.store;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.godwit.model.GodwitException.Stuck;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;

/** The one SQLite file of a cluster: write-ahead log, synchronous=FULL, and the schema of this program. */
final class JournalFile {
    private static final int BUSY_MILLIS = 10_000;
    private static final Integer ROOT = 0;

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
            if (!Files.exists(file)) {
                make(file);
            }
            Sql sql = new Sql(config.createConnection("jdbc:sqlite:" + file));
            Schema.upgrade(sql);
            return sql;
        } catch (IOException | SQLException | Stuck e) {
            throw new Stuck("the journal " + file + " cannot be opened: " + e.getMessage(),
                    "make the folder writable, or godwit journal restore FILE; no VM was touched", e);
        }
    }

    private static void make(Path file) throws IOException {
        try {
            give(Files.createFile(file));
        } catch (FileAlreadyExistsException _) {
            // Another process was quicker.
        }
    }

    /**
     * Gives a file that root has made to the owner of its folder, and with it all that SQLite puts beside it: a service with a
     * user of its own must be able to write what a person made as root.
     */
    static void give(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && ROOT.equals(Files.getAttribute(file, "unix:uid", NOFOLLOW_LINKS))) {
            // Never through a link, which the folder's owner might have put there meanwhile.
            Files.getFileAttributeView(file, FileOwnerAttributeView.class, NOFOLLOW_LINKS)
                    .setOwner(Files.getOwner(folder));
        }
    }
}
