-- Groups that have topics: which of ours stands in which, and where in the group a message belongs.

-- A group known to have topics; `may_open` is what we were last told of our right to open them.
CREATE TABLE forums (
    channel  TEXT NOT NULL,
    account  TEXT NOT NULL,
    chat     TEXT NOT NULL,
    may_open INTEGER NOT NULL DEFAULT 1,
    PRIMARY KEY (channel, account, chat)
) WITHOUT ROWID;

-- `shelf` is a queue of domain/shelves.py, or the card of the case that has a topic for itself. `opening` is the key of
-- the letter that opens it, `asked_at` when that was written, `asked_in` the topic in which somebody asked for it.
CREATE TABLE topics (
    channel  TEXT NOT NULL,
    account  TEXT NOT NULL,
    chat     TEXT NOT NULL,
    shelf    TEXT NOT NULL,
    thread   TEXT NOT NULL DEFAULT '',
    name     TEXT NOT NULL DEFAULT '',  -- as people renamed it
    state    TEXT NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'open', 'closed', 'lost', 'refused')),
    opening  TEXT NOT NULL,
    asked_at TEXT NOT NULL,
    asked_in TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (channel, account, chat, shelf)
) WITHOUT ROWID;
CREATE INDEX topics_thread ON topics (channel, account, chat, thread);
CREATE INDEX topics_opening ON topics (opening);

-- Where somebody was speaking: an answer goes there.
ALTER TABLE outbox ADD COLUMN thread TEXT NOT NULL DEFAULT '';
CREATE INDEX outbox_official ON outbox (subject, id) WHERE official = 1;

-- In which topic the card stands; `kept`: because an officer asked for it there.
ALTER TABLE cards ADD COLUMN thread TEXT NOT NULL DEFAULT '';
ALTER TABLE cards ADD COLUMN kept INTEGER NOT NULL DEFAULT 0;
