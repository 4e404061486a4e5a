"""What comes in and what goes out, whatever the messenger: the vocabulary, the letters, and when they may be said."""
