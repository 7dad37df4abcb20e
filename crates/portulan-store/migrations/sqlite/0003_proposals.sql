-- A proposal may be for a record that does not exist yet, and tells its author how it was answered.
-- The office had no way to make one before.
DROP TABLE proposal;
CREATE TABLE proposal (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    -- The revision that it began with; 0 for a new record.
    base INTEGER NOT NULL,
    user TEXT REFERENCES user (id) ON DELETE SET NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    note TEXT NOT NULL,
    answer TEXT,
    -- Who answered, and why.
    answerer TEXT NOT NULL DEFAULT '',
    why TEXT NOT NULL DEFAULT '',
    answered INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX proposal_record ON proposal (record);
CREATE INDEX proposal_user ON proposal (user);
