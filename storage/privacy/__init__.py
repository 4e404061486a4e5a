"""What is locked away, what people asked about their own data, and what is erased."""
