-- Finding petitions by words without accents, by the office's own searches, and those filed for people without a phone.

-- What of each petition can be searched, folded by domain/vietnamese.py. `scope` is the commune; `code` the groups of its
-- code; `sender` whom it is from: only for those who may look for people. What is not for groups never gets here.
CREATE TABLE petition_words (
    petition INTEGER PRIMARY KEY,
    scope    TEXT NOT NULL,
    code     TEXT NOT NULL,
    words    TEXT NOT NULL,
    sender   TEXT NOT NULL
);
CREATE VIRTUAL TABLE petition_finds USING fts5 (
    scope, code, words, sender,
    content = 'petition_words', content_rowid = 'petition', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER petition_words_come AFTER INSERT ON petition_words BEGIN
    INSERT INTO petition_finds (rowid, scope, code, words, sender)
    VALUES (new.petition, new.scope, new.code, new.words, new.sender);
END;
CREATE TRIGGER petition_words_go AFTER DELETE ON petition_words BEGIN
    INSERT INTO petition_finds (petition_finds, rowid, scope, code, words, sender)
    VALUES ('delete', old.petition, old.scope, old.code, old.words, old.sender);
END;
CREATE TRIGGER petition_words_change AFTER UPDATE ON petition_words BEGIN
    INSERT INTO petition_finds (petition_finds, rowid, scope, code, words, sender)
    VALUES ('delete', old.petition, old.scope, old.code, old.words, old.sender);
    INSERT INTO petition_finds (rowid, scope, code, words, sender)
    VALUES (new.petition, new.scope, new.code, new.words, new.sender);
END;

-- Whose words are to be taken up anew: a turn only leaves its number here. What became restricted goes at once.
CREATE TABLE petitions_to_index (petition INTEGER PRIMARY KEY);
INSERT INTO petitions_to_index SELECT id FROM petitions;
CREATE TRIGGER petition_words_wanted AFTER INSERT ON petitions BEGIN
    INSERT OR IGNORE INTO petitions_to_index VALUES (new.id);
END;
CREATE TRIGGER petition_words_stale
AFTER UPDATE OF kind, field, hamlet, restricted, story, place, identity, person, sender_name, sender_address, sender_phone
ON petitions BEGIN
    INSERT OR IGNORE INTO petitions_to_index VALUES (new.id);
    DELETE FROM petition_words WHERE petition = new.id AND (new.restricted = 1 OR new.kind = 'denunciation');
END;
CREATE TRIGGER petition_words_gone AFTER DELETE ON petitions BEGIN
    DELETE FROM petitions_to_index WHERE petition = old.id;
    DELETE FROM petition_words WHERE petition = old.id;
END;

-- What an officer looked for: a button has no room for it. The latest few of each are kept.
CREATE TABLE searches (
    id      INTEGER PRIMARY KEY,
    person  INTEGER NOT NULL REFERENCES persons (id),
    commune TEXT NOT NULL,
    words   TEXT NOT NULL
);
CREATE INDEX searches_person ON searches (person, id);

-- The same person comes to the counter again: known by the number they gave.
CREATE INDEX petitions_sender_phone ON petitions (commune, sender_phone) WHERE sender_phone <> '';
