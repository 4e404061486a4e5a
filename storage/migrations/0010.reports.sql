-- Reports from reminder to consolidated draft: reviewed, excused, locked, asked for out of turn; units with a history.

-- What the aggregator found of a report handed in. Appended, never edited: the latest of a submission counts.
CREATE TABLE reviews (
    id         INTEGER PRIMARY KEY,
    commune    TEXT NOT NULL,
    submission TEXT NOT NULL REFERENCES submissions (code),
    verdict    TEXT NOT NULL CHECK (verdict IN ('approved', 'returned')),
    reason     TEXT NOT NULL DEFAULT '',
    due_before TEXT, -- when returned: the new first day that is too late
    by         INTEGER NOT NULL REFERENCES persons (id),
    at         TEXT NOT NULL
);
CREATE INDEX reviews_submission ON reviews (commune, submission);

-- A unit need not hand in one report, for a reason on record.
CREATE TABLE exemptions (
    id         INTEGER PRIMARY KEY,
    commune    TEXT NOT NULL,
    obligation TEXT NOT NULL,
    period     TEXT NOT NULL,
    unit       TEXT NOT NULL,
    reason     TEXT NOT NULL,
    by         INTEGER NOT NULL REFERENCES persons (id),
    at         TEXT NOT NULL,
    ended_at   TEXT
);
CREATE UNIQUE INDEX exemptions_now ON exemptions (commune, obligation, period, unit) WHERE ended_at IS NULL;

-- A period is closed for handing in, or open again. The latest row counts.
CREATE TABLE period_locks (
    id         INTEGER PRIMARY KEY,
    commune    TEXT NOT NULL,
    obligation TEXT NOT NULL,
    period     TEXT NOT NULL,
    locked     INTEGER NOT NULL,
    reason     TEXT NOT NULL,
    by         INTEGER NOT NULL REFERENCES persons (id),
    at         TEXT NOT NULL
);
CREATE INDEX period_locks_commune ON period_locks (commune, obligation, period);

-- A report asked for out of turn (đột xuất). `units` is a JSON list; `collected_by` the unit that gathers it.
CREATE TABLE requests (
    id            INTEGER PRIMARY KEY,
    commune       TEXT NOT NULL,
    title         TEXT NOT NULL,
    due_before    TEXT NOT NULL,
    units         TEXT NOT NULL,
    collected_by  TEXT NOT NULL,
    words         TEXT NOT NULL DEFAULT '',
    by            INTEGER NOT NULL REFERENCES persons (id),
    at            TEXT NOT NULL,
    cancelled_at  TEXT,
    cancel_reason TEXT NOT NULL DEFAULT ''
);
CREATE INDEX requests_commune ON requests (commune, due_before);

-- A date or rhythm entered before is taken back: from then on the plan's own counts again, or none.
ALTER TABLE entered_dates ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;

-- What a unit was called from when on, and into which one it went. Its reports stay where they were handed in.
CREATE TABLE unit_names (
    id       INTEGER PRIMARY KEY,
    commune  TEXT NOT NULL,
    unit     TEXT NOT NULL,
    name     TEXT NOT NULL,
    from_day TEXT NOT NULL,
    reason   TEXT NOT NULL DEFAULT '',
    by       INTEGER
);
CREATE INDEX unit_names_unit ON unit_names (commune, unit, from_day);
INSERT INTO unit_names (commune, unit, name, from_day) SELECT commune, id, name, from_day FROM units;
ALTER TABLE units ADD COLUMN merged_into TEXT NOT NULL DEFAULT '';
