"""From the outbox to the messenger: what is due, how fast, and what became of it."""
