"""One process for one data folder: two pollers of one token, or two dispatchers, would undo each other's work."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class AlreadyRunning(Exception):
    """Another process holds the folder."""


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Raises `AlreadyRunning`. The lock goes with the process, however it ends."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyRunning(f"{folder}: another nhipdan is running with this folder") from None
        yield
