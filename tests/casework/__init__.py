"""What officers do with petitions, over a real database."""
