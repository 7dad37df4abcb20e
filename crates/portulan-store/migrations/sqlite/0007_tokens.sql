-- Keys of programs. Each acts for the user who made it.
CREATE TABLE token (
    digest TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- Words between spaces: read, write, publish.
    scopes TEXT NOT NULL,
    created INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    seen INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX token_user ON token (user);
