"""What may be a denunciation: told from the words, locked away, and kept from whom it concerns."""
