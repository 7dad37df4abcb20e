-- Records whole, as JSON; their revisions append only; their references extracted, so that the database itself
-- refuses to delete what others refer to.
CREATE TABLE record (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    slug TEXT NOT NULL,
    state TEXT NOT NULL,
    revision INTEGER NOT NULL,
    published INTEGER,
    created TEXT NOT NULL,
    UNIQUE (kind, slug)
) STRICT;

CREATE TABLE revision (
    record TEXT NOT NULL,
    number INTEGER NOT NULL,
    slug TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    made TEXT NOT NULL,
    author TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (record, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE reference (
    source TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    target TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    path TEXT NOT NULL,
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;

CREATE INDEX reference_target ON reference (target);

CREATE TABLE file (
    name TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT;

-- One row: how often anything changed, for those who wait for a change.
CREATE TABLE generation (number INTEGER NOT NULL) STRICT;
INSERT INTO generation VALUES (0);

-- History is never rewritten; it goes only when its record is erased for good.
CREATE TRIGGER revision_kept BEFORE UPDATE ON revision
BEGIN
    SELECT RAISE(ABORT, 'revisions are append-only');
END;
