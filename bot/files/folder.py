"""Where the files are that people sent: under the hash of their content."""

from __future__ import annotations

from pathlib import Path


def stored_at(folder: Path, sha256: str) -> Path:
    """Where a file with this content is."""
    return folder / sha256[:2] / sha256
