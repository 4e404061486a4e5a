"""Names of files in an archive: told apart, without a way out of the folder, the same on every system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from pathlib import PurePosixPath

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]+')
_SPACES = re.compile(r"\s+")
_LONGEST_PART, _LONGEST_ENDING = 60, 12  # characters


def without_accents(words: str) -> str:
    """ "Phòng Kinh tế" → "Phong Kinh te"."""
    bare = unicodedata.normalize("NFD", words.replace("đ", "d").replace("Đ", "D"))
    return unicodedata.normalize("NFC", "".join(one for one in bare if not unicodedata.combining(one)))


def file_part(words: str) -> str:
    """What may stand in a name: no separators, no signs that a system forbids, no dots or spaces at the rim."""
    plain = _SPACES.sub(" ", _FORBIDDEN.sub("-", words.replace("\u202e", "")))
    return plain.strip(" .-")[:_LONGEST_PART].rstrip(" .-")


def archive_name(number: int, unit: str, document: str, name: str, taken: Collection[str]) -> str:
    """ "01 Phong Kinh te – 25-BC – bao-cao.docx"; one that is `taken`, in whatever case, gets a number behind."""
    ending = PurePosixPath(name).suffix
    ending = f".{file_part(ending)}"[:_LONGEST_ENDING] if file_part(ending) else ""
    stem = file_part(PurePosixPath(name.replace("\\", "/")).name.removesuffix(ending))
    parts = [f"{number:02d} {file_part(without_accents(unit))}", file_part(without_accents(document)), stem]
    whole, lower = " – ".join(part for part in parts if part), {one.casefold() for one in taken}
    found, again = f"{whole}{ending}", 2
    while found.casefold() in lower:
        found, again = f"{whole} ({again}){ending}", again + 1
    return found
