-- Values by which lists are filtered, and amounts that they add up, of the newest revision of each record.
CREATE TABLE facet (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, name, value, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX facet_record ON facet (record, name);

CREATE TABLE listed_amount (
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- A decimal number.
    amount TEXT NOT NULL,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;

-- Lists of records with filters and columns, by the name that a user gave them.
CREATE TABLE saved_view (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    -- The query of the list's address.
    query TEXT NOT NULL,
    UNIQUE (user, kind, name)
) STRICT;
