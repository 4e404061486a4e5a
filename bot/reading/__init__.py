"""Plans and national data, read from their files with every mistake at once."""
