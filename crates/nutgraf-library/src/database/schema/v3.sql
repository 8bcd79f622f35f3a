-- Copies of a story: a story has the number of its first article; NULL: an article without copies.
ALTER TABLE article ADD COLUMN story INTEGER;
CREATE INDEX article_story ON article (story) WHERE story IS NOT NULL;

-- What an article's text is about, small enough to compare with all others (text::similar::Sketch).
CREATE TABLE near (
    article INTEGER PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE,
    sketch  BLOB NOT NULL
) STRICT;
