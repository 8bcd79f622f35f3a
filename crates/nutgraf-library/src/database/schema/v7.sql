-- Feeds that are followed ---------------------------------------------------------------------------------------------

-- How a feed stands. Which feeds are followed says the reader's own file; a row stays when one is no longer.
CREATE TABLE feed (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    url          TEXT    NOT NULL UNIQUE,         -- as the reader wrote it
    title        TEXT    NOT NULL DEFAULT '',
    home         TEXT,
    asked        INTEGER,                         -- moments are seconds since 1970 UTC
    answered     INTEGER,
    whole        INTEGER,
    next         INTEGER,
    reason       INTEGER NOT NULL DEFAULT 0,
    etag         BLOB,                            -- both byte for byte
    modified     BLOB,
    body         INTEGER,                         -- mark of the last body
    failures     INTEGER NOT NULL DEFAULT 0,
    failing      INTEGER,
    gone         INTEGER NOT NULL DEFAULT 0,
    moving       TEXT,
    moving_times INTEGER NOT NULL DEFAULT 0,
    moving_since INTEGER NOT NULL DEFAULT 0,
    moved        TEXT,
    ttl          INTEGER,
    gap          INTEGER,
    skip_hours   INTEGER NOT NULL DEFAULT 0,
    skip_days    INTEGER NOT NULL DEFAULT 0,
    answers      TEXT    NOT NULL DEFAULT ''      -- a line each: moment, status, words
) STRICT;

-- An entry that a feed had, known by the hash of its guid, address or key. The row stays when the article is gone, so that
-- nothing that was deleted comes back.
CREATE TABLE entry (
    feed    INTEGER NOT NULL REFERENCES feed (id) ON DELETE CASCADE,
    mark    INTEGER NOT NULL,
    article INTEGER NOT NULL,                     -- 0: there never was one
    came    INTEGER NOT NULL,
    changed INTEGER NOT NULL DEFAULT 0,           -- when it last got a revision
    PRIMARY KEY (feed, mark)
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_article ON entry (article);
CREATE INDEX entry_mark ON entry (mark);

-- Servers that want to be left alone.
CREATE TABLE host (
    name     TEXT    PRIMARY KEY,
    wait     INTEGER,
    refusals INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
