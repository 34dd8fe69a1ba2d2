package io.godwit.adapter.store;

import io.godwit.model.GodwitException.Stuck;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection, with values by position. JDBC alone, because a mapping library cost each command 60 ms at
 * its start (docs/decisions/0007).
 */
record Sql(Connection connection) implements AutoCloseable {
    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** What belongs together. */
    interface Work {
        void run() throws SQLException;
    }

    <T> List<T> query(String sql, Row<T> reader, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values); ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw stuck(e);
        }
    }

    <T> Optional<T> first(String sql, Row<T> reader, @Nullable Object... values) {
        return query(sql, reader, values).stream().findFirst();
    }

    /** Changes rows; the answer is how many. */
    int update(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw stuck(e);
        }
    }

    /** Runs statements that have no values, one after the other. */
    void script(String text) {
        try (Statement statement = connection.createStatement()) {
            // A semicolon within a string would be taken for an end: our scripts have none, but for a trigger's before END.
            for (String part : text.replaceAll("(?m)^--.*$", "").split(";(?!\\s*END)", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        } catch (SQLException e) {
            throw stuck(e);
        }
    }

    /** All of it or nothing. */
    void transaction(Work work) {
        try {
            connection.setAutoCommit(false);
            try {
                work.run();
                connection.commit();
            } catch (SQLException | RuntimeException e) {
                undo(e);
                throw e;
            }
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw stuck(e);
        }
    }

    /** On a full disk SQLite has rolled back by itself, and says so when it is asked again: the first word counts. */
    private void undo(Exception first) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static Stuck stuck(SQLException cause) {
        return new Stuck("the journal cannot be read or written: " + cause.getMessage(),
                "look at the disk and the rights of its folder, then godwit get migrations; no VM was touched, and what"
                        + " was under way is where it was: godwit watch ID goes on with it",
                cause);
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw stuck(e);
        }
    }
}
