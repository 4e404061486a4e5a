-- Closing: what citizens say of the result, taking one's own last action back, and the answers and orders an office keeps.

-- What each person said of a result: the filer, whoever's petition was joined to it, whoever follows it.
-- `verdict` is 'done' or 'not_done'; `stars` 1–5, 0 where none were given.
CREATE TABLE petition_ratings (
    petition INTEGER NOT NULL REFERENCES petitions (id),
    person   INTEGER NOT NULL REFERENCES persons (id),
    verdict  TEXT NOT NULL CHECK (verdict IN ('done', 'not_done')),
    stars    INTEGER NOT NULL DEFAULT 0 CHECK (stars BETWEEN 0 AND 5),
    words    TEXT NOT NULL DEFAULT '',
    at       TEXT NOT NULL,
    PRIMARY KEY (petition, person)
) WITHOUT ROWID;
CREATE INDEX petition_ratings_person ON petition_ratings (person);
CREATE INDEX petition_closings ON petition_events (commune, at) WHERE action = 'close';

-- How a petition and its clocks stood before somebody did something to it, for as long as that can be taken back.
-- `about` is the root of the keys of all letters that the action caused; `version` is the row's after it.
CREATE TABLE petition_undo (
    id       INTEGER PRIMARY KEY,
    commune  TEXT NOT NULL,
    petition INTEGER NOT NULL REFERENCES petitions (id),
    person   INTEGER NOT NULL REFERENCES persons (id),
    about    TEXT NOT NULL,
    at       TEXT NOT NULL,
    action   TEXT NOT NULL,
    version  INTEGER NOT NULL,
    before   TEXT NOT NULL,
    clocks   TEXT NOT NULL
);
CREATE INDEX petition_undo_person ON petition_undo (person, id);
CREATE INDEX petition_undo_petition ON petition_undo (petition, id);
CREATE INDEX petition_undo_about ON petition_undo (about);
CREATE INDEX petition_undo_at ON petition_undo (at);

-- Answers and orders that an office made in its chat: 'answer' has words with gaps, 'macro' has commands.
CREATE TABLE kept_phrases (
    commune TEXT NOT NULL,
    what    TEXT NOT NULL CHECK (what IN ('answer', 'macro')),
    name    TEXT NOT NULL,
    words   TEXT NOT NULL,
    "by"    INTEGER NOT NULL REFERENCES persons (id),
    at      TEXT NOT NULL,
    PRIMARY KEY (commune, what, name)
) WITHOUT ROWID;

CREATE INDEX petitions_split_from ON petitions (split_from) WHERE split_from <> '';
