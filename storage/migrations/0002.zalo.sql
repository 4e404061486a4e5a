-- What messengers without buttons, with closing windows, with quotas and with rotating tokens make us remember.

-- Choices shown as a list: `menu` is the outbox row that showed them; one that stands aside has the number 0.
CREATE TABLE menus (
    channel    TEXT NOT NULL,
    account    TEXT NOT NULL,
    chat       TEXT NOT NULL,
    menu       INTEGER NOT NULL,
    place      INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    label      TEXT NOT NULL,
    action     TEXT NOT NULL,
    shown_at   TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    PRIMARY KEY (channel, account, chat, menu, place)
) WITHOUT ROWID;

-- When somebody last spoke on an account that counts or closes, and how much was said to them since.
CREATE TABLE conversations (
    channel  TEXT NOT NULL,
    account  TEXT NOT NULL,
    chat     TEXT NOT NULL,
    heard_at TEXT NOT NULL,
    replies  INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, account, chat)
) WITHOUT ROWID;

-- How many messages an account took and gave in a month (yyyy-mm).
CREATE TABLE traffic (
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    month   TEXT NOT NULL,
    heard   INTEGER NOT NULL DEFAULT 0,
    said    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (channel, account, month)
) WITHOUT ROWID;

-- The pair of tokens of an account whose platform rotates them. The refresh token can be spent once.
CREATE TABLE tokens (
    channel       TEXT NOT NULL,
    account       TEXT NOT NULL,
    access_token  TEXT NOT NULL,
    refresh_token TEXT NOT NULL,
    issued_at     TEXT NOT NULL,
    expires_at    TEXT NOT NULL,
    PRIMARY KEY (channel, account)
) WITHOUT ROWID;

-- What an account was found to be: settings that only the platform itself can tell, such as which API it accepts.
CREATE TABLE account_traits (
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    trait   TEXT NOT NULL,
    value   TEXT NOT NULL,
    PRIMARY KEY (channel, account, trait)
) WITHOUT ROWID;
