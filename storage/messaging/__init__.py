"""What was heard, what is to be said, and what stands where it was said."""
