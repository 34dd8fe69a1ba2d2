package io.godwit.adapter.cli;

import io.godwit.access.Accounts;
import io.godwit.access.AuditEntry;
import io.godwit.access.Users;
import io.godwit.model.GodwitException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Users and tokens of a cluster, for the time of one command; what is done with them goes into the audit log. */
public record People(Users users, Accounts accounts) implements AutoCloseable {
    /** How they are found. */
    public interface Opening {
        People open(Optional<Path> cluster);
    }

    /** Does something and notes it, whether it went well or not. */
    <T> T noted(String what, String subject, Supplier<T> deed) {
        try {
            T done = deed.get();
            note(what, subject, "ok", "");
            return done;
        } catch (GodwitException problem) {
            note(what, subject, "refused", problem.truth());
            throw problem;
        }
    }

    private void note(String what, String subject, String result, String detail) {
        accounts.audit(new AuditEntry(0, Instant.now(), System.getProperty("user.name", "unknown"),
                AuditEntry.COMMAND_LINE, what, subject, result, detail));
    }

    @Override
    public void close() {
        accounts.close();
    }
}
