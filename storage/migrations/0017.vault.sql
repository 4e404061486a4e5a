-- The vault: what may be a denunciation, locked under a key of its own. In clear: code, commune, field, day, state.

-- `filer` is a keyed hash of where it was said; `erase_at` is set until they chose to have it kept.
CREATE TABLE vault_records (
    code        TEXT PRIMARY KEY,
    commune     TEXT NOT NULL,
    field       TEXT NOT NULL,
    received_on TEXT NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('held', 'sealed', 'opened', 'guided', 'registered')),
    filer       TEXT NOT NULL,
    contents    TEXT NOT NULL,
    erase_at    TEXT
) WITHOUT ROWID;
CREATE INDEX vault_records_filer ON vault_records (filer) WHERE state = 'held';
CREATE INDEX vault_records_commune ON vault_records (commune, received_on);

-- `reference` (where the file is, and its name) is locked; `needs` keeps a messenger's copy until it is fetched.
CREATE TABLE vault_files (
    id         INTEGER PRIMARY KEY,
    record     TEXT NOT NULL REFERENCES vault_records (code) ON DELETE CASCADE,
    reference  TEXT NOT NULL,
    needs      TEXT NOT NULL,
    content    BLOB,
    attempts   INTEGER NOT NULL DEFAULT 0,
    not_before TEXT
);
CREATE INDEX vault_files_record ON vault_files (record);
CREATE INDEX vault_files_wanted ON vault_files (not_before) WHERE not_before IS NOT NULL;

-- Who is named to open it. Where nobody is, the leaders.
CREATE TABLE vault_readers (
    commune  TEXT NOT NULL,
    person   INTEGER NOT NULL REFERENCES persons (id),
    named_by INTEGER NOT NULL REFERENCES persons (id),
    at       TEXT NOT NULL,
    PRIMARY KEY (commune, person)
) WITHOUT ROWID;

-- Every opening: appended, never edited. `reason` is locked; `opened_by` as the actor in the history.
CREATE TABLE vault_openings (
    id        INTEGER PRIMARY KEY,
    code      TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    at        TEXT NOT NULL,
    how       TEXT NOT NULL CHECK (how IN ('redacted', 'full', 'exported')),
    reason    TEXT NOT NULL
);
CREATE INDEX vault_openings_code ON vault_openings (code);
CREATE TRIGGER vault_openings_are_never_edited BEFORE UPDATE ON vault_openings
BEGIN
    SELECT RAISE(ABORT, 'openings are never edited');
END;
CREATE TRIGGER vault_openings_are_never_deleted BEFORE DELETE ON vault_openings
BEGIN
    SELECT RAISE(ABORT, 'openings are never deleted');
END;
