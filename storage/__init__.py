"""What we remember: verbs of our world over plain SQL, and the only SQL in the project."""
