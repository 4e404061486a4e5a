"""Numbered lists at random: whatever is shown, said, expires or is repeated, a number only ever chooses the line that
was last shown under it, from a list that has not expired."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.channels.base import Button, Rendered
from bot.words.choosing import HOME, heard
from bot.words.i18n import Words
from bot.words.menus import NumberedLists
from domain.messaging.messages import Address, Inbound, Kind, Urgency
from domain.messaging.outgoing import OutgoingRow
from storage.database import Database
from tests.zalo_channels.conftest import StillClock

AT = Address("zalo_oa", "main", "lan")
WORDS = Words.load(strict=True)
VALID = timedelta(hours=12)
STEPS = 250
ASIDE = Button("Quay lại", "aside", aside=True)


class Paper:
    """What the person can read: the messages one under the other, and what a careful reader makes of them."""

    def __init__(self) -> None:
        self.lists: list[tuple[datetime, dict[int, str]]] = []

    def shows(self, now: datetime, lines: dict[int, str]) -> None:
        if not lines or 1 in lines:
            self.lists.clear()
        self.lists.append((now, lines))

    def chosen(self, number: int, now: datetime) -> str | None:
        """What may happen at most: None where this number must do nothing."""
        fresh = [lines for at, lines in self.lists if now - at < VALID]
        return next((lines[number] for lines in reversed(fresh) if number in lines), None)


class Play:
    def __init__(self, database: Database, clock: StillClock, chance: random.Random) -> None:
        self.database = database
        self.clock = clock
        self.chance = chance
        self.lists = NumberedLists(WORDS, database, clock, VALID)
        self.paper = Paper()
        self.letters = chance.sample(range(1, STEPS + 1), STEPS)  # some wait, and are sent after later ones
        self.actions: dict[str, str] = {}

    async def step(self) -> None:
        self.clock.moment += self.chance.choice((timedelta(), timedelta(minutes=5), timedelta(hours=5)))
        await self.chance.choice(
            (self.shows, self.shows, self.resumes, self.says_number, self.says_number, self.says)
        )()

    async def shows(self) -> None:
        labels = [f"Mục {self.letters[-1]}.{n}" for n in range(self.chance.randint(0, 4))]
        buttons = [(Button(label, f"a:{label}"),) for label in labels]
        self.actions |= {label: f"a:{label}" for label in labels}
        urgency = self.chance.choice((Urgency.REPLY, Urgency.NOTICE)) if labels else Urgency.REPLY
        await self._written(urgency, Rendered("Xin chọn", buttons=(*buttons, (ASIDE,))))

    async def resumes(self) -> None:
        await self._written(Urgency.REPLY, Rendered("Đã hủy."), resumes=True)

    async def _written(self, urgency: Urgency, message: Rendered, **how: Any) -> None:
        row = OutgoingRow(self.letters.pop(), AT, False, urgency=urgency, language="vi")
        written = await self.lists.write(row, message, 0, **how)
        if written.text != message.text:
            numbered = [line.split(". ", 1) for line in written.text.splitlines() if line[:1].isdigit()]
            self.paper.shows(self.clock.now(), {int(number): self.actions[label] for number, label in numbered})

    async def says_number(self) -> None:
        number = self.chance.randint(0, 12)
        found = await self._heard(self.chance.choice((f"{number}", f"{number}.", f" {number})")))
        if number == 0:
            assert found == HOME
        else:
            assert found == self.paper.chosen(number, self.clock.now())

    async def says(self) -> None:
        assert await self._heard(self.chance.choice(("bà", "số nhà 2", "đường hỏng", "2026", "/2", "👍"))) is None

    async def _heard(self, text: str) -> str | None:
        now = self.clock.now()
        inbound = Inbound("k", AT, Kind.WORDS, now, sender="lan", text=text)
        async with self.database.transaction() as memory:
            found = await heard(memory, inbound, now, now, WORDS)
        return found.text if found.kind is Kind.PRESS else None


@pytest.mark.parametrize("seed", range(8))
async def test_a_number_chooses_what_the_newest_list_says_or_nothing(
    database: Database, clock: StillClock, seed: int
) -> None:
    play = Play(database, clock, random.Random(seed))
    for _ in range(STEPS):
        await play.step()
