"""Reading which kinds, fields, thôn or other named things are meant, out of words in any order and without accents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from domain.language.names import names_with
from domain.language.vietnamese import fold

T = TypeVar("T")

_PARTING = re.compile(r"[\s,;.:()“”\"-]+")
_BETWEEN = re.compile(r"\b(?:linh vuc|loai|va|ve|cua)\b")
"""What stands between the names: "loại kiến nghị", "lĩnh vực đất đai và thôn Đông"."""


def read_terms(words: str, names: Mapping[T, Iterable[str]]) -> tuple[list[T], str]:
    """What is named, the longest name first wherever two begin alike, and the words that name nothing. A part of one
    single name is enough: "hung" for "Thôn Hưng Thịnh"."""
    book = {tuple(_tokens(name)): term for term, called in names.items() for name in called if _tokens(name)}
    longest = max(map(len, book), default=0)
    said, found, rest = _tokens(words), list[T](), list[str]()
    while said:
        length = next((n for n in range(min(longest, len(said)), 0, -1) if tuple(said[:n]) in book), 0)
        if length:
            found.append(book[tuple(said[:length])])
        else:
            rest.append(said[0])
        said = said[length or 1 :]
    meant = _in_part(" ".join(rest), book)
    return (found + meant, "") if meant else (found, " ".join(rest))


def parts_of_title(title: str) -> list[str]:
    """A field's title and each thing it lists: "Đất đai, nhà ở" is "đất đai" too."""
    return [title, *(part for part in title.split(",") if part.strip())]


def _in_part(words: str, book: Mapping[tuple[str, ...], T]) -> list[T]:
    near = names_with(words, {" ".join(name): " ".join(name) for name in book}) if words else []
    meant = list(dict.fromkeys(book[tuple(name.split())] for name in near))
    return meant if len(meant) == 1 else []


def _tokens(words: str) -> Sequence[str]:
    return [token for token in _PARTING.split(_BETWEEN.sub(" ", fold(words))) if token]
