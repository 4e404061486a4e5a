-- The order in which lists were shown in a chat: letters that wait are not sent in the order of their numbers, and
-- two may be shown at the same moment.

ALTER TABLE menus ADD COLUMN nth INTEGER NOT NULL DEFAULT 0;
