"""A whole petition, words → confirmation → receipt, through the worker's own path, each turn on the disk."""

from __future__ import annotations

from collections.abc import Sequence

from bench.figures import Pace, Stopwatch
from bench.office import ACCOUNT, FIRST_CITIZEN, Office
from bench.payloads import pressed, said
from bot.channels.base import Arrival
from bot.clock import SystemClock
from domain.messaging.messages import Address

TURNS = 2  # of every dialogue: the words, and the button under the summary


async def hold(office: Office, citizens: range, together: int = 1) -> Pace:
    """Every citizen files one petition; `together` of them speak at once. Times the turns, not the hearing."""
    watch, before = Stopwatch(), await _filed(office)
    for first in citizens[::together]:
        crowd = [FIRST_CITIZEN + number for number in range(first, min(first + together, citizens.stop))]
        await _turns(office, [said(user, story(user)) for user in crowd], watch)
        await _turns(office, await _confirmations(office, crowd), watch)
    assert await _filed(office) == before + len(citizens)  # otherwise the figures would be of something else
    return Pace(watch.seconds, together)


def story(user: int) -> str:
    return f"Đèn đường ngõ {user} thôn Trung hỏng đã ba hôm, tối đi lại khó khăn, xin sửa giúp."


async def _turns(office: Office, heard: Sequence[Arrival], watch: Stopwatch) -> None:
    async with office.database.transaction() as memory:
        memory.inbox.accept(heard, SystemClock().now())
    with watch:
        held = await office.worker.step()
    assert held == len(heard)


async def _confirmations(office: Office, crowd: Sequence[int]) -> list[Arrival]:
    """The press on the first button of the summary, which names the dialogue."""
    async with office.database.transaction() as memory:
        dialogs = [await memory.dialogs.open(Address(*ACCOUNT, str(user)), str(user)) for user in crowd]
    return [pressed(user, f"f:{one.id}:sure:yes") for user, one in zip(crowd, dialogs, strict=True) if one]


async def _filed(office: Office) -> int:
    today = office.world.today(SystemClock().now())
    async with office.database.transaction() as memory:
        counts = [
            await memory.petitions.count_open(commune, plan.petitions.office, today, restricted=True)
            for commune, plan in office.world.plans.items()
        ]
    return sum(still_open for still_open, _ in counts)
