"""Numbered lists, where a messenger has no buttons: how choices are written, remembered, and chosen by words.

A list cannot misfire. It expires. A list that answers somebody starts at 1 and ends every list before it; one that
comes by itself (a reminder) goes on counting, so that both can be chosen from. A number typed before a list was
shown is not for that list. What stands aside (back, cancel) has no number, so that a number stays an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.channels.base import Button, Rendered
from bot.clock import Clock
from bot.words.i18n import Words
from domain.messages import Inbound, Kind, Urgency
from domain.outgoing import OutgoingRow
from domain.text import Text, lines, verbatim
from domain.vietnamese import fold, nfc
from storage.database import Database
from storage.memory import Memory
from storage.menus import Line

HOME = "h:"
"""What 0 stands for in every list: back to the beginning."""
_OLD = "old:"
_MOST = 99
_NUMBER = re.compile(r"(\d{1,2})\s*[.)]?")
_QUICK = re.compile(r"#(\d{1,2})\.(\d+)")
_NOT_SAID = re.compile(r"[^\w\s]|_")


class NumberedLists:
    """`await lists.write(row, message, quick_replies)` before the message is sent: what is shown is remembered."""

    def __init__(self, words: Words, database: Database, clock: Clock, valid: timedelta) -> None:
        self._words = words
        self._database = database
        self._clock = clock
        self._valid = valid

    async def write(self, row: OutgoingRow, message: Rendered, quick_replies: int) -> Rendered:
        buttons = [button for line in message.buttons for button in line if button.action or button.link]
        if not buttons:
            return replace(message, buttons=())
        async with self._database.transaction() as memory:
            shown = await self._remember(memory, row, [button for button in buttons if button.action])
        listed = self._words.plain(_list(shown, buttons), row.language)
        return replace(message, text=f"{message.text}\n\n{listed}", buttons=_quick(shown, quick_replies))

    async def _remember(self, memory: Memory, row: OutgoingRow, buttons: Sequence[Button]) -> list[Line]:
        now = self._clock.now()
        standing = [line for line in await memory.menus.open(row.at, now) if line.menu != row.id]
        if row.urgency is Urgency.REPLY or not _room(standing, buttons):
            memory.menus.close(row.at)
            standing = []
        shown = list(_numbered(row.id, buttons, 1 + _highest(standing), now, now + self._valid))
        memory.menus.show(row.at, shown)
        return shown


def _highest(standing: Sequence[Line]) -> int:
    return max((line.number for line in standing), default=0)


def _room(standing: Sequence[Line], buttons: Sequence[Button]) -> bool:
    return _highest(standing) + len(buttons) <= _MOST


def _numbered(menu: int, buttons: Sequence[Button], number: int, now: datetime, until: datetime) -> Iterator[Line]:
    for button in buttons:
        yield Line(menu, 0 if button.aside else number, button.label, button.action, now, until)
        number += not button.aside


def _list(shown: Sequence[Line], buttons: Sequence[Button]) -> Text:
    """The lines with numbers, the links written out; below, how to choose and the ways out by their words."""
    choices = [Text("menu.line", number=str(line.number), label=line.label) for line in shown if line.number]
    links = [Text("menu.link", label=button.label, link=button.link) for button in buttons if button.link]
    aside = ", ".join(f"“{line.label}”" for line in shown if not line.number)
    below = [Text("menu.how" if choices else "menu.home")]
    if aside:
        below.append(Text("menu.ways", ways=aside))
    return lines(*choices, *links, *([verbatim("")] if choices or links else []), *below)


def _quick(shown: Sequence[Line], most: int) -> tuple[tuple[Button, ...], ...]:
    """The same as buttons that come back as words, if there are few enough of them."""
    numbered = [line for line in shown if line.number]
    if len(numbered) > most:
        return ()
    return tuple((Button(line.label, f"#{line.number}.{line.menu}"),) for line in numbered)


async def heard(memory: Memory, inbound: Inbound, received_at: datetime, now: datetime, words: Words) -> Inbound:
    """What somebody without buttons said, as the press it stands for, if it stands for one."""
    if inbound.kind is not Kind.WORDS or inbound.group:
        return inbound
    standing = await memory.menus.open(inbound.at, now)
    action = meant(inbound.text, standing, received_at, number_words(words))
    if action is None:
        return inbound
    menu = next((line.menu for line in standing if line.action == action), 0)
    return replace(inbound, kind=Kind.PRESS, text=action, message_id=await memory.menus.message_of(menu))


def number_words(words: Words) -> dict[str, int]:
    """The numbers up to ten in every language we speak."""
    return {
        word: number
        for language in words.languages
        for number, word in enumerate(words.plain(Text("menu.numbers"), language).split(), start=1)
    }


def meant(said: str, standing: Sequence[Line], received_at: datetime, numbers: dict[str, int]) -> str | None:
    """The action of the line that is meant by a number, its word, a label with or without accents, or a quick
    reply; None where the words are only words."""
    said = nfc(said).strip()
    if quick := _QUICK.fullmatch(said):
        number, menu = int(quick[1]), int(quick[2])
        return next((line.action for line in standing if (line.number, line.menu) == (number, menu)), _OLD)
    if (chosen := _number(said, numbers)) is not None:
        return _by_number(chosen, standing, received_at)
    label = "" if said.startswith("/") else _bare(said)  # a command is a command, whatever the list says
    return next((line.action for line in standing if label and _bare(line.label) == label), None)


def _by_number(chosen: int, standing: Sequence[Line], received_at: datetime) -> str | None:
    if chosen == 0:
        return HOME
    if any(line.shown_at > received_at for line in standing):
        return _OLD
    return next((line.action for line in standing if line.number == chosen), None)


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
