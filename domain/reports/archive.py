"""The units' files as one archive, or as several where one would be too big to send."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """A file of a report. `name` is its name in the archive; `held`: whether we have it; `size` in bytes;
    `returned`: its report is to be handed in again."""

    unit: str
    code: str
    document: str
    at: datetime
    by: str
    original: str
    name: str
    held: bool
    sha256: str
    size: int
    returned: bool = False


def parts(files: Iterable[Filed], largest: int) -> list[tuple[Filed, ...]]:
    """In order, each part not bigger than `largest` bytes unless a single file is. There is always a first part:
    what is not held stands in its index."""
    found: list[list[Filed]] = [[]]
    room = largest
    for file in files:
        size = file.size if file.held else 0
        if size > room and any(one.held for one in found[-1]):
            found.append([])
            room = largest
        found[-1].append(file)
        room -= size
    return [tuple(part) for part in found]
