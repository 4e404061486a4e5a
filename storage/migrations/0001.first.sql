-- The whole memory of the bot. Every row that belongs to a commune carries it.
-- Moments are ISO 8601 in UTC with microseconds, days are ISO dates, lists and forms are JSON.

-- What was heard, as received, until its turn is done.
CREATE TABLE inbox (
    id           INTEGER PRIMARY KEY,
    channel      TEXT NOT NULL,
    account      TEXT NOT NULL,
    update_id    TEXT NOT NULL,
    conversation TEXT NOT NULL,
    raw          TEXT NOT NULL,
    body_hash    TEXT NOT NULL,
    received_at  TEXT NOT NULL,
    state        TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'dead')),
    attempts     INTEGER NOT NULL DEFAULT 0,
    problem      TEXT NOT NULL DEFAULT '',
    UNIQUE (channel, account, update_id)
);
CREATE INDEX inbox_waiting ON inbox (channel, account, conversation, id) WHERE state = 'waiting';

-- What is to be said. `body` is a meaning, put into words when it is sent, and blanked afterwards.
CREATE TABLE outbox (
    id          INTEGER PRIMARY KEY,
    key         TEXT NOT NULL UNIQUE,
    commune     TEXT NOT NULL,
    channel     TEXT NOT NULL,
    account     TEXT NOT NULL,
    chat        TEXT NOT NULL,
    in_group    INTEGER NOT NULL,
    kind        TEXT NOT NULL CHECK (kind IN ('message', 'menu')),
    urgency     TEXT NOT NULL,
    card        TEXT NOT NULL DEFAULT '',
    official    INTEGER NOT NULL DEFAULT 0,
    language    TEXT NOT NULL,
    body        TEXT NOT NULL,
    subject     TEXT NOT NULL DEFAULT '',
    created_at  TEXT NOT NULL,
    not_before  TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'due'
                CHECK (state IN ('due', 'leased', 'sent', 'failed', 'parked', 'unknown')),
    attempts    INTEGER NOT NULL DEFAULT 0,
    resend      INTEGER NOT NULL DEFAULT 0,
    problem     TEXT NOT NULL DEFAULT '',
    sent_at     TEXT,
    message_ids TEXT NOT NULL DEFAULT ''
);
CREATE INDEX outbox_due ON outbox (urgency, id) WHERE state IN ('due', 'leased');
CREATE INDEX outbox_chat ON outbox (channel, account, chat, id) WHERE state IN ('due', 'leased');
CREATE INDEX outbox_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL;
CREATE INDEX outbox_said ON outbox (channel, account, chat) WHERE message_ids <> '';
CREATE INDEX outbox_parked ON outbox (channel, account, chat) WHERE state = 'parked';

-- A message that stands for a thing and is edited in place.
CREATE TABLE cards (
    channel    TEXT NOT NULL,
    account    TEXT NOT NULL,
    chat       TEXT NOT NULL,
    card       TEXT NOT NULL,
    commune    TEXT NOT NULL,
    in_group   INTEGER NOT NULL,
    language   TEXT NOT NULL,
    message_id TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (channel, account, chat, card)
) WITHOUT ROWID;
CREATE INDEX cards_message ON cards (channel, account, chat, message_id);
CREATE INDEX cards_card ON cards (card);

-- Our accounts on the messengers, as they introduced themselves.
CREATE TABLE accounts (
    channel  TEXT NOT NULL,
    account  TEXT NOT NULL,
    address  TEXT NOT NULL,
    seen_at  TEXT NOT NULL,
    PRIMARY KEY (channel, account)
) WITHOUT ROWID;

