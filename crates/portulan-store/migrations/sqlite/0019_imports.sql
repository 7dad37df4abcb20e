-- Imports that wait for their user, so that a restart of the program loses none of them.
CREATE TABLE waiting_import (
    id TEXT PRIMARY KEY,
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    -- The name of the file.
    name TEXT NOT NULL,
    publish INTEGER NOT NULL,
    made INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('waiting', 'writing', 'done')),
    -- The decisions of the user, and the outcome once it is known, as JSON.
    decisions TEXT NOT NULL,
    outcome TEXT NOT NULL,
    -- The time at which it was applied.
    done INTEGER
) STRICT;
CREATE INDEX waiting_import_user ON waiting_import (user);

-- The files, apart, so that a decision does not write them again.
CREATE TABLE waiting_import_file (
    import TEXT PRIMARY KEY REFERENCES waiting_import (id) ON DELETE CASCADE,
    byte_size INTEGER NOT NULL,
    bytes BLOB NOT NULL
) STRICT;
