"""What is said unasked about a clock is taken back when the clock is met, stands still, or ends at another moment."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from domain.clocks.running import Running
from handlers.reports.nudges import take_out
from handlers.world import World
from storage.memory import Memory


def origin_of(clock: Running) -> str:
    """Under which everything is planned that is said about it."""
    return f"clock:{clock.id}"


async def withdraw_changed(
    world: World, memory: Memory, before: Iterable[Running], after: Iterable[Running], now: datetime
) -> None:
    """Neither what is planned nor what is written and not sent yet. Asks the memory only where somebody was warned."""
    known = {clock.id: clock for clock in after}
    changed = [one for one in before if one.warned and one.runs and _is_another(one, known.get(one.id))]
    if changed:
        waiting = await memory.nudges.open_of([origin_of(one) for one in changed])
        await take_out(world, memory, waiting, now)


def _is_another(before: Running, after: Running | None) -> bool:
    return after is None or not after.runs or after.due_at != before.due_at
