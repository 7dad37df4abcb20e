-- The numbers and sums that lists display, added up when records are stored: a list of a kind, also of those in one state, reads a row
-- for each number, never one for each record.

-- The rows of this table and of `listed_amount` are derived again when the register is opened.
DELETE FROM facet;
DELETE FROM listed_amount;
-- The state of the newest revision.
ALTER TABLE facet ADD COLUMN state TEXT NOT NULL DEFAULT '';
ALTER TABLE listed_amount ADD COLUMN state TEXT NOT NULL DEFAULT '';

-- The users who wrote the revisions of a record are found without reading the bodies.
CREATE INDEX revision_user ON revision (record, user);

-- The name of the published revision, as `name` and `words` are those of the newest; NULL if nothing is published. Derived again when the
-- register is opened.
ALTER TABLE record ADD COLUMN public_name TEXT;
ALTER TABLE record ADD COLUMN public_words TEXT;

CREATE TABLE record_count (
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (kind, state)
) STRICT, WITHOUT ROWID;
INSERT INTO record_count SELECT kind, state, count(*) FROM record GROUP BY kind, state;
CREATE TRIGGER record_count_insert AFTER INSERT ON record BEGIN
    INSERT INTO record_count VALUES (new.kind, new.state, 1) ON CONFLICT (kind, state) DO UPDATE SET records = records + 1;
END;
CREATE TRIGGER record_count_delete AFTER DELETE ON record BEGIN
    UPDATE record_count SET records = records - 1 WHERE kind = old.kind AND state = old.state;
END;
CREATE TRIGGER record_count_update AFTER UPDATE OF kind, state ON record
WHEN old.kind <> new.kind OR old.state <> new.state BEGIN
    UPDATE record_count SET records = records - 1 WHERE kind = old.kind AND state = old.state;
    INSERT INTO record_count VALUES (new.kind, new.state, 1) ON CONFLICT (kind, state) DO UPDATE SET records = records + 1;
END;

CREATE TABLE facet_count (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    value TEXT NOT NULL,
    records INTEGER NOT NULL,
    PRIMARY KEY (kind, name, state, value)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER facet_count_insert AFTER INSERT ON facet BEGIN
    INSERT INTO facet_count VALUES (new.kind, new.name, new.state, new.value, 1)
    ON CONFLICT (kind, name, state, value) DO UPDATE SET records = records + 1;
END;
CREATE TRIGGER facet_count_delete AFTER DELETE ON facet BEGIN
    UPDATE facet_count SET records = records - 1
    WHERE kind = old.kind AND name = old.name AND state = old.state AND value = old.value;
    -- Values that no record has would be read for ever.
    DELETE FROM facet_count
    WHERE kind = old.kind AND name = old.name AND state = old.state AND value = old.value AND records = 0;
END;

-- The program adds up: SQLite has no decimal numbers.
CREATE TABLE listed_total (
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    currency TEXT NOT NULL,
    -- The number of rows of `listed_amount` in the sum.
    amounts INTEGER NOT NULL,
    -- A decimal number.
    sum TEXT NOT NULL,
    PRIMARY KEY (name, state, currency)
) STRICT, WITHOUT ROWID;
