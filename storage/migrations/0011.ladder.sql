-- The ladder of people behind a deadline, and the budget of what is said to somebody unasked.

-- The hour (hh:mm) at which somebody wants to be reminded, or ''; their telephone number if they gave it.
ALTER TABLE persons ADD COLUMN hour TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN phone TEXT NOT NULL DEFAULT '';

-- Who is turned to: the unit before the day, then its head, the collector's call list, the chairman's digest.
ALTER TABLE reminders ADD COLUMN rung TEXT NOT NULL DEFAULT 'unit'; -- head, call_list, leader

-- Whatever is said to somebody unasked. A row that is `said` stands for one message; those `folded` were said within
-- another's. `origin` is the reminder that it carries out, `about` the report ("obligation/period/unit") and
-- `due_before` its deadline: it is said only as long as both hold. `body` is the message, `brief` the same as one line
-- of several, `heading` what such lines are gathered under; those of one `topic` are always said together. `said_day`
-- is the day as the person's clock has it, `letter` the key of the outbox row.
CREATE TABLE nudges (
    id         INTEGER PRIMARY KEY,
    key        TEXT NOT NULL UNIQUE,
    commune    TEXT NOT NULL,
    person     INTEGER REFERENCES persons (id), -- NULL: a group
    channel    TEXT NOT NULL,
    account    TEXT NOT NULL,
    chat       TEXT NOT NULL,
    in_group   INTEGER NOT NULL,
    language   TEXT NOT NULL,
    origin     TEXT NOT NULL DEFAULT '',
    about      TEXT NOT NULL DEFAULT '',
    due_before TEXT,
    topic      TEXT NOT NULL DEFAULT '',
    body       TEXT NOT NULL,
    brief      TEXT NOT NULL,
    heading    TEXT NOT NULL DEFAULT '',
    say_at     TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'planned'
               CHECK (state IN ('planned', 'said', 'folded', 'stopped', 'superseded')),
    closed_at  TEXT,
    said_day   TEXT NOT NULL DEFAULT '',
    letter     TEXT NOT NULL DEFAULT ''
);
CREATE INDEX nudges_due ON nudges (say_at) WHERE state = 'planned';
CREATE INDEX nudges_day ON nudges (said_day, person) WHERE state = 'said';
CREATE INDEX nudges_about ON nudges (commune, about) WHERE about <> '';
CREATE INDEX nudges_origin ON nudges (origin) WHERE origin <> '';
CREATE INDEX nudges_letter ON nudges (letter) WHERE letter <> '';
CREATE INDEX nudges_person ON nudges (person);
CREATE INDEX outbox_subject ON outbox (subject) WHERE subject <> '' AND state IN ('due', 'parked');
