-- Words as they are written: the index of older libraries knew them by their stems, and what stands in it only is still asked
-- for until every article is in this one.
CREATE VIRTUAL TABLE words USING fts5 (
    title, body,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO words (words, rank) VALUES ('automerge', 8);
INSERT INTO words (words, rank) VALUES ('hashsize', 16777216);

-- What a source puts under many of its articles -----------------------------------------------------------------------------

-- The paragraphs of the articles that came last, by 32 bits of their marks (text::boilerplate).
CREATE TABLE paragraphs (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    marks   BLOB NOT NULL
) STRICT;

-- The marks of those that were found to be boilerplate. Ids only grow, so that whoever reads asks for "those after the last
-- that I know".
CREATE TABLE boilerplate (
    id   INTEGER PRIMARY KEY AUTOINCREMENT,
    mark INTEGER NOT NULL UNIQUE
) STRICT;

-- Articles that were stored with such paragraphs, to be cleaned and analysed anew.
CREATE TABLE unclean (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT;

-- Articles up to this one were stored by an older program: they are not in `words`, and their paragraphs are not counted.
INSERT INTO tally VALUES ('behind', (SELECT ifnull(max(id), 0) FROM article));
