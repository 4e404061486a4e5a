"""How much memory this process has taken at the most."""

from __future__ import annotations

import resource


def peak() -> float:
    """Megabytes since it began."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # kilobytes on Linux
