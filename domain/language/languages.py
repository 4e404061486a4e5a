"""Which language somebody writes in, where their messenger does not say: told by frequent words, or not at all."""

from __future__ import annotations

import re
from collections.abc import Mapping

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 2  # different marks: one may be a name, or a word that was borrowed
_SHARE = 6  # one word of so many is a mark, or they are a quotation


def surely_in(said: str, marks: Mapping[str, frozenset[str]]) -> str:
    """The language in which these words surely are, or ''. `marks` are words of each language, in lower case, which
    none of the others has, with accents or without."""
    words = _WORD.findall(said.casefold())
    found = {language: len(ours.intersection(words)) for language, ours in marks.items()}
    most = max(found, key=found.__getitem__, default="")
    others = sum(found.values()) - found.get(most, 0)
    sure = most and found[most] >= max(_ENOUGH, len(words) / _SHARE) and found[most] > 2 * others
    return most if sure else ""
