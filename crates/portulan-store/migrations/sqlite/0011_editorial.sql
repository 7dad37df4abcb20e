-- Ownership, events and the published slug.

-- The slug under which the public finds a record: that of its published revision. A draft may have another.
ALTER TABLE record ADD COLUMN public_slug TEXT;
UPDATE record SET public_slug = (SELECT v.slug FROM revision v WHERE v.record = record.id AND v.number = record.published);
-- Earlier versions let two records be public under one slug: where a draft had freed the name that the public still saw. The
-- record that has another name by now is shown under that one.
UPDATE record SET public_slug =
    CASE WHEN EXISTS (SELECT 1 FROM record o WHERE o.kind = record.kind AND o.public_slug = record.slug)
        THEN slug || '-' || substr(id, -12) ELSE slug END
WHERE public_slug <> slug
    AND EXISTS (SELECT 1 FROM record o WHERE o.kind = record.kind AND o.public_slug = record.public_slug AND o.id <> record.id);
CREATE UNIQUE INDEX record_public_slug ON record (kind, public_slug) WHERE public_slug IS NOT NULL;

-- The partnerships that a record belongs to; users bound to one of them may write at it. `source` is the record that
-- says so: the record itself (a partnership, a project or agreement of one, a record created by somebody bound to one),
-- or a record that refers to it and was written by somebody who is bound to none.
CREATE TABLE owner (
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    partnership TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    source TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    PRIMARY KEY (record, partnership, source)
) STRICT, WITHOUT ROWID;
CREATE INDEX owner_partnership ON owner (partnership);
CREATE INDEX owner_source ON owner (source);

INSERT INTO owner SELECT id, id, id FROM record WHERE kind = 'partnership';
INSERT OR IGNORE INTO owner
SELECT f.source, f.target, f.source FROM reference f
JOIN record s ON s.id = f.source AND s.kind IN ('project', 'agreement')
JOIN record t ON t.id = f.target AND t.kind = 'partnership';
-- Events and pictures, where the newest revision that refers to them was not written by a user bound to partnerships.
INSERT OR IGNORE INTO owner
SELECT f.target, o.partnership, f.source FROM owner o
JOIN reference f ON f.source = o.record
JOIN record s ON s.id = f.source
JOIN record t ON t.id = f.target AND t.kind IN ('event', 'media')
JOIN revision v ON v.record = s.id AND v.number = s.revision
WHERE o.source = o.record AND (v.user IS NULL OR v.user NOT IN (SELECT user FROM scope));
-- What users bound to partnerships created.
INSERT OR IGNORE INTO owner
SELECT v.record, p.partnership, v.record FROM revision v
JOIN record r ON r.id = v.record AND r.kind NOT IN ('partnership', 'project', 'agreement')
JOIN scope p ON p.user = v.user
WHERE v.number = 1;

-- What happened, written in the transaction in which it happened. Subscribers read it in order.
CREATE TABLE event (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    -- JSON of the event.
    body TEXT NOT NULL
) STRICT;

-- How far each subscriber has read.
CREATE TABLE subscriber (
    name TEXT PRIMARY KEY,
    seen INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The primary key of `reference` had its path last; some versions of SQLite then report NULL values that are not there.
CREATE TABLE reference_new (
    source TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    target TEXT NOT NULL REFERENCES record (id) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;
INSERT INTO reference_new SELECT source, path, target FROM reference;
DROP TABLE reference;
ALTER TABLE reference_new RENAME TO reference;
CREATE INDEX reference_target ON reference (target);

-- Moments have nine digits after the second, so that their order as text is their order in time.
DROP TRIGGER revision_kept;
UPDATE revision SET made = CASE WHEN instr(made, '.') = 0 THEN replace(made, 'Z', '.000000000Z')
    ELSE substr(replace(made, 'Z', '') || '000000000', 1, 29) || 'Z' END;
UPDATE record SET created = CASE WHEN instr(created, '.') = 0 THEN replace(created, 'Z', '.000000000Z')
    ELSE substr(replace(created, 'Z', '') || '000000000', 1, 29) || 'Z' END;
CREATE TRIGGER revision_kept BEFORE UPDATE ON revision
BEGIN
    SELECT RAISE(ABORT, 'revisions are append-only');
END;