-- People, and where each can be spoken to.
CREATE TABLE persons (
    id       INTEGER PRIMARY KEY,
    name     TEXT NOT NULL,
    language TEXT NOT NULL,
    since    TEXT NOT NULL
);
CREATE TABLE addresses (
    channel   TEXT NOT NULL,
    account   TEXT NOT NULL,
    user      TEXT NOT NULL,
    person    INTEGER NOT NULL REFERENCES persons (id),
    commune   TEXT NOT NULL DEFAULT '',
    reachable INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (channel, account, user)
) WITHOUT ROWID;
CREATE INDEX addresses_person ON addresses (person);

-- The commune's units: those of its plan and those it added. Never deleted: they end.
CREATE TABLE units (
    commune    TEXT NOT NULL,
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    belongs_to TEXT NOT NULL DEFAULT '',
    from_day   TEXT NOT NULL,
    until_day  TEXT,
    PRIMARY KEY (commune, id)
) WITHOUT ROWID;

-- Who does what for which unit, from when until when.
CREATE TABLE memberships (
    id        INTEGER PRIMARY KEY,
    commune   TEXT NOT NULL,
    person    INTEGER NOT NULL REFERENCES persons (id),
    unit      TEXT NOT NULL,
    role      TEXT NOT NULL,
    from_at   TEXT NOT NULL,
    until_at  TEXT
);
CREATE UNIQUE INDEX memberships_now ON memberships (person, commune, unit, role) WHERE until_at IS NULL;
CREATE INDEX memberships_unit ON memberships (commune, unit) WHERE until_at IS NULL;

-- Group chats that belong to a unit.
CREATE TABLE groups (
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    chat    TEXT NOT NULL,
    commune TEXT NOT NULL,
    unit    TEXT NOT NULL,
    role    TEXT NOT NULL,
    title   TEXT NOT NULL,
    from_at TEXT NOT NULL,
    PRIMARY KEY (channel, account, chat)
) WITHOUT ROWID;

CREATE TABLE invitations (
    token_hash TEXT PRIMARY KEY,
    commune    TEXT NOT NULL,
    unit       TEXT NOT NULL,
    role       TEXT NOT NULL,
    for_group  INTEGER NOT NULL,
    uses_left  INTEGER NOT NULL,
    created_by INTEGER,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL
) WITHOUT ROWID;

-- A form half filled in: the answers given so far, in order.
CREATE TABLE dialogs (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: old buttons name it
    channel    TEXT NOT NULL,
    account    TEXT NOT NULL,
    chat       TEXT NOT NULL,
    user       TEXT NOT NULL,
    commune    TEXT NOT NULL,
    form       TEXT NOT NULL,
    about      TEXT NOT NULL DEFAULT '',
    answers    TEXT NOT NULL,
    asked      TEXT NOT NULL DEFAULT '',
    step       INTEGER NOT NULL DEFAULT 0,
    album      TEXT NOT NULL DEFAULT '',
    puzzled    INTEGER NOT NULL DEFAULT 0,
    changed_at TEXT NOT NULL,
    UNIQUE (channel, account, chat, user)
);

CREATE TABLE consents (
    person  INTEGER NOT NULL REFERENCES persons (id),
    commune TEXT NOT NULL,
    policy  TEXT NOT NULL,
    address TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (person, commune, policy)
) WITHOUT ROWID;

-- Files people sent. `subject` is the petition, submission or difficulty they belong to.
CREATE TABLE attachments (
    id          INTEGER PRIMARY KEY,
    commune     TEXT NOT NULL,
    subject     TEXT NOT NULL,
    channel     TEXT NOT NULL,
    account     TEXT NOT NULL,
    platform_id TEXT NOT NULL,
    unique_id   TEXT NOT NULL,
    medium      TEXT NOT NULL,
    name        TEXT NOT NULL,
    mime        TEXT NOT NULL,
    size        INTEGER NOT NULL,
    restricted  INTEGER NOT NULL DEFAULT 0,
    state       TEXT NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'kept', 'in_chat_only')),
    sha256      TEXT NOT NULL DEFAULT '',
    attempts    INTEGER NOT NULL DEFAULT 0,
    not_before  TEXT NOT NULL,
    added_at    TEXT NOT NULL,
    UNIQUE (subject, unique_id)
);
CREATE INDEX attachments_wanted ON attachments (not_before) WHERE state = 'wanted';

