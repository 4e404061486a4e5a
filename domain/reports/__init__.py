"""Units' reports: owed, handed in, looked at, brought together and passed on."""
