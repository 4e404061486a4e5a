-- Which version of the notice on personal data a draft's person was shown in full, and by which of its questions.

ALTER TABLE dialogs ADD COLUMN notice TEXT NOT NULL DEFAULT '';
ALTER TABLE dialogs ADD COLUMN notice_step INTEGER NOT NULL DEFAULT 0;
