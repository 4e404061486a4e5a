"""How long to wait before trying something again that failed for now."""

from __future__ import annotations


def backoff(attempts: int, most: float = 30.0) -> float:
    """Seconds: 2, 4, 8 … after the first, second, third failure, never more than `most`."""
    return float(min(most, 2.0 ** min(max(attempts, 1), 16)))
