"""The clocks of petitions: counted, warned of, changed by the commune."""
