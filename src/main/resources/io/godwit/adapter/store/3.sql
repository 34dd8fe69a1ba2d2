-- People who may use the server. The password is an Argon2id hash.
CREATE TABLE account (
    name       TEXT NOT NULL PRIMARY KEY,
    role       TEXT NOT NULL,
    password   TEXT NOT NULL,
    created_at TEXT NOT NULL
);

-- Of tokens, sessions and links only the SHA-256 is kept: who reads this file can use none of them.
CREATE TABLE token (
    id         TEXT NOT NULL PRIMARY KEY,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    created_by TEXT NOT NULL,
    created_at TEXT NOT NULL,
    used_at    TEXT,
    ends_at    TEXT,
    revoked_at TEXT
);

CREATE TABLE web_session (
    hash       TEXT NOT NULL PRIMARY KEY,
    user       TEXT NOT NULL,
    role       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL
);

CREATE TABLE sign_in_link (
    hash    TEXT NOT NULL PRIMARY KEY,
    ends_at TEXT NOT NULL
);

-- The same key of the same user gives the same migration.
CREATE TABLE idempotency (
    user      TEXT NOT NULL,
    request   TEXT NOT NULL,
    body      TEXT NOT NULL,
    migration TEXT NOT NULL,
    at        TEXT NOT NULL,
    PRIMARY KEY (user, request)
);

-- Who did what. It only grows.
CREATE TABLE audit (
    n       INTEGER PRIMARY KEY AUTOINCREMENT,
    at      TEXT NOT NULL,
    who     TEXT NOT NULL,
    origin  TEXT NOT NULL,
    what    TEXT NOT NULL,
    subject TEXT NOT NULL,
    result  TEXT NOT NULL,
    detail  TEXT NOT NULL
);

CREATE TRIGGER audit_is_not_changed BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;

CREATE TRIGGER audit_is_not_removed BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END;
