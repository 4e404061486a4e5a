-- The index of words keeps what was taken out of it in older parts until they are rewritten. One row where that is due:
-- somebody's words or name were changed, hidden or erased.
CREATE TABLE index_to_rewrite (due INTEGER PRIMARY KEY CHECK (due = 1));
CREATE TRIGGER petition_words_forgotten
AFTER UPDATE OF kind, restricted, story, place, person, sender_name, sender_address, sender_phone ON petitions
WHEN old.story <> new.story OR old.place <> new.place OR old.person <> new.person OR old.restricted <> new.restricted
  OR old.sender_name <> new.sender_name OR old.sender_address <> new.sender_address
  OR old.sender_phone <> new.sender_phone OR (old.kind <> new.kind AND new.kind = 'denunciation')
BEGIN
    INSERT OR IGNORE INTO index_to_rewrite VALUES (1);
END;
