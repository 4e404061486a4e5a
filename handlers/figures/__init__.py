"""Over many petitions: search, registers, statistics, digests, hot spots."""
