"""Reminders: planned as rows long before; on their day each becomes a nudge to every person of the unit that owes the
report, or of the rung that it has climbed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import groupby

from domain.messaging.quiet import may_disturb
from domain.plans.due import Occurrence, planned_reminders
from domain.plans.duties import Duty
from domain.plans.plan import MOST_STEPS
from domain.reports.ladder import Rung, rung_days
from handlers.reports.duties import Ledger, ledger
from handlers.reports.ladder import Climb
from handlers.reports.nudges import say_due, take_back
from handlers.world import World
from storage.database import Transaction
from storage.memory import Memory
from storage.reports.reminders import Reminder
from storage.reports.reviews import What

Moment = tuple[int, Rung, datetime]
"""(step, rung, when): of a step before the day the rung is the unit's own, of a rung behind it the step is 0."""


async def plan_commune(world: World, memory: Memory, commune: str, now: datetime) -> None:
    """Plans every reminder ahead that is not planned yet, of no locked period; supersedes those of earlier dates, and
    takes back what was to be said of them. What would have been said before now is not planned any more: rows that
    wait from before are what downtime folds."""
    book = await ledger(world, memory, commune, world.today(now))
    version = f"{book.plan.version}.{await memory.reports.version(commune)}"
    memory.reminders.plan(await _unplanned(world, memory, book, version, now))
    memory.reminders.supersede_other(commune, version, now)
    await take_back(world, memory, book, now)


async def _unplanned(world: World, memory: Memory, book: Ledger, version: str, now: datetime) -> list[Reminder]:
    """Of what lies behind only what still waits under earlier dates, and rungs of what is missing again."""
    commune = book.plan.commune.id
    known = await memory.reminders.known(commune, version)
    unfinished = await memory.reminders.unfinished(commune, version)
    given = _given(book, await memory.reminders.said_before_due(commune))
    moments = _Moments(world, book)
    return [
        reminder
        for duty in book.duties
        if book.is_awaited(duty)
        for reminder in _reminders(moments, duty, version, given[duty.what])
        if (reminder.remind_at >= now or reminder.matter in unfinished) and reminder.key not in known
    ]


def _given(book: Ledger, said: Iterable[tuple[What, datetime]]) -> Counter[What]:
    """How many reminders of each report were given, under whichever dates, since something came of it."""
    return Counter(what for what, at in said if what not in book.versions or book.versions[what][-1].at < at)


@dataclass
class _Moments:
    """When the reminders of a deadline come. Sixty units have the same one: it is worked out once."""

    world: World
    book: Ledger
    _found: dict[tuple[date, tuple[int, ...]], list[Moment]] = field(default_factory=dict)

    def of(self, occurrence: Occurrence, steps: tuple[int, ...]) -> list[Moment]:
        key = (occurrence.due_before, steps)
        if key not in self._found:
            self._found[key] = list(self._worked_out(occurrence, steps))
        return self._found[key]

    def _worked_out(self, occurrence: Occurrence, steps: tuple[int, ...]) -> Iterator[Moment]:
        for planned in planned_reminders(occurrence, steps, self.book.calendar):
            yield planned.step, Rung.UNIT, self._on(planned.remind_on)
        ladder = self.book.plan.reminding.ladder or self.world.habits.reminding.ladder
        for rung, day in rung_days(occurrence.last_safe_day, ladder, self.book.calendar):
            yield 0, rung, self._on(day)

    def _on(self, day: date) -> datetime:
        return datetime.combine(day, self.world.habits.reminding.quiet_until, self.world.zone)


def _reminders(moments: _Moments, duty: Duty, version: str, given: int) -> Iterator[Reminder]:
    """Of the steps before the day no more than are left of the most there may be: those nearest to it."""
    steps = sorted(moments.book.steps_of(duty.obligation))[: max(0, MOST_STEPS - given)]
    occurrence, commune = duty.occurrence, moments.book.plan.commune.id
    for step, rung, at in moments.of(occurrence, tuple(steps)):
        yield Reminder(
            commune, *duty.what, version, occurrence.due_before, occurrence.last_safe_day, step, at, rung
        )


async def fire_due(world: World, transaction: Transaction, now: datetime) -> int:
    """Turns the reminders whose day has come into nudges, says those whose minute has come, and tells how many
    messages that were. During quiet hours and on days off nothing is said: the rows wait. Each commune has a transaction
    of its own, so that whoever writes meanwhile waits for one commune and not for all. Nothing is said before all are
    turned into nudges: somebody may work for several, and hears of them together."""
    midnight = datetime.combine(world.today(now), time.min, world.zone)
    async with transaction() as memory:
        memory.reminders.open_again(midnight)
        communes = await memory.reminders.communes_due(now)
    for commune in communes:
        if commune in world.plans:
            async with transaction() as memory:
                await _fire_commune(world, memory, commune, now)
    async with transaction() as memory:
        recipients = await memory.nudges.recipients_due(now)
    said = 0
    for theirs in recipients:
        async with transaction() as memory:
            said += await say_due(world, memory, now, theirs)
    return said


async def _fire_commune(world: World, memory: Memory, commune: str, now: datetime) -> None:
    calendar = world.calendar(commune, await memory.calendar.overrides(commune))
    if may_disturb(now.astimezone(world.zone), world.habits.reminding, calendar):
        await _fire(world, memory, commune, await memory.reminders.due(commune, now), now)


async def _fire(world: World, memory: Memory, commune: str, due: list[Reminder], now: datetime) -> None:
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
