"""Days that are worked, hours, spans and periods, and reading them as people write them."""
