-- Floods and the people behind them, and what people ask about their own data.

-- Who may not file petitions with a commune for a while. It ends by itself, or is lifted; it is never deleted.
CREATE TABLE bans (
    id        INTEGER PRIMARY KEY,
    commune   TEXT NOT NULL,
    person    INTEGER NOT NULL REFERENCES persons (id),
    code      TEXT NOT NULL, -- of the petition it was for
    reason    TEXT NOT NULL,
    by        INTEGER NOT NULL,
    at        TEXT NOT NULL,
    until_at  TEXT NOT NULL,
    told_at   TEXT, -- when the person was told how to come in person
    lifted_by INTEGER REFERENCES persons (id),
    lifted_at TEXT
);
CREATE INDEX bans_person ON bans (person, commune) WHERE lifted_at IS NULL;
CREATE INDEX bans_commune ON bans (commune, until_at) WHERE lifted_at IS NULL;

CREATE INDEX petitions_held ON petitions (commune, person, id) WHERE status = 'held';
CREATE INDEX petitions_of_person ON petitions (person, commune, received_at);
CREATE INDEX petitions_place ON petitions (commune, hamlet, field, received_at);
CREATE INDEX inbox_conversation ON inbox (channel, account, conversation, received_at);

-- What people ask about their own data (Luật 91/2025/QH15). `about` are codes of petitions between blanks.
-- `answer_on` is the last day to answer with the procedure, `due_on` the last day to have done it.
CREATE TABLE data_requests (
    id          INTEGER PRIMARY KEY,
    commune     TEXT NOT NULL,
    code        TEXT NOT NULL UNIQUE,
    person      INTEGER NOT NULL REFERENCES persons (id),
    right_      TEXT NOT NULL,
    about       TEXT NOT NULL DEFAULT '',
    words       TEXT NOT NULL DEFAULT '',
    state       TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'refused')),
    at          TEXT NOT NULL,
    answer_on   TEXT NOT NULL,
    answered_at TEXT,
    due_on      TEXT NOT NULL,
    extended    INTEGER NOT NULL DEFAULT 0,
    decided_by  INTEGER REFERENCES persons (id), -- NULL: done at once by the bot
    decided_at  TEXT,
    reason      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX data_requests_open ON data_requests (commune, due_on, id) WHERE state = 'open';
CREATE INDEX data_requests_person ON data_requests (person, commune, id);

-- Consent taken back, data no longer to be used but as the law demands: from when.
ALTER TABLE consents ADD COLUMN withdrawn_at TEXT;
CREATE TABLE restrictions (
    person  INTEGER NOT NULL REFERENCES persons (id),
    commune TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (person, commune)
) WITHOUT ROWID;

-- What a citizen told about themselves beside the name and the telephone number, and when they were told not to send
-- numbers of papers, cards and accounts.
ALTER TABLE persons ADD COLUMN home TEXT NOT NULL DEFAULT '';
ALTER TABLE persons ADD COLUMN cautioned_at TEXT NOT NULL DEFAULT '';

-- Files of erased petitions, to be removed from the disk where nothing else has the same content.
CREATE TABLE shredding (sha256 TEXT PRIMARY KEY) WITHOUT ROWID;
