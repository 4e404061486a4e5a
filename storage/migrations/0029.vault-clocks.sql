-- When a reader of the vault is to be warned next of a deadline: a day's morning, and nothing of what it is about. The
-- clocks themselves are locked with the rest. Forms registered before there were clocks are looked at once.
ALTER TABLE vault_records ADD COLUMN warn_at TEXT;
UPDATE vault_records SET warn_at = received_on || 'T00:00:00.000000Z' WHERE state = 'registered';
CREATE INDEX vault_records_warned ON vault_records (warn_at) WHERE warn_at IS NOT NULL;
