-- Clocks keep the moments at which they stood still, so that where they end can be worked out anew when the calendar
-- changes; when somebody is to be warned next is a column with an index, so that the tick reads only what has come.

-- `pauses` is a list of [from, until]; `extended_at` is when the promise was moved to `extended_to`. `warn_at` is when
-- somebody is warned next, NULL where the clock does not run; `warned` the last step taken of this deadline, or ''.
ALTER TABLE running_clocks ADD COLUMN pauses TEXT NOT NULL DEFAULT '[]';
ALTER TABLE running_clocks ADD COLUMN extended_at TEXT;
ALTER TABLE running_clocks ADD COLUMN warn_at TEXT;
ALTER TABLE running_clocks ADD COLUMN warned TEXT NOT NULL DEFAULT '';
ALTER TABLE running_clocks DROP COLUMN lost;
UPDATE running_clocks SET extended_at = started_at WHERE extended_to IS NOT NULL;
UPDATE running_clocks SET warn_at = due_at WHERE met_at IS NULL AND paused_at IS NULL;
CREATE INDEX running_clocks_warn ON running_clocks (warn_at) WHERE warn_at IS NOT NULL;

-- What a commune decided about a clock, by its own quy chế: appended only, the latest holds.
CREATE TABLE clock_decisions (
    id      INTEGER PRIMARY KEY,
    commune TEXT NOT NULL,
    clock   TEXT NOT NULL,
    unit    TEXT NOT NULL, -- calendar, working, hours
    length  INTEGER NOT NULL,
    basis   TEXT NOT NULL,
    by      INTEGER NOT NULL REFERENCES persons (id),
    at      TEXT NOT NULL
);
CREATE INDEX clock_decisions_commune ON clock_decisions (commune, clock, id);
