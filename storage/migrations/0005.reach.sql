-- Whether what an account says comes to people by itself, or waits until they look: written anew at every start.
ALTER TABLE account_communes ADD COLUMN pushes INTEGER NOT NULL DEFAULT 1;
