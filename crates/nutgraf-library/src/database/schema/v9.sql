-- What briefs told, so that the next one of a name tells what is new.
CREATE TABLE brief (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,                      -- the name of a saved line, or the query
    made  INTEGER NOT NULL,                   -- seconds since 1970 UTC
    until INTEGER NOT NULL,                   -- the last article that was there
    lines TEXT NOT NULL                       -- one a line
) STRICT;
CREATE INDEX brief_name ON brief (name, id);
