"""What people write: Vietnamese text, names, numbers, telephone numbers, and what in it others should not read."""