-- A commune's own changes to the national calendar.
CREATE TABLE calendar_overrides (
    commune TEXT NOT NULL,
    day     TEXT NOT NULL,
    works   INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    by      INTEGER NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (commune, day)
) WITHOUT ROWID;

-- Dates that the plan leaves open and the commune entered. The latest row of a period counts.
CREATE TABLE entered_dates (
    id         INTEGER PRIMARY KEY,
    commune    TEXT NOT NULL,
    obligation TEXT NOT NULL,
    period     TEXT NOT NULL,
    due_before TEXT,
    rule       TEXT NOT NULL DEFAULT '',
    since      TEXT,
    reason     TEXT NOT NULL,
    by         INTEGER NOT NULL,
    at         TEXT NOT NULL
);
CREATE INDEX entered_dates_commune ON entered_dates (commune, obligation);

-- A commune's own reminder steps, for the whole plan (obligation '') or one obligation. JSON list of working days.
CREATE TABLE reminder_steps (
    commune    TEXT NOT NULL,
    obligation TEXT NOT NULL,
    steps      TEXT NOT NULL,
    by         INTEGER NOT NULL,
    at         TEXT NOT NULL,
    PRIMARY KEY (commune, obligation)
) WITHOUT ROWID;

-- Raised whenever the dates, steps or working days of a commune change: reminders planned before are superseded.
CREATE TABLE plan_versions (
    commune TEXT PRIMARY KEY,
    version INTEGER NOT NULL
) WITHOUT ROWID;

-- A unit asks for more time for one report; whoever collects it decides.
CREATE TABLE extensions (
    id         INTEGER PRIMARY KEY,
    commune    TEXT NOT NULL,
    obligation TEXT NOT NULL,
    period     TEXT NOT NULL,
    unit       TEXT NOT NULL,
    due_before TEXT NOT NULL,
    reason     TEXT NOT NULL,
    asked_by   INTEGER NOT NULL REFERENCES persons (id),
    asked_at   TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'granted', 'refused')),
    decided_by INTEGER REFERENCES persons (id),
    decided_at TEXT
);
CREATE INDEX extensions_commune ON extensions (commune, state);

CREATE TABLE submissions (
    id              INTEGER PRIMARY KEY,
    commune         TEXT NOT NULL,
    code            TEXT NOT NULL UNIQUE,
    obligation      TEXT NOT NULL,
    period          TEXT NOT NULL,
    unit            TEXT NOT NULL,
    due_before      TEXT NOT NULL,
    person          INTEGER NOT NULL REFERENCES persons (id),
    at              TEXT NOT NULL,
    on_time         INTEGER NOT NULL,
    document_number TEXT NOT NULL DEFAULT ''
);
CREATE INDEX submissions_what ON submissions (commune, obligation, period, unit);

-- Reminders are rows, planned with *insert or ignore* under a key that says everything.
CREATE TABLE reminders (
    key        TEXT PRIMARY KEY,
    commune    TEXT NOT NULL,
    obligation TEXT NOT NULL,
    period     TEXT NOT NULL,
    unit       TEXT NOT NULL,
    version    TEXT NOT NULL,
    due_before TEXT NOT NULL,
    last_day   TEXT NOT NULL,
    step       INTEGER NOT NULL,
    remind_at  TEXT NOT NULL,
    state      TEXT NOT NULL DEFAULT 'planned'
               CHECK (state IN ('planned', 'said', 'folded', 'stopped', 'superseded', 'nobody')),
    closed_at  TEXT
) WITHOUT ROWID;
CREATE INDEX reminders_due ON reminders (remind_at) WHERE state = 'planned';
CREATE INDEX reminders_what ON reminders (commune, obligation, period, unit);

