-- What an aggregator passed on to a higher body, once for each time: the report and period, the document it went with,
-- and the submission of its own duty, if it owed one.
CREATE TABLE sent_onward (
    id              INTEGER PRIMARY KEY,
    commune         TEXT NOT NULL,
    obligation      TEXT NOT NULL,
    period          TEXT NOT NULL,
    document_number TEXT NOT NULL,
    document_on     TEXT NOT NULL,
    submission      TEXT NOT NULL DEFAULT '',
    by              INTEGER NOT NULL REFERENCES persons (id),
    at              TEXT NOT NULL
);
CREATE INDEX sent_onward_report ON sent_onward (commune, obligation, period);
