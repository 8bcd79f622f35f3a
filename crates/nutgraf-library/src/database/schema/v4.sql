-- What language models wrote about texts, by explicit wish of the reader; known by the text, the model and the language.
CREATE TABLE retelling (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint INTEGER NOT NULL,             -- of the text's words
    model       TEXT NOT NULL,
    language    TEXT NOT NULL,                -- as asked for; empty for the text's own
    words       TEXT NOT NULL,
    UNIQUE (fingerprint, model, language)
) STRICT;
