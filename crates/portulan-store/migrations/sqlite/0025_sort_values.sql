-- Values by which lists are sorted, of the newest revision of each record: texts whose order is that of the values.
CREATE TABLE sort_value (
    record TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (record, name)
) STRICT, WITHOUT ROWID;

-- The filter of the journal by person.
CREATE INDEX audit_user ON audit (user, number);
