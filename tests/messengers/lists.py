"""A numbered list as somebody reads it who has no buttons: which choices there are, and what to type for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from domain.language.text import Text
from tests.running_bot import words

_NUMBERED = re.compile(r"(\d+)\. (.+)")
_QUOTED = re.compile(r"“([^”]+)”")


@dataclass(frozen=True)
class Shown:
    """The words above the list; the choices as (label, what to type), those with numbers first; whether they were
    offered before and are only shown again."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()
    again: bool = False


def shown(message: str, buttons: Sequence[Mapping[str, str]] = ()) -> Shown:
    """`buttons` where an account shows them in place of the numbered lines: pressed, they come back as words."""
    rows = message.split("\n")
    ways = rows.pop() if _ways().match(rows[-1]) else ""
    if not rows or rows[-1] not in _endings():
        return Shown(message)
    rows.pop()
    if rows and not rows[-1]:
        rows.pop()
    numbered = [(button["title"], button["payload"]) for button in reversed(buttons)]
    while rows and (found := _NUMBERED.fullmatch(rows[-1])):
        numbered.append((found[2], found[1]))
        rows.pop()
    aside = [(label, label) for label in _QUOTED.findall(ways)]
    again = bool(rows and _headings().fullmatch(rows[-1]))
    if again:
        rows.pop()
    return Shown("\n".join(rows).rstrip(), (*reversed(numbered), *aside), again)


@cache
def _endings() -> frozenset[str]:
    return frozenset(
        words().plain(Text(key), language) for key in ("menu.how", "menu.home") for language in words().languages
    )


def _ways() -> re.Pattern[str]:
    return _pattern(Text("menu.ways", ways="§"))


def _headings() -> re.Pattern[str]:
    return _pattern(Text("menu.again"), Text("menu.again_petition", code="§"))


@cache
def _pattern(*texts: Text) -> re.Pattern[str]:
    """In every language; § stands for anything."""
    said = [words().plain(text, language) for text in texts for language in words().languages]
    return re.compile("|".join(re.escape(one).replace("§", ".+") for one in said))
