-- Mail on its way out. It stays here until a server has taken it.
CREATE TABLE mail (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    next INTEGER NOT NULL
) STRICT;
CREATE INDEX mail_next ON mail (next);

-- What is said once only, such as the reminder of one day.
CREATE TABLE said (
    key TEXT PRIMARY KEY,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
