"""Which files are taken as a report, and what may be wrong with one. What a file really is, is looked at elsewhere."""

from __future__ import annotations

from enum import StrEnum
from pathlib import PurePosixPath

from domain.messaging.messages import FileRef, Medium


class FileKind(StrEnum):
    PDF = "pdf"
    WORD = "word"
    SHEET = "sheet"
    PICTURE = "picture"


class FileFault(StrEnum):
    """Why a file is refused."""

    EMPTY = "empty"  # zero bytes
    CUT_SHORT = "cut_short"  # its end is missing, or it is damaged
    MACROS = "macros"  # carries program code that runs when it is opened
    LOCKED = "locked"  # opens with a password only
    NOT_TAKEN = "not_taken"  # no report: a program, an archive, a film
    DISGUISED = "disguised"  # named as one of ours, and something else inside


TWICE = "twice"
"""No fault of the file: the report holds the same content already."""

_ENDINGS = {
    ".pdf": FileKind.PDF,
    ".doc": FileKind.WORD,
    ".docx": FileKind.WORD,
    ".xls": FileKind.SHEET,
    ".xlsx": FileKind.SHEET,
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".webp", ".heic", ".heif", ".tif", ".tiff"), FileKind.PICTURE),
}
_WITH_MACROS = frozenset({".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".xlsb"})


def at_the_door(file: FileRef) -> FileFault | None:
    """What its name alone tells, before it is fetched. A name without an ending tells nothing."""
    if file.medium is Medium.PHOTO:
        return None
    if file.medium in (Medium.VOICE, Medium.VIDEO):
        return FileFault.NOT_TAKEN
    ending = _ending(file.name)
    if ending in _WITH_MACROS:
        return FileFault.MACROS
    return None if not ending or ending in _ENDINGS else FileFault.NOT_TAKEN


def compared(name: str, found: FileKind) -> FileFault | None:
    """Whether a sound file of this kind may bear this name. "doc" for what is a "docx" harms nobody."""
    named = _ENDINGS.get(_ending(name))
    return FileFault.DISGUISED if named and named is not found else None


def is_named_as_ours(name: str) -> bool:
    return _ending(name) in _ENDINGS


def _ending(name: str) -> str:
    return PurePosixPath(name.strip().lower()).suffix
