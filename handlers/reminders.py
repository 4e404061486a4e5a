"""Reminders: planned as rows long before; on their day each becomes a nudge to every person of the unit that owes the
report, or of the rung that it has climbed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time
from itertools import groupby

from domain.due import planned_reminders
from domain.duties import Duty
from domain.ladder import Rung, rung_days
from domain.plan import MOST_STEPS
from domain.quiet import may_disturb
from handlers.duties import Ledger, ledger
from handlers.ladder import Climb
from handlers.nudges import say_due, take_back
from handlers.world import World
from storage.memory import Memory
from storage.reminders import Reminder
from storage.reviews import What


async def plan_commune(world: World, memory: Memory, commune: str, now: datetime) -> None:
    """Plans every reminder ahead that is not planned yet, of no locked period; supersedes those of earlier dates, and
    takes back what was to be said of them. What would have been said before now is not planned any more: rows that
    wait from before are what downtime folds."""
    book = await ledger(world, memory, commune, world.today(now))
    version = f"{book.plan.version}.{await memory.reports.version(commune)}"
    known = await memory.reminders.known(commune, version)
    given = _given(book, await memory.reminders.said_before_due(commune))
    for duty in book.duties:
        if book.is_awaited(duty):
            for reminder in _reminders(world, book, duty, version, given[duty.what]):
                if reminder.key not in known:
                    memory.reminders.plan(reminder, now)
    memory.reminders.supersede_other(commune, version, now)
    await take_back(world, memory, book, now)


def _given(book: Ledger, said: Iterable[tuple[What, datetime]]) -> Counter[What]:
    """How many reminders of each report were given, under whichever dates, since something came of it."""
    return Counter(what for what, at in said if what not in book.versions or book.versions[what][-1].at < at)


def _reminders(world: World, book: Ledger, duty: Duty, version: str, given: int) -> Iterator[Reminder]:
    """Of the steps before the day no more than are left of the most there may be: those nearest to it."""
    steps = sorted(book.steps_of(duty.obligation))[: max(0, MOST_STEPS - given)]
    for planned in planned_reminders(duty.occurrence, steps, book.calendar):
        yield _reminder(world, book, duty, version, planned.remind_on, step=planned.step)
    ladder = book.plan.reminding.ladder or world.habits.reminding.ladder
    for rung, day in rung_days(duty.occurrence.last_safe_day, ladder, book.calendar):
        yield _reminder(world, book, duty, version, day, rung=rung)


def _reminder(
    world: World, book: Ledger, duty: Duty, version: str, day: date, *, step: int = 0, rung: Rung = Rung.UNIT
) -> Reminder:
    return Reminder(
        book.plan.commune.id,
        *duty.what,
        version,
        duty.occurrence.due_before,
        duty.occurrence.last_safe_day,
        step,
        datetime.combine(day, world.habits.reminding.quiet_until, world.zone),
        rung,
    )


async def fire_due(world: World, memory: Memory, now: datetime) -> int:
    """Turns the reminders whose day has come into nudges, says those whose minute has come, and tells how many
    messages that were. During quiet hours and on days off nothing is said: the rows wait."""
    local = now.astimezone(world.zone)
    memory.reminders.open_again(datetime.combine(local.date(), time.min, world.zone))
    for commune, theirs in groupby(await memory.reminders.due(now), key=lambda reminder: reminder.commune):
        if commune not in world.plans:
            continue
        calendar = world.calendar(commune, await memory.calendar.overrides(commune))
        if may_disturb(local, world.habits.reminding, calendar):
            await _fire_commune(world, memory, commune, list(theirs), now)
    return await say_due(world, memory, now)


async def _fire_commune(world: World, memory: Memory, commune: str, due: list[Reminder], now: datetime) -> None:
    """Of the steps before the day the latest is said for those that were missed; every rung is climbed."""
    book = await ledger(world, memory, commune, world.today(now))
    climb = Climb(world, memory, book, now)
    for what, found in groupby(due, key=lambda reminder: (reminder.obligation, reminder.period, reminder.unit)):
        duty, theirs = book.find(*what), list(found)
        if duty is None or not book.is_awaited(duty):
            memory.reminders.stop(commune, *what, now)
            continue
        valid = [one for one in theirs if one.due_before == duty.occurrence.due_before]
        for one in (one for one in theirs if one not in valid):
            memory.reminders.close(one, "superseded", now)
        steps = [one for one in valid if one.rung is Rung.UNIT]
        for one in steps[:-1]:
            memory.reminders.close(one, "folded", now)
            memory.nudges.fold_origin(one.key, now)
        for one in (*steps[-1:], *(one for one in valid if one.rung is not Rung.UNIT)):
            told = await climb.to(one, duty)
            memory.reminders.close(one, "said" if told else "nobody", now)
