"""Finding petitions."""
