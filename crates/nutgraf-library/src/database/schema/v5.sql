-- Who is who ------------------------------------------------------------------------------------------------------------

-- What the library found out about two spellings: the newest row of an actor says of whom he is another spelling (NULL: of
-- nobody, after all). Ids only grow, so that a running program asks for "those after the last that I know".
CREATE TABLE same (
    id    INTEGER PRIMARY KEY,
    actor INTEGER NOT NULL REFERENCES actor (id),
    other INTEGER REFERENCES actor (id)
) STRICT;
CREATE INDEX same_other ON same (other);

-- Hashed keys under which spellings of one name meet.
CREATE TABLE likeness (
    key   INTEGER NOT NULL,
    actor INTEGER NOT NULL REFERENCES actor (id),
    PRIMARY KEY (key, actor)
) STRICT, WITHOUT ROWID;
