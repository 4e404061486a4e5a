"""Files that people sent, and papers made for a message."""
