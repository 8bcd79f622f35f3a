-- The corpus -----------------------------------------------------------------------------------------------------

CREATE TABLE source (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

-- One row a headline: narrow, so that a scan over all of them is short.
CREATE TABLE article (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    key       TEXT    NOT NULL UNIQUE,
    published INTEGER,                        -- seconds since 1970 UTC; NULL: not known
    words     INTEGER NOT NULL,
    version   INTEGER NOT NULL,               -- of the analyser; 0: not analysed
    digest    INTEGER NOT NULL,               -- hash of the document as stored
    added     INTEGER NOT NULL,               -- seconds since 1970 UTC
    source    INTEGER REFERENCES source (id),
    language  TEXT,
    title     TEXT    NOT NULL,
    byline    TEXT,
    actors    BLOB    NOT NULL,               -- packed (actor, mentions, central), the most salient first
    url       TEXT
) STRICT;
CREATE INDEX article_newest ON article (published);
CREATE INDEX article_stale ON article (version);

-- Every other mark by which an article is known again: its URL, its normalised text, further keys; hashed.
CREATE TABLE identity (
    hash    INTEGER PRIMARY KEY,
    article INTEGER NOT NULL
) STRICT;

CREATE TABLE document (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    packed  BLOB NOT NULL,                    -- origin, dates, blocks, links, dropped pieces, flaws
    body    BLOB NOT NULL                     -- the text, then what the raw document has besides
) STRICT;

CREATE TABLE analysis (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    packed  BLOB NOT NULL
) STRICT;

CREATE TABLE revision (
    id       INTEGER PRIMARY KEY,
    article  INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    replaced INTEGER NOT NULL,                -- seconds since 1970 UTC
    title    TEXT    NOT NULL,
    packed   BLOB    NOT NULL,
    body     BLOB    NOT NULL
) STRICT;
CREATE INDEX revision_article ON revision (article);

CREATE TABLE actor (
    id       INTEGER PRIMARY KEY,
    public   TEXT    NOT NULL UNIQUE,
    name     TEXT    NOT NULL,
    kind     INTEGER NOT NULL,
    articles INTEGER NOT NULL DEFAULT 0,
    mentions INTEGER NOT NULL DEFAULT 0
) STRICT;
-- Other names; ids only grow, so that a running program asks for "those after the last that I know".
CREATE TABLE alias (
    id    INTEGER PRIMARY KEY,
    actor INTEGER NOT NULL REFERENCES actor (id),
    name  TEXT    NOT NULL,
    UNIQUE (actor, name)
) STRICT;

-- The articles of an actor in the order of a list, so that the newest two hundred are one short scan.
CREATE TABLE article_actor (
    actor     INTEGER NOT NULL,
    published INTEGER NOT NULL,
    article   INTEGER NOT NULL,
    mentions  INTEGER NOT NULL,
    PRIMARY KEY (actor, published, article)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE search USING fts5 (
    title, body,
    content = '', contentless_delete = 1,
    tokenize = 'porter unicode61 remove_diacritics 2'
);
INSERT INTO search (search, rank) VALUES ('automerge', 8);
INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);

-- The reader -----------------------------------------------------------------------------------------------------

CREATE TABLE state (
    article  INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    read     INTEGER NOT NULL DEFAULT 0,
    starred  INTEGER NOT NULL DEFAULT 0,
    position INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX state_starred ON state (article) WHERE starred;

CREATE TABLE tag (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE article_tag (
    article INTEGER NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    tag     INTEGER NOT NULL REFERENCES tag (id),
    PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;
CREATE INDEX article_tag_tag ON article_tag (tag, article);

-- What can be taken back: the articles that a change really changed.
CREATE TABLE journal (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    done     INTEGER NOT NULL,                -- seconds since 1970 UTC
    kind     INTEGER NOT NULL,
    tag      TEXT,
    articles BLOB    NOT NULL                 -- packed ids, ascending
) STRICT;

-- Counts that a screen shows all the time.
CREATE TABLE tally (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO tally VALUES ('articles', 0), ('read', 0), ('starred', 0);
