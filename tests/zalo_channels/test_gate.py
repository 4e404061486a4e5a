"""Windows and quotas: what may be said now, what waits, and who is told."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.channels.base import Allowance, SendFailed, Why
from bot.sending.gate import Ledger, is_closed
from domain.messaging.messages import Address
from storage.database import Database
from storage.messaging.traffic import Heard
from tests.zalo_channels.conftest import START, StillClock

LAN = Address("zalo_oa", "main", "lan")
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
WINDOW = Allowance(open_for=timedelta(hours=48))
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("allowance", "silence", "replies", "closed"),
    [
        (Allowance(), None, 0, False),
        (WINDOW, None, 0, True),
        (WINDOW, 47 * HOUR, 100, False),
        (WINDOW, 48 * HOUR, 0, True),
        (Allowance(open_for=timedelta(hours=48), replies=8), HOUR, 7, False),
        (Allowance(open_for=timedelta(hours=48), replies=8), HOUR, 8, True),
    ],
)
def test_a_window_closes(allowance: Allowance, silence: timedelta | None, replies: int, closed: bool) -> None:
    heard = None if silence is None else Heard(START - silence, replies)
    assert is_closed(allowance, heard, START) is closed


class Account:
    """An account with an allowance, the ledger that watches it, and what the office was told."""

    def __init__(self, database: Database, clock: StillClock, allowance: Allowance) -> None:
        self.channel: Any = SimpleNamespace(name=LAN.channel, account=LAN.account, allowance=allowance)
        self.clock = clock
        self.database = database
        self.told: list[tuple[str, int, int]] = []
        self.ledger = Ledger(database, clock, ZONE, self._on_scarce)

    async def _on_scarce(self, channel: Any, what: str, used: int, limit: int) -> None:
        self.told.append((what, used, limit))

    async def hears(self, at: Address = LAN) -> None:
        async with self.database.transaction() as memory:
            memory.traffic.heard(at, self.clock.now().astimezone(ZONE).strftime("%Y-%m"), self.clock.now())

    async def says(self, messages: int = 1) -> Why | None:
        try:
            await self.ledger.admit(self.channel, LAN)
        except SendFailed as failed:
            return failed.why
        await self.ledger.spent(self.channel, LAN, messages)
        return None


async def test_a_window_opens_anew_with_every_word(database: Database, clock: StillClock) -> None:
    oa = Account(database, clock, WINDOW)
    assert await oa.says() is Why.CLOSED
    await oa.hears()
    clock.moment += 47 * HOUR
    assert await oa.says() is None
    clock.moment += HOUR
    assert await oa.says() is Why.CLOSED
    await oa.hears()
    assert await oa.says() is None


async def test_a_month_is_counted_alarmed_at_four_fifths_and_ends(database: Database, clock: StillClock) -> None:
    bot = Account(database, clock, Allowance(per_month=10))
    assert [await bot.says() for _ in range(8)] == [None] * 8
    assert bot.told == []
    assert await bot.says() is None
    assert await bot.says() is None
    assert bot.told == [("messages", 8, 10)]  # once
    assert await bot.says() is Why.QUOTA
    clock.moment += timedelta(days=10)  # December, where the commune is
    assert await bot.says() is None


async def test_what_people_say_counts_where_it_may_count(database: Database, clock: StillClock) -> None:
    counts, does_not = (Account(database, clock, Allowance(per_month=2, counts_heard=c)) for c in (True, False))
    await counts.hears()
    await counts.hears()
    assert await counts.says() is Why.QUOTA
    assert await does_not.says() is None


async def test_people_are_counted_too(database: Database, clock: StillClock) -> None:
    bot = Account(database, clock, Allowance(per_month=100, people=2))
    for name in ("lan", "lan", "minh"):
        await bot.hears(Address(LAN.channel, LAN.account, name))
    await bot.says()
    assert bot.told == [("people", 2, 2)]


async def test_an_account_without_limits_counts_nothing(database: Database, clock: StillClock) -> None:
    telegram = Account(database, clock, Allowance())
    assert await telegram.says() is None
    async with database.transaction() as memory:
        assert (await memory.traffic.month(LAN.channel, LAN.account, "2026-11")).said == 0
