-- What officers found of a đơn, for the registers: whether it meets the conditions for being dealt with and is within the
-- competence (NULL as long as nobody said so), against whom it is, and who has settled the matter before. A row of nothing
-- says that it was asked for.
CREATE TABLE petition_findings (
    petition  INTEGER PRIMARY KEY REFERENCES petitions (id),
    meets     INTEGER CHECK (meets IN (0, 1)),
    competent INTEGER CHECK (competent IN (0, 1)),
    against   TEXT NOT NULL DEFAULT '',
    settled   TEXT NOT NULL DEFAULT ''
);
