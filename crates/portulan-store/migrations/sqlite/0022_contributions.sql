-- What somebody without an account is asked to report about a project and a period, through a link, and what they sent.
CREATE TABLE contribution (
    id TEXT PRIMARY KEY,
    -- The digest of the secret of the link.
    digest TEXT NOT NULL UNIQUE,
    project TEXT NOT NULL REFERENCES record (id) ON DELETE CASCADE,
    -- The period, both days included.
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    -- The name and the e-mail address of the person who is asked, as the office wrote them.
    contributor TEXT NOT NULL,
    email TEXT NOT NULL,
    message TEXT NOT NULL,
    language TEXT NOT NULL,
    user TEXT REFERENCES user (id) ON DELETE SET NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    expires INTEGER NOT NULL,
    stage TEXT NOT NULL CHECK (stage IN ('open', 'sent', 'accepted', 'declined')),
    -- What the contributor wrote, as JSON, and the number of its versions.
    content TEXT NOT NULL,
    version INTEGER NOT NULL,
    sent INTEGER,
    -- The note of the office with its last answer.
    note TEXT NOT NULL,
    answerer TEXT NOT NULL,
    answered INTEGER,
    -- The parts that were accepted, as JSON.
    taken TEXT NOT NULL
) STRICT;
CREATE INDEX contribution_project ON contribution (project, at);
CREATE INDEX contribution_user ON contribution (user);
CREATE INDEX contribution_stage ON contribution (stage, sent);

-- The pictures of a contribution, until it is answered.
CREATE TABLE contribution_picture (
    contribution TEXT NOT NULL REFERENCES contribution (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    -- The file name extension.
    format TEXT NOT NULL,
    alt TEXT NOT NULL,
    credit TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (contribution, position)
) STRICT;
