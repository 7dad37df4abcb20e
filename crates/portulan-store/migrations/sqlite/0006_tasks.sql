-- What somebody has to do, with or without a record that it is about. Days are written as 2026-12-31.
CREATE TABLE task (
    id TEXT PRIMARY KEY,
    record TEXT REFERENCES record (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    due TEXT,
    assignee TEXT REFERENCES user (id) ON DELETE SET NULL,
    user TEXT REFERENCES user (id) ON DELETE SET NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    done INTEGER,
    -- Who did it, by name.
    doer TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE INDEX task_record ON task (record);
CREATE INDEX task_assignee ON task (assignee);
