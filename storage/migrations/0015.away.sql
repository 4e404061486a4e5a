-- Who is away and who stands in, who leaves and who takes over, and the secret addresses of calendars.

-- Somebody is away from a unit's work from `from_day` to `until_day`, both included, or until told otherwise.
-- `stands_in` is who is reached instead just now: worked out by domain/absence.py whenever anything changes, and daily.
CREATE TABLE absences (
    id          INTEGER PRIMARY KEY,
    commune     TEXT NOT NULL,
    unit        TEXT NOT NULL,
    person      INTEGER NOT NULL REFERENCES persons (id),
    substitute  INTEGER REFERENCES persons (id), -- NULL: whoever takes the invitation
    from_day    TEXT NOT NULL,
    until_day   TEXT,
    asked_at    TEXT NOT NULL,
    accepted_at TEXT,
    ended_at    TEXT,
    stands_in   INTEGER REFERENCES persons (id)
);
CREATE INDEX absences_open ON absences (commune, person) WHERE ended_at IS NULL;
CREATE INDEX absences_stands_in ON absences (stands_in) WHERE stands_in IS NOT NULL;
CREATE INDEX absences_away ON absences (person, commune, unit) WHERE stands_in IS NOT NULL;

-- Somebody leaves a unit and another takes over. `reason` is why it was ended before all was taken, or began for another.
CREATE TABLE handovers (
    id       INTEGER PRIMARY KEY,
    commune  TEXT NOT NULL,
    unit     TEXT NOT NULL,
    person   INTEGER NOT NULL REFERENCES persons (id),
    taker    INTEGER REFERENCES persons (id), -- NULL: whoever takes the invitation
    reason   TEXT NOT NULL DEFAULT '',
    by       INTEGER NOT NULL REFERENCES persons (id),
    at       TEXT NOT NULL,
    ended_at TEXT,
    outcome  TEXT NOT NULL DEFAULT '' CHECK (outcome IN ('', 'taken', 'forced', 'cancelled'))
);
CREATE UNIQUE INDEX handovers_open ON handovers (commune, unit, person) WHERE ended_at IS NULL;

-- What of it the taker has taken.
CREATE TABLE handover_items (
    handover INTEGER NOT NULL REFERENCES handovers (id),
    item     TEXT NOT NULL,
    at       TEXT NOT NULL,
    PRIMARY KEY (handover, item)
) WITHOUT ROWID;

-- What an invitation is for, besides registering: 'absence:<id>', 'handover:<id>' or ''.
ALTER TABLE invitations ADD COLUMN about TEXT NOT NULL DEFAULT '';
CREATE INDEX invitations_about ON invitations (about) WHERE about <> '';

-- The address at which somebody's deadlines are read; only its hash is kept.
CREATE TABLE calendar_feeds (
    token_hash TEXT PRIMARY KEY,
    commune    TEXT NOT NULL,
    person     INTEGER NOT NULL REFERENCES persons (id),
    made_at    TEXT NOT NULL,
    ended_at   TEXT
) WITHOUT ROWID;
CREATE INDEX calendar_feeds_person ON calendar_feeds (person, commune) WHERE ended_at IS NULL;
