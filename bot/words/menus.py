"""Numbered lists, where a messenger has no buttons: how choices are written and remembered.

A list cannot misfire. It expires. A list that answers somebody starts at 1 and ends every list before it; one that
comes by itself (a reminder) goes on counting, so that both can be chosen from. What stands aside (back, cancel) has
no number, so that a number stays an answer. Words after which nothing is left to choose may give the last list back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.channels.base import Button, Rendered
from bot.clock import Clock
from bot.words.choosing import standing
from bot.words.i18n import Words
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Urgency
from domain.messaging.outgoing import OutgoingRow
from storage.database import Database
from storage.memory import Memory
from storage.messaging.menus import Line

_MOST = 99
_WIDEST = 100  # characters: a longer label would be cut on a button


class NumberedLists:
    """`await lists.write(row, message, quick_replies)` before the message is sent: what is shown is remembered."""

    def __init__(self, words: Words, database: Database, clock: Clock, valid: timedelta) -> None:
        self._words = words
        self._database = database
        self._clock = clock
        self._valid = valid

    async def write(
        self, row: OutgoingRow, message: Rendered, quick_replies: int, *, resumes: bool = False
    ) -> Rendered:
        """`resumes`: where the message offers nothing itself, the last list is shown again."""
        buttons = [button for line in message.buttons for button in line if button.action or button.link]
        heading: list[Text] = []
        if not (buttons or resumes):
            return replace(message, buttons=())
        async with self._database.transaction() as memory:
            if buttons:
                shown = await self._remember(memory, row, [one for one in buttons if one.action])
            else:
                heading, shown = await self._show_again(memory, row)
        if not (shown or buttons):
            return replace(message, buttons=())
        quick = _quick(shown, quick_replies)
        listed = lines(*heading, *_list(shown, buttons, numbered=not quick))
        text = f"{message.text}\n\n{self._words.plain(listed, row.language)}"
        return replace(message, text=text, buttons=quick)

    async def _remember(self, memory: Memory, row: OutgoingRow, buttons: Sequence[Button]) -> list[Line]:
        now = self._clock.now()
        others = [line for line in await memory.menus.remembered(row.at) if line.menu != row.id]
        highest = _highest(standing(others, now))
        anew = row.urgency is Urgency.REPLY or highest + len(buttons) > _MOST
        shown = list(_numbered(row.id, buttons, 1 if anew else 1 + highest, now, now + self._valid))
        memory.menus.show(row.at, shown)
        memory.menus.forget(row.at, now - self._valid)
        return shown

    async def _show_again(self, memory: Memory, row: OutgoingRow) -> tuple[list[Text], list[Line]]:
        """A heading and the last list, counted from 1, so that it ends all others."""
        now = self._clock.now()
        card, offered = await memory.menus.last_offered(row.at)
        if not any(line.number for line in offered):
            return [], []
        buttons = [Button(line.label, line.action, aside=not line.number) for line in offered]
        shown = list(_numbered(offered[0].menu, buttons, 1, now, now + self._valid))
        memory.menus.show(row.at, shown)
        return [_again(card)], shown


def _highest(shown: Sequence[Line]) -> int:
    return max((line.number for line in shown), default=0)


def _numbered(menu: int, buttons: Sequence[Button], number: int, now: datetime, until: datetime) -> Iterator[Line]:
    for button in buttons:
        yield Line(menu, 0 if button.aside else number, button.label, button.action, now, until)
        number += not button.aside


def _again(card: str) -> Text:
    """Above a list that is shown again without the words it once stood under."""
    kind, _, code = card.partition(":")
    return Text("menu.again_petition", code=code) if kind == "petition" else Text("menu.again")


def _list(shown: Sequence[Line], buttons: Sequence[Button], *, numbered: bool) -> list[Text]:
    """The lines with numbers unless buttons show them, the links written out; below, how to choose and the ways
    out by their words."""
    choices = [
        Text("menu.line", number=str(line.number), label=line.label) for line in shown if numbered and line.number
    ]
    links = [Text("menu.link", label=button.label, link=button.link) for button in buttons if button.link]
    aside = ", ".join(f"“{line.label}”" for line in shown if not line.number)
    below = [Text("menu.how" if choices else "menu.home")]
    if aside:
        below.append(Text("menu.ways", ways=aside))
    return [*choices, *links, *([verbatim("")] if choices or links else []), *below]


def _quick(shown: Sequence[Line], most: int) -> tuple[tuple[Button, ...], ...]:
    """The numbered lines as buttons that come back as words, if they are few and short enough."""
    numbered = [line for line in shown if line.number]
    if len(numbered) > most or any(len(line.label) > _WIDEST for line in numbered):
        return ()
    return tuple((Button(line.label, f"#{line.number}.{line.menu}"),) for line in numbered)
