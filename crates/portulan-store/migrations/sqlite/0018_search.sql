-- The words of the newest revision of each record, and of its file.
CREATE TABLE search_entry (
    number INTEGER PRIMARY KEY,
    record TEXT NOT NULL UNIQUE REFERENCES record (id) ON DELETE CASCADE
) STRICT;

CREATE VIRTUAL TABLE search_index USING fts5 (
    name,
    text,
    -- The slug and the name of the file, which excerpts do not show.
    keys,
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);

-- Deleted words are removed at once, not when the index is next rewritten.
INSERT INTO search_index (search_index, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER search_entry_deleted AFTER DELETE ON search_entry BEGIN
    DELETE FROM search_index WHERE rowid = old.number;
END;
