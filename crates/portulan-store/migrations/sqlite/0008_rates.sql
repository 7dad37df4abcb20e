-- Exchange rates of the euro: so many units for one, as text, so that no digit is lost.
CREATE TABLE rate (
    currency TEXT NOT NULL,
    day TEXT NOT NULL,
    per_euro TEXT NOT NULL,
    PRIMARY KEY (currency, day)
) STRICT, WITHOUT ROWID;
-- Yearly declarations of development assistance: what officers decided, and what was declared.
CREATE TABLE declaration (
    year INTEGER PRIMARY KEY,
    -- JSON: [[project, part, value], …]
    choices TEXT NOT NULL DEFAULT '[]',
    -- JSON of the whole, as it was declared.
    frozen TEXT,
    frozen_at INTEGER,
    frozen_by TEXT NOT NULL DEFAULT ''
) STRICT;
