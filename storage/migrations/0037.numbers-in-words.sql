-- A telephone number that stands in a petition's words is found by its tail: what has digits enough is taken up anew.
INSERT OR IGNORE INTO petitions_to_index
SELECT id FROM petitions WHERE story GLOB '*[0-9]*[0-9]*[0-9]*' OR place GLOB '*[0-9]*[0-9]*[0-9]*';
