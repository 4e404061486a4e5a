"""What may be a denunciation: the protected answer, and what is kept sealed."""
