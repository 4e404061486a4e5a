-- What is watched over many petitions: matters that several people bring at once, and the digests already written.

-- The same matter from several people within days. `answer`: the officer joined them, or left them apart.
CREATE TABLE hot_spots (
    id          INTEGER PRIMARY KEY,
    commune     TEXT NOT NULL,
    field       TEXT NOT NULL,
    hamlet      TEXT NOT NULL,
    at          TEXT NOT NULL,
    answered_by INTEGER REFERENCES persons (id),
    answered_at TEXT,
    answer      TEXT NOT NULL DEFAULT '' CHECK (answer IN ('', 'joined', 'apart'))
);
CREATE INDEX hot_spots_commune ON hot_spots (commune, at);

CREATE TABLE hot_spot_cases (
    hot_spot INTEGER NOT NULL REFERENCES hot_spots (id),
    petition INTEGER NOT NULL REFERENCES petitions (id),
    PRIMARY KEY (hot_spot, petition)
) WITHOUT ROWID;
CREATE INDEX hot_spot_cases_petition ON hot_spot_cases (petition);

-- Up to which petition each was looked at. What came before this was built is not.
CREATE TABLE watched (
    up_to INTEGER NOT NULL
);
INSERT INTO watched SELECT coalesce(max(id), 0) FROM petitions;

-- A digest is written once: who it is for ('officer', 'chief', 'leader') and its day.
CREATE TABLE office_digests (
    commune TEXT NOT NULL,
    reader  TEXT NOT NULL,
    day     TEXT NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (commune, reader, day)
) WITHOUT ROWID;

CREATE INDEX petitions_field ON petitions (commune, field, id);
CREATE INDEX petitions_closed ON petitions (commune, closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX petitions_answered ON petitions (commune, answered_at) WHERE answered_at IS NOT NULL;
CREATE INDEX petitions_open_age ON petitions (commune, received_at) WHERE open = 1;

-- In which petition the office waits for somebody's answer: every message of a citizen asks.
CREATE INDEX petitions_asked ON petitions (person, commune, id) WHERE status = 'asked';

-- What was closed in a span.
CREATE INDEX petition_events_closed ON petition_events (commune, at) WHERE action = 'close';
