-- What of the reader's links between articles was heeded last, and what heeding them changed; one row.
CREATE TABLE heeded (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    packed TEXT NOT NULL
) STRICT;
