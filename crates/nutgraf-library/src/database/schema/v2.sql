-- One row for each transaction that changed articles which were there already (new ones are known by their ids), so that
-- every program that has the library open can bring its lists up to date. Only the last ones are kept.
CREATE TABLE change (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    articles BLOB NOT NULL                    -- packed ids, ascending
) STRICT;
