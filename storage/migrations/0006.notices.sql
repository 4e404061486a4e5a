-- The letter that this one only announces: it waits itself until the person speaks.
ALTER TABLE outbox ADD COLUMN notice_of INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_notices ON outbox (channel, account, created_at) WHERE notice_of > 0;
