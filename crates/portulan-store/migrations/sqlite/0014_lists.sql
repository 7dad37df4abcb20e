-- Lists, the dashboard and the agenda are read from small rows, never from the bodies of all records.

-- The moment and the author of the newest revision.
ALTER TABLE record ADD COLUMN changed TEXT NOT NULL DEFAULT '';
ALTER TABLE record ADD COLUMN author TEXT NOT NULL DEFAULT '';
UPDATE record SET
    changed = coalesce((SELECT v.made FROM revision v WHERE v.record = record.id AND v.number = record.revision), ''),
    author = coalesce((SELECT v.author FROM revision v WHERE v.record = record.id AND v.number = record.revision), '');
-- JSON: what a record lacks, as pairs of code and field; empty if nothing.
ALTER TABLE record ADD COLUMN gaps TEXT NOT NULL DEFAULT '';

DROP INDEX record_state;
CREATE INDEX record_kind_name ON record (kind, words, slug);
CREATE INDEX record_kind_state ON record (kind, state, words, slug);
CREATE INDEX record_kind_changed ON record (kind, changed);
CREATE INDEX record_name ON record (words, kind, slug);
CREATE INDEX record_changed ON record (changed);
CREATE INDEX record_state_changed ON record (state, changed);
CREATE INDEX record_gaps ON record (kind, slug) WHERE gaps <> '';

-- What rows of a spreadsheet and fields of a form may call a record: its names in every language, its slug, its identity,
-- its IATI identifier; normalized as for search.
CREATE TABLE alias (
    alias TEXT NOT NULL,
    kind TEXT NOT NULL,
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    is_name INTEGER NOT NULL,
    PRIMARY KEY (alias, kind, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_record ON alias (record);

-- The dates of the newest revision of each record: events, missions, ends of agreements, due dates.
CREATE TABLE agenda (
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start_day TEXT NOT NULL,
    end_day TEXT NOT NULL,
    until_day TEXT,
    -- JSON: the dates and the text as the record states them.
    detail TEXT NOT NULL,
    PRIMARY KEY (record, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX agenda_end ON agenda (kind, end_day);

-- The version of the program's rules by which the rows above were derived; other rules derive them again.
CREATE TABLE derivation (version INTEGER NOT NULL) STRICT;
INSERT INTO derivation VALUES (0);
