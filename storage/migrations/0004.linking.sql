-- What one person on several messengers makes us remember, and what is typed where no link opens.

-- Which communes each of our accounts speaks for, as the settings say: written anew at every start.
CREATE TABLE account_communes (
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    commune TEXT NOT NULL,
    PRIMARY KEY (channel, account, commune)
) WITHOUT ROWID;

-- Where somebody with several addresses is reached first, and under which name they came there.
ALTER TABLE addresses ADD COLUMN preferred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE addresses ADD COLUMN name TEXT NOT NULL DEFAULT '';

-- Two addresses on their way to being one person: the code was drawn at the one, then typed at the other, then both
-- say yes. What is over is deleted.
CREATE TABLE link_requests (
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- never used again: old buttons name it
    code_hash     TEXT NOT NULL,
    channel       TEXT NOT NULL,
    account       TEXT NOT NULL,
    user          TEXT NOT NULL,
    typed_channel TEXT NOT NULL DEFAULT '',
    typed_account TEXT NOT NULL DEFAULT '',
    typed_user    TEXT NOT NULL DEFAULT '',
    agreed        INTEGER NOT NULL DEFAULT 0,
    expires_at    TEXT NOT NULL
);
CREATE UNIQUE INDEX link_requests_code ON link_requests (code_hash) WHERE typed_user = '';

-- Wrong codes typed at an address since a moment.
CREATE TABLE guesses (
    channel TEXT NOT NULL,
    account TEXT NOT NULL,
    user    TEXT NOT NULL,
    wrong   INTEGER NOT NULL,
    since   TEXT NOT NULL,
    PRIMARY KEY (channel, account, user)
) WITHOUT ROWID;

-- An invitation also has a code to be typed, kept like its secret only as a hash.
ALTER TABLE invitations ADD COLUMN code_hash TEXT NOT NULL DEFAULT '';
CREATE UNIQUE INDEX invitations_code ON invitations (code_hash) WHERE code_hash <> '';

-- The letter in whose place this one goes to the same person's other address.
ALTER TABLE outbox ADD COLUMN instead_of INTEGER NOT NULL DEFAULT 0;
