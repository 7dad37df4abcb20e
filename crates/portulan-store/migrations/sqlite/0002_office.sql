-- What the office needs beside the records. Times are milliseconds since 1970.

-- Names for lists and pickers: as JSON by language, and folded for search, a line for each language.
ALTER TABLE record ADD COLUMN name TEXT NOT NULL DEFAULT '{}';
ALTER TABLE record ADD COLUMN words TEXT NOT NULL DEFAULT '';
CREATE INDEX record_state ON record (state);

-- Who made a revision, where it was a user; the name stays when the user goes.
ALTER TABLE revision ADD COLUMN user TEXT;

-- How often anything changed that the public can see.
ALTER TABLE generation ADD COLUMN published INTEGER NOT NULL DEFAULT 0;

CREATE TABLE user (
    id TEXT PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    role TEXT NOT NULL,
    active INTEGER NOT NULL,
    -- Argon2id in PHC form; none until the invitation is accepted.
    password TEXT,
    -- The secret of one-time codes, in base 32.
    totp TEXT,
    -- The last one-time code's step that was accepted: a code works once.
    totp_step INTEGER NOT NULL DEFAULT 0,
    created INTEGER NOT NULL,
    seen INTEGER
) STRICT;

-- A user with rows here edits these partnerships, and what belongs to them, and nothing else.
CREATE TABLE scope (
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    partnership TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    PRIMARY KEY (user, partnership)
) STRICT, WITHOUT ROWID;

-- Tokens are kept as SHA-256 only.
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    created INTEGER NOT NULL,
    seen INTEGER NOT NULL,
    agent TEXT NOT NULL,
    address TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user);

-- Single-use links: first start, invitation, new password.
CREATE TABLE ticket (
    digest TEXT PRIMARY KEY,
    purpose TEXT NOT NULL,
    user TEXT REFERENCES user (id) ON DELETE CASCADE,
    expires INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    credential TEXT NOT NULL,
    created INTEGER NOT NULL,
    used INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_user ON passkey (user);

CREATE TABLE recovery_code (
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    PRIMARY KEY (user, digest)
) STRICT, WITHOUT ROWID;

-- The log of what was done, append only. It names users by id and by the name they had.
CREATE TABLE audit (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    user TEXT,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL
) STRICT;
CREATE INDEX audit_subject ON audit (subject);
CREATE TRIGGER audit_kept BEFORE UPDATE ON audit
BEGIN
    SELECT RAISE(ABORT, 'the audit log is append-only');
END;

-- What somebody is writing and has not saved: the fields of the form as they stand.
CREATE TABLE draft (
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    -- The revision that the form began with; 0 for a record that does not exist yet.
    base INTEGER NOT NULL,
    fields TEXT NOT NULL,
    saved INTEGER NOT NULL,
    PRIMARY KEY (user, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE comment (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    user TEXT REFERENCES user (id) ON DELETE SET NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_record ON comment (record);

CREATE TABLE mention (
    comment TEXT NOT NULL REFERENCES comment (id) ON DELETE CASCADE,
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    seen INTEGER,
    PRIMARY KEY (comment, user)
) STRICT, WITHOUT ROWID;

-- What somebody without the right to change a record would like it to say.
CREATE TABLE proposal (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    base INTEGER NOT NULL,
    user TEXT REFERENCES user (id) ON DELETE SET NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    note TEXT NOT NULL,
    answer TEXT,
    answered INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_record ON proposal (record);

-- Revisions that go out by themselves at a moment.
CREATE TABLE schedule (
    record TEXT PRIMARY KEY REFERENCES record (id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    user TEXT NOT NULL,
    author TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
