CREATE TABLE migration (
    id               TEXT    NOT NULL PRIMARY KEY,
    vm               TEXT    NOT NULL,
    plan             TEXT    NOT NULL,
    outcome          TEXT    NOT NULL,
    reason           TEXT    NOT NULL,
    began_at         TEXT    NOT NULL,
    ended_at         TEXT,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    measured         TEXT    NOT NULL,
    owner_boot       TEXT    NOT NULL,
    owner_pid        INTEGER NOT NULL,
    owner_start      INTEGER NOT NULL,
    epoch            INTEGER NOT NULL
);

-- A VM has one open migration at most, whoever asks for a second one.
CREATE UNIQUE INDEX one_open_migration ON migration (vm) WHERE ended_at IS NULL;

CREATE TABLE step (
    migration TEXT    NOT NULL REFERENCES migration (id),
    sequence  INTEGER NOT NULL,
    step      TEXT    NOT NULL,
    state     TEXT    NOT NULL,
    began_at  TEXT,
    ended_at  TEXT,
    detail    TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (migration, sequence)
);

CREATE TABLE note (
    migration TEXT NOT NULL REFERENCES migration (id),
    name      TEXT NOT NULL,
    value     TEXT NOT NULL,
    PRIMARY KEY (migration, name)
);

CREATE TABLE sample (
    migration TEXT    NOT NULL REFERENCES migration (id),
    at_micros INTEGER NOT NULL,
    sample    TEXT    NOT NULL
);

CREATE INDEX sample_by_time ON sample (migration, at_micros);
