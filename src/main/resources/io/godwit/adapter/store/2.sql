-- What clients felt of a migration.
CREATE TABLE felt (
    migration TEXT NOT NULL REFERENCES migration (id),
    probe     TEXT NOT NULL,
    felt      TEXT NOT NULL,
    PRIMARY KEY (migration, probe)
);

-- What QEMU said, with its own time stamps.
CREATE TABLE mark (
    migration TEXT    NOT NULL REFERENCES migration (id),
    at_micros INTEGER NOT NULL,
    mark      TEXT    NOT NULL
);

CREATE INDEX mark_by_time ON mark (migration, at_micros);

-- What foretells the next migration, kept small so that planning reads many at once.
CREATE TABLE past (
    migration TEXT NOT NULL PRIMARY KEY REFERENCES migration (id),
    past      TEXT NOT NULL
);
