"""What the bot does: one file per subject, each turn loaded, decided, recorded and said."""
