-- Cases that turn out to be tố cáo: they leave `petitions` for the vault, with their files, and may come back.

-- `kept` is the SHA-256 under which the content still lies in clear among the kept files, '' once it is locked here.
ALTER TABLE vault_files ADD COLUMN kept TEXT NOT NULL DEFAULT '';
CREATE INDEX vault_files_to_lock ON vault_files (id) WHERE kept <> '';

-- Files of a case that was given back, locked about `file` until they lie among the kept files again.
CREATE TABLE vault_files_returning (
    id         INTEGER PRIMARY KEY,
    attachment INTEGER NOT NULL,
    file       INTEGER NOT NULL,
    content    BLOB NOT NULL
);

CREATE INDEX petitions_denouncing ON petitions (id) WHERE kind = 'denunciation';

-- One more thing that whoever opened a record can have done with it: given it back as no tố cáo.
CREATE TABLE vault_openings_all (
    id        INTEGER PRIMARY KEY,
    code      TEXT NOT NULL,
    opened_by TEXT NOT NULL,
    at        TEXT NOT NULL,
    how       TEXT NOT NULL CHECK (how IN ('redacted', 'full', 'exported', 'given_back')),
    reason    TEXT NOT NULL
);
INSERT INTO vault_openings_all SELECT id, code, opened_by, at, how, reason FROM vault_openings;
DROP TABLE vault_openings;
ALTER TABLE vault_openings_all RENAME TO vault_openings;
CREATE INDEX vault_openings_code ON vault_openings (code);
CREATE TRIGGER vault_openings_are_never_edited BEFORE UPDATE ON vault_openings
BEGIN
    SELECT RAISE(ABORT, 'openings are never edited');
END;
CREATE TRIGGER vault_openings_are_never_deleted BEFORE DELETE ON vault_openings
BEGIN
    SELECT RAISE(ABORT, 'openings are never deleted');
END;
