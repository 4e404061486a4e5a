"""Choosing from a numbered list by words: which lists still stand, and which of their lines is meant.

A list that starts at 1, or has no numbers at all, ends every list before it; one that goes on counting stands beside
them. So a number is never on two lists that stand, and what is on none that stands chooses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.words.i18n import Words
from domain.language.text import Text
from domain.language.vietnamese import fold, nfc
from domain.messaging.messages import Inbound, Kind
from storage.memory import Memory
from storage.messaging.menus import Line

HOME = "h:"
"""What 0 stands for in every list: back to the beginning."""
_OLD = "old:"
_NUMBER = re.compile(r"(\d{1,2})\s*[.)]?")
_QUICK = re.compile(r"#(\d{1,2})\.(\d+)")
_NOT_SAID = re.compile(r"[^\w\s]|_")


def standing(remembered: Sequence[Line], now: datetime) -> list[Line]:
    """The lines that can be chosen now, of those `remembered`, oldest list first."""
    begun = 0
    for at, line in enumerate(remembered):
        if line.menu != remembered[at - 1].menu or at == 0:
            numbers = {other.number for other in remembered if other.menu == line.menu} - {0}
            begun = begun if numbers and 1 not in numbers else at
    return [line for line in remembered[begun:] if line.expires_at > now]


async def heard(memory: Memory, inbound: Inbound, received_at: datetime, now: datetime, words: Words) -> Inbound:
    """What somebody without buttons said, as the press it stands for, if it stands for one."""
    if inbound.kind is not Kind.WORDS or inbound.group:
        return inbound
    choosable = standing(await memory.menus.remembered(inbound.at), now)
    action = meant(inbound.text, choosable, received_at, number_words(words))
    if action is None:
        return inbound
    menu = next((line.menu for line in choosable if line.action == action), 0)
    return replace(inbound, kind=Kind.PRESS, text=action, message_id=await memory.menus.message_of(menu))


def number_words(words: Words) -> dict[str, int]:
    """The numbers up to ten in every language we speak."""
    return {
        word: number
        for language in words.languages
        for number, word in enumerate(words.plain(Text("menu.numbers"), language).split(), start=1)
    }


def meant(said: str, choosable: Sequence[Line], received_at: datetime, numbers: dict[str, int]) -> str | None:
    """The action of the line that is meant by a number, its word, a label with or without accents, or a quick
    reply; None where the words are only words."""
    said = nfc(said).strip()
    if quick := _QUICK.fullmatch(said):
        number, menu = int(quick[1]), int(quick[2])
        return next((line.action for line in choosable if (line.number, line.menu) == (number, menu)), _OLD)
    if (chosen := _number(said, numbers)) is not None:
        return _by_number(chosen, choosable, received_at)
    label = "" if said.startswith("/") else _bare(said)  # a command is a command, whatever the list says
    return next((line.action for line in choosable if label and _bare(line.label) == label), None)


def _by_number(chosen: int, choosable: Sequence[Line], received_at: datetime) -> str | None:
    """A number typed before a list was shown is not for that list."""
    if chosen == 0:
        return HOME
    if any(line.shown_at > received_at for line in choosable):
        return _OLD
    return next((line.action for line in choosable if line.number == chosen), None)


def _number(said: str, numbers: dict[str, int]) -> int | None:
    """ "ba" and "Hai." are numbers; "bà", which folds alike, is a lady."""
    if digits := _NUMBER.fullmatch(said):
        return int(digits[1])
    word = said.rstrip(" .!)").casefold()
    if word in numbers:
        return numbers[word]
    return {fold(name): number for name, number in numbers.items()}.get(word) if word.isascii() else None


def _bare(words: str) -> str:
    return fold(_NOT_SAID.sub(" ", words))
