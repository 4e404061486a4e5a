-- What casework needs: many clocks that stand still and are lengthened, whom a petition is from and what it is about,
-- what officers found, and counts that do not grow with the number of petitions.

-- `due_at` is when the nearest running clock ends; '9999…' where none runs. `due_on` stays the day people are told.
-- `identity` is who may know the filer: everybody ('open'), the officers ('office'), nobody ('nobody').
-- `source` is how it came: 'chat' (on `channel`), 'counter', 'phone', 'paper'.
-- `sender_*` is what an officer wrote down, or the filer gave, about who it is from; `people` how many filed together.
-- `flags` are words of domain/flags.py between blanks, with one at each end; `part_of` is the code it was joined to.
ALTER TABLE petitions ADD COLUMN due_at TEXT NOT NULL DEFAULT '9999-12-31T23:59:59.000000Z';
ALTER TABLE petitions ADD COLUMN hamlet TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN identity TEXT NOT NULL DEFAULT 'office';
ALTER TABLE petitions ADD COLUMN source TEXT NOT NULL DEFAULT 'chat';
ALTER TABLE petitions ADD COLUMN sender_name TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN sender_address TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN sender_phone TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN sender_paper TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN people INTEGER NOT NULL DEFAULT 1;
ALTER TABLE petitions ADD COLUMN flags TEXT NOT NULL DEFAULT ' ';
ALTER TABLE petitions ADD COLUMN outcome TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN part_of TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN split_from TEXT NOT NULL DEFAULT '';
ALTER TABLE petitions ADD COLUMN difficulty TEXT NOT NULL DEFAULT 'ordinary';
ALTER TABLE petitions ADD COLUMN remote INTEGER NOT NULL DEFAULT 0;
ALTER TABLE petitions ADD COLUMN answered_at TEXT;
UPDATE petitions SET due_at = due_on || 'T16:59:59.000000Z' WHERE due_clock <> '';

DROP INDEX petitions_queue;
CREATE INDEX petitions_queue ON petitions (commune, office, due_at, id) WHERE open = 1;
CREATE INDEX petitions_owner ON petitions (commune, owner, due_at, id) WHERE open = 1 AND owner IS NOT NULL;
CREATE INDEX petitions_received ON petitions (commune, received_at);
CREATE INDEX petitions_part_of ON petitions (part_of) WHERE part_of <> '';

-- How many are open, by the day on which they fall due: what the queue's heading says, however many there are.
CREATE TABLE petition_days (
    commune    TEXT NOT NULL,
    office     TEXT NOT NULL,
    restricted INTEGER NOT NULL,
    due_on     TEXT NOT NULL,
    n          INTEGER NOT NULL,
    PRIMARY KEY (commune, office, restricted, due_on)
) WITHOUT ROWID;
INSERT INTO petition_days SELECT commune, office, restricted, due_on, count(*) FROM petitions WHERE open = 1 GROUP BY 1, 2, 3, 4;

CREATE TRIGGER petition_opened AFTER INSERT ON petitions WHEN new.open = 1 BEGIN
    INSERT INTO petition_days VALUES (new.commune, new.office, new.restricted, new.due_on, 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER petition_moved AFTER UPDATE OF open, office, restricted, due_on ON petitions
WHEN (old.open, old.office, old.restricted, old.due_on) <> (new.open, new.office, new.restricted, new.due_on) BEGIN
    UPDATE petition_days SET n = n - 1 WHERE old.open = 1 AND commune = old.commune AND office = old.office
        AND restricted = old.restricted AND due_on = old.due_on;
    INSERT INTO petition_days SELECT new.commune, new.office, new.restricted, new.due_on, 1 WHERE new.open = 1
    ON CONFLICT DO UPDATE SET n = n + 1;
    DELETE FROM petition_days WHERE n = 0 AND commune = old.commune AND office = old.office
        AND restricted = old.restricted AND due_on = old.due_on;
END;
CREATE TRIGGER petition_removed AFTER DELETE ON petitions WHEN old.open = 1 BEGIN
    UPDATE petition_days SET n = n - 1 WHERE commune = old.commune AND office = old.office
        AND restricted = old.restricted AND due_on = old.due_on;
END;

-- Every clock of a petition that ever ran. `lost` are the days (or hours) it stood still, in the clock's own unit;
-- `paused_at` is since when it stands still now; `extended_to` the day a commune's own promise was moved to.
CREATE TABLE running_clocks (
    id          INTEGER PRIMARY KEY,
    petition    INTEGER NOT NULL REFERENCES petitions (id),
    clock       TEXT NOT NULL,
    started_at  TEXT NOT NULL,
    lost        INTEGER NOT NULL DEFAULT 0,
    paused_at   TEXT,
    extended_to TEXT,
    due_raw     TEXT NOT NULL,
    due_on      TEXT NOT NULL,
    due_at      TEXT NOT NULL,
    met_at      TEXT
);
CREATE INDEX running_clocks_petition ON running_clocks (petition, id);
INSERT INTO running_clocks (petition, clock, started_at, due_raw, due_on, due_at, met_at)
    SELECT petition, clock, started_on || 'T05:00:00.000000Z', due_raw, due_on, due_on || 'T16:59:59.000000Z', met_on
    FROM petition_clocks;
DROP TABLE petition_clocks;

-- The signed document that goes with what was done, as 'số …' and its day.
ALTER TABLE petition_events ADD COLUMN document TEXT NOT NULL DEFAULT '';
ALTER TABLE petition_events ADD COLUMN document_on TEXT NOT NULL DEFAULT '';

-- Who else hears how a petition ends: those who follow it instead of filing the same again.
CREATE TABLE petition_followers (
    petition INTEGER NOT NULL REFERENCES petitions (id),
    person   INTEGER NOT NULL REFERENCES persons (id),
    channel  TEXT NOT NULL,
    account  TEXT NOT NULL,
    chat     TEXT NOT NULL,
    language TEXT NOT NULL,
    since    TEXT NOT NULL,
    PRIMARY KEY (petition, person)
) WITHOUT ROWID;
CREATE INDEX petition_followers_person ON petition_followers (person);
