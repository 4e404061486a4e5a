-- Which letters show something of a case: those that name its code, and registers over its day (`code` is then
-- "2026-06-01/2026-06-30"). The words of a letter are not kept once it is sent; that it must be taken back is known
-- by this. `sort`: 'card', 'files', 'register', 'words'.
CREATE TABLE letter_cases (
    code   TEXT NOT NULL,
    letter TEXT NOT NULL,
    sort   TEXT NOT NULL,
    PRIMARY KEY (code, letter)
) WITHOUT ROWID;
INSERT OR IGNORE INTO letter_cases SELECT substr(card, 10), key, 'card' FROM outbox WHERE card LIKE 'petition:%';
INSERT OR IGNORE INTO letter_cases SELECT substr(subject, 10), key, 'words' FROM outbox WHERE subject LIKE 'petition:%';
CREATE INDEX letter_cases_registers ON letter_cases (code) WHERE sort = 'register';

-- Under way to others when its case was hidden: looked at again once it is known whether it arrived.
CREATE INDEX outbox_recalled ON outbox (id) WHERE problem = 'recalled';