CREATE TABLE petitions (
    id          INTEGER PRIMARY KEY,
    commune     TEXT NOT NULL,
    code        TEXT NOT NULL UNIQUE,
    kind        TEXT NOT NULL,
    field       TEXT NOT NULL DEFAULT '',
    status      TEXT NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1,
    open        INTEGER NOT NULL DEFAULT 1,
    restricted  INTEGER NOT NULL DEFAULT 0,
    person      INTEGER NOT NULL REFERENCES persons (id),
    channel     TEXT NOT NULL,
    account     TEXT NOT NULL,
    chat        TEXT NOT NULL,
    language    TEXT NOT NULL,
    story       TEXT NOT NULL,
    place       TEXT NOT NULL DEFAULT '',
    latitude    REAL,
    longitude   REAL,
    office      TEXT NOT NULL,
    unit        TEXT NOT NULL DEFAULT '',
    owner       INTEGER REFERENCES persons (id),
    due_on      TEXT NOT NULL,
    due_clock   TEXT NOT NULL DEFAULT '',
    received_at TEXT NOT NULL,
    closed_at   TEXT,
    rating      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX petitions_queue ON petitions (commune, office, due_on, id) WHERE open = 1;
CREATE INDEX petitions_person ON petitions (person, id);

-- Every clock of a petition; the nearest running one is `due_on` above.
CREATE TABLE petition_clocks (
    petition   INTEGER NOT NULL REFERENCES petitions (id),
    clock      TEXT NOT NULL,
    started_on TEXT NOT NULL,
    due_raw    TEXT NOT NULL,
    due_on     TEXT NOT NULL,
    met_on     TEXT,
    PRIMARY KEY (petition, clock)
) WITHOUT ROWID;

-- What happened to a petition, in order. `words` is what was said; `open_to` says to whom it may be shown.
CREATE TABLE petition_events (
    id       INTEGER PRIMARY KEY,
    petition INTEGER NOT NULL REFERENCES petitions (id),
    commune  TEXT NOT NULL,
    at       TEXT NOT NULL,
    actor    INTEGER REFERENCES persons (id),
    action   TEXT NOT NULL,
    status   TEXT NOT NULL,
    words    TEXT NOT NULL DEFAULT '',
    open_to  TEXT NOT NULL CHECK (open_to IN ('citizen', 'office'))
);
CREATE INDEX petition_events_petition ON petition_events (petition, id);

CREATE TABLE difficulties (
    id          INTEGER PRIMARY KEY,
    commune     TEXT NOT NULL,
    code        TEXT NOT NULL UNIQUE,
    unit        TEXT NOT NULL,
    person      INTEGER NOT NULL REFERENCES persons (id),
    channel     TEXT NOT NULL,
    account     TEXT NOT NULL,
    chat        TEXT NOT NULL,
    words       TEXT NOT NULL,
    to_unit     TEXT NOT NULL,
    at          TEXT NOT NULL,
    answered_by INTEGER REFERENCES persons (id),
    answered_at TEXT,
    answer      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX difficulties_open ON difficulties (commune, to_unit, id) WHERE answered_at IS NULL;

-- Who did what, when and why. Appended, never edited; each row seals the one before it.
CREATE TABLE history (
    id      INTEGER PRIMARY KEY,
    commune TEXT NOT NULL,
    at      TEXT NOT NULL,
    actor   TEXT NOT NULL,
    what    TEXT NOT NULL,
    subject TEXT NOT NULL,
    why     TEXT NOT NULL DEFAULT '',
    seal    TEXT NOT NULL
);
CREATE TRIGGER history_is_never_edited BEFORE UPDATE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is never edited');
END;
CREATE TRIGGER history_is_never_deleted BEFORE DELETE ON history
BEGIN
    SELECT RAISE(ABORT, 'history is never deleted');
END;
