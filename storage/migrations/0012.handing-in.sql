-- Handing in: a document's number with its day, versions of which no paper can be read, figures, and sheets put aside.

-- The words that came along with the files, the document's own day, and up to which day its figures count.
ALTER TABLE submissions ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE submissions ADD COLUMN document_on TEXT;
ALTER TABLE submissions ADD COLUMN as_of TEXT;
-- Nothing in it could be read: it counts as not handed in.
ALTER TABLE submissions ADD COLUMN void_at TEXT;

-- Why a file is kept from everybody ('' for a sound one), or 'twice' where the report holds the same one already.
ALTER TABLE attachments ADD COLUMN fault TEXT NOT NULL DEFAULT '';

-- What a version says for each indicator: a number with a point and nothing else, or words.
CREATE TABLE figures (
    submission TEXT NOT NULL REFERENCES submissions (code),
    indicator  TEXT NOT NULL,
    value      TEXT NOT NULL,
    source     TEXT NOT NULL CHECK (source IN ('unit', 'bot')),
    PRIMARY KEY (submission, indicator)
) WITHOUT ROWID;

-- A sheet half filled in, for days, whatever else its person talks about meanwhile. `duty` is obligation/period/unit.
CREATE TABLE drafts (
    id         INTEGER PRIMARY KEY,
    commune    TEXT NOT NULL,
    person     INTEGER NOT NULL REFERENCES persons (id),
    duty       TEXT NOT NULL,
    answers    TEXT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE INDEX drafts_person ON drafts (person, commune, duty);
