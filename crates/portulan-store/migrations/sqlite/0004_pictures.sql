-- The sizes and formats in which the site shows a picture. They are derived, and so never exported.
CREATE TABLE variant (
    name TEXT NOT NULL REFERENCES file (name) ON DELETE CASCADE,
    format TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (name, format, width)
) STRICT;

-- Whether that was done, or tried in vain.
ALTER TABLE file ADD COLUMN derived INTEGER NOT NULL DEFAULT 0;
