package io.godwit.adapter.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    /** Something that the database refused; the cause is SQLite's. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refusal(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    <T> List<T> query(String sql, Row<T> reader, Object... values) {
        try (PreparedStatement statement = prepare(sql, values); ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new Refusal(e);
        }
    }

    <T> Optional<T> first(String sql, Row<T> reader, Object... values) {
        return query(sql, reader, values).stream().findFirst();
    }

    /** Changes rows; the answer is how many. */
    int update(String sql, Object... values) {
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new Refusal(e);
        }
    }

    /** Runs statements that have no values, one after the other. */
    void script(String text) {
        try (Statement statement = connection.createStatement()) {
            // A semicolon within a comment or a string would be taken for an end: our scripts have none.
            for (String part : text.replaceAll("(?m)^--.*$", "").split(";", -1)) {
                if (!part.isBlank()) {
                    statement.execute(part);
                }
            }
        } catch (SQLException e) {
            throw new Refusal(e);
        }
    }

    /** All of it or nothing. */
    void transaction(Work work) {
        try {
            connection.setAutoCommit(false);
            boolean whole = false;
            try {
                work.run();
                connection.commit();
                whole = true;
            } finally {
                if (!whole) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new Refusal(e);
        }
    }

    private PreparedStatement prepare(String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new Refusal(e);
        }
    }
}
