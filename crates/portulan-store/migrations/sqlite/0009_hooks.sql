-- Programs elsewhere that hear when something is published, and what is on its way to them.
CREATE TABLE hook (
    id TEXT PRIMARY KEY,
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    created INTEGER NOT NULL,
    -- The last try: when, and what came back; empty for a good answer.
    tried INTEGER,
    answer TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;
CREATE TABLE delivery (
    id INTEGER PRIMARY KEY,
    hook TEXT NOT NULL REFERENCES hook (id) ON DELETE CASCADE,
    event TEXT NOT NULL,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    record TEXT NOT NULL,
    revision INTEGER NOT NULL,
    at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_next ON delivery (next);
CREATE INDEX delivery_hook ON delivery (hook);
