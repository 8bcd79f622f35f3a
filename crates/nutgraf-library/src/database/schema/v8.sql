-- What happened is a story, told by many articles; prints of one text are copies, and all copies belong to one story.
ALTER TABLE article RENAME COLUMN story TO copies;
DROP INDEX article_story;
CREATE INDEX article_copies ON article (copies) WHERE copies IS NOT NULL;
-- A story has the number of the article that founded it; NULL: nobody else tells of it.
ALTER TABLE article ADD COLUMN story INTEGER;
CREATE INDEX article_story ON article (story) WHERE story IS NOT NULL;

-- What stories are found by: an article's terms and actors, and the days that its sentences name.
CREATE TABLE signature (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    packed  BLOB NOT NULL,
    days    BLOB NOT NULL
) STRICT;

-- Articles that are not given to a story yet; those that an older program stored have no signature either.
CREATE TABLE unplaced (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE
) STRICT;
INSERT INTO unplaced SELECT id FROM article;

-- Which article went from which story to which, in order; nothing is ever taken out.
CREATE TABLE story_log (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    done    INTEGER NOT NULL,                 -- seconds since 1970 UTC
    article INTEGER NOT NULL,
    before  INTEGER NOT NULL,
    after   INTEGER NOT NULL
) STRICT;

-- Up to which arrival the reader knows a story: the last article that was there when the story was looked at.
CREATE TABLE story_seen (
    story   INTEGER PRIMARY KEY,
    article INTEGER NOT NULL
) STRICT;

-- In how many articles a term stands, as the threader keeps it; one row.
CREATE TABLE frequencies (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    packed BLOB NOT NULL
) STRICT;

