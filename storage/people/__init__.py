"""Who our people are, where each is spoken to, and who sits in which seat."""
