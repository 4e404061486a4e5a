"""Benchmarks: what the bot costs, beside peers and against limits, in one run."""
