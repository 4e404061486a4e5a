"""Finding the words for a meaning, and a shape that the messenger can show."""
