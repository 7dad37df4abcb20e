-- The files of documents. Their content is in parts, so that a large file is never read into memory at once.
CREATE TABLE document_file (
    name TEXT PRIMARY KEY,
    digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    -- The words of the file for the search; NULL until they are extracted, empty if there are none.
    text TEXT
) STRICT;

CREATE TABLE document_part (
    name TEXT NOT NULL REFERENCES document_file (name) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (name, position)
) STRICT;

CREATE INDEX document_file_without_text ON document_file (name) WHERE text IS NULL;
