package io.godwit.port;

import java.nio.file.Path;
import java.util.Optional;

/** Copies of the journal, for the day on which its disk is gone. */
public interface JournalCopies {
    /**
     * Writes a whole copy while migrations may go on.
     *
     * @throws io.godwit.model.GodwitException.Misuse where the file exists
     */
    void backup(Path to);

    /**
     * Puts a copy in the journal's place, and answers where the journal that was there is now.
     *
     * @throws io.godwit.model.GodwitException.Refused where a process works on a migration
     * @throws io.godwit.model.GodwitException.Misuse where the file is no whole journal
     */
    Optional<Path> restore(Path from);

    /** What SQLite finds wrong with it; empty where it is whole. */
    Optional<String> damage();
}
