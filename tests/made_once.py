"""What every test would otherwise make anew, though it comes out the same: a database brought up to date, plans read."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from storage.database import migrate

_Read = TypeVar("_Read")


def begin(database: Path) -> None:
    """In place of `migrate`: a new file is a copy of one to which all migrations were applied."""
    if database.exists():
        migrate(database)
    else:
        shutil.copyfile(migrated(), database)


def unless_changed(read: Callable[[Path], _Read]) -> Callable[[Path], _Read]:
    """A folder of TOML files is read again only if there is another word in it. Its problems are told each time."""
    known: dict[bytes, _Read] = {}

    def reading(folder: Path) -> _Read:
        contents = blake2b()
        for file in sorted(folder.rglob("*.toml")):
            contents.update(f"{file}\0".encode() + file.read_bytes())
        if (digest := contents.digest()) not in known:
            known[digest] = read(folder)
        return known[digest]

    return reading


@cache
def migrated() -> Path:
    """Empty, as a new version begins; only to be copied."""
    path = Path(_folder().name) / "migrated.sqlite3"
    migrate(path)
    return path


@cache
def _folder() -> TemporaryDirectory[str]:
    """It lasts as long as the tests do."""
    return TemporaryDirectory(prefix="nhipdan-tests-")
