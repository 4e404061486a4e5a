"""Several accounts of each messenger in one process."""
