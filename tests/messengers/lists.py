"""A numbered list as somebody reads it who has no buttons: which choices there are, and what to type for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from domain.text import Text
from tests.running_bot import words

_NUMBERED = re.compile(r"(\d+)\. (.+)")
_QUOTED = re.compile(r"“([^”]+)”")


@dataclass(frozen=True)
class Shown:
    """The words above the list; the choices as (label, what to type), those with numbers first."""

    text: str
    choices: tuple[tuple[str, str], ...] = ()


def shown(message: str) -> Shown:
    rows = message.split("\n")
    ways = rows.pop() if _ways().match(rows[-1]) else ""
    if not rows or rows[-1] not in _endings():
        return Shown(message)
    rows.pop()
    if rows and not rows[-1]:
        rows.pop()
    numbered = []
    while rows and (found := _NUMBERED.fullmatch(rows[-1])):
        numbered.append((found[2], found[1]))
        rows.pop()
    aside = [(label, label) for label in _QUOTED.findall(ways)]
    return Shown("\n".join(rows).rstrip(), (*reversed(numbered), *aside))


@cache
def _endings() -> frozenset[str]:
    return frozenset(
        words().plain(Text(key), language) for key in ("menu.how", "menu.home") for language in words().languages
    )


@cache
def _ways() -> re.Pattern[str]:
    said = [words().plain(Text("menu.ways", ways="§"), language) for language in words().languages]
    return re.compile("|".join(re.escape(one).replace("§", ".+") for one in said))
