"""Reminders: planned as rows long before, said once at their minute, to the people of the unit
that owes the report."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from itertools import groupby

from domain.calendar import WorkingCalendar
from domain.due import planned_reminders
from domain.duties import Duty
from domain.messages import Choice, Message
from domain.notices import Notice, Occasion
from domain.quiet import may_disturb
from domain.text import Gap, Text
from handlers.collectors import reach_collectors
from handlers.deadlines import hand_in_button
from handlers.duties import Ledger, ledger, receiver, report_name
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.reminders import Reminder


async def plan_commune(world: World, memory: Memory, commune: str, now: datetime) -> None:
    """Plans every reminder ahead that is not planned yet, and supersedes those of earlier dates. What would have
    been said before now is not planned any more: rows that wait from before are what downtime folds."""
    book = await ledger(world, memory, commune, world.today(now))
    version = f"{book.plan.version}.{await memory.reports.version(commune)}"
    memory.reminders.supersede_other(commune, version, now)
    calendar = world.calendar(commune, await memory.calendar.overrides(commune))
    own_steps = await memory.reports.steps(commune)
    for duty in book.duties:
        if not book.is_in(duty):
            steps = own_steps.get(duty.obligation.id, own_steps.get("", book.plan.steps(duty.obligation)))
            for reminder in _reminders(world, book, duty, steps, calendar, version):
                if reminder.remind_at >= now:
                    memory.reminders.plan(reminder)


def _reminders(
    world: World, book: Ledger, duty: Duty, steps: Iterable[int], calendar: WorkingCalendar, version: str
) -> list[Reminder]:
    at = book.plan.reminding.at
    return [
        Reminder(
            book.plan.commune.id,
            *duty.what,
            version,
            duty.occurrence.due_before,
            duty.occurrence.last_safe_day,
            planned.step,
            datetime.combine(planned.remind_on, at, world.zone),
        )
        for planned in planned_reminders(duty.occurrence, steps, calendar)
    ]


async def fire_due(world: World, memory: Memory, now: datetime) -> int:
    """Says what is due, one message for each report and unit, and tells how many. During quiet hours and on days
    off nothing is said: the rows wait."""
    said = 0
    for commune, theirs in groupby(await memory.reminders.due(now), key=lambda reminder: reminder.commune):
        if commune not in world.plans:
            continue
        calendar = world.calendar(commune, await memory.calendar.overrides(commune))
        if may_disturb(now.astimezone(world.zone), world.habits.reminding, calendar):
            said += await _fire_commune(world, memory, commune, list(theirs), now)
    return said


async def _fire_commune(world: World, memory: Memory, commune: str, due: list[Reminder], now: datetime) -> int:
    book = await ledger(world, memory, commune, world.today(now))
    unheard: dict[tuple[str, str], list[Duty]] = {}
    said = 0
    for what, steps in groupby(due, key=lambda reminder: (reminder.obligation, reminder.period, reminder.unit)):
        *missed, latest = steps
        duty = book.find(*what)
        if duty is None or book.is_in(duty):
            memory.reminders.stop(commune, *what, now)
            continue
        for reminder in missed:
            memory.reminders.close(reminder, "folded", now)
        told = await _say(world, memory, duty, latest, now)
        memory.reminders.close(latest, "said" if told else "nobody", now)
        said += told
        if not told:
            unheard.setdefault(what[:2], []).append(duty)
    for duties in unheard.values():
        await _say_unheard(world, memory, book, duties, now)
    return said


async def _say(world: World, memory: Memory, duty: Duty, reminder: Reminder, now: datetime) -> bool:
    """To everybody registered for the unit; False if there is nobody."""
    reached = await memory.people.reach_unit(reminder.commune, duty.unit)
    voice = Voice(memory, now, f"remind:{reminder.key}")
    message = Message(
        await _words(world, memory, duty, reminder, now),
        ((hand_in_button(duty), Choice(Text("report.ask_extension"), ":".join(("x", *duty.what)))),),
        notice=await _notice(world, memory, duty, reminder, now),
    )
    for reach in reached:
        voice.tell(reach, message, reminder.commune, key=f"remind:{reminder.key}")
    return bool(reached)


async def _words(world: World, memory: Memory, duty: Duty, reminder: Reminder, now: datetime) -> Text:
    left = duty.occurrence.days_left(world.today(now))
    key = "remind.overdue" if left < 0 else "remind.today" if left == 0 else "remind.due"
    return Text(
        key,
        unit=await memory.units.name(reminder.commune, duty.unit),
        report=report_name(duty),
        to=receiver(duty.obligation),
        due=duty.occurrence.due_before,
        last_day=duty.occurrence.last_safe_day,
        n=abs(left),
        quote=duty.obligation.quote,
    )


async def _notice(world: World, memory: Memory, duty: Duty, reminder: Reminder, now: datetime) -> Notice:
    left = duty.occurrence.days_left(world.today(now))
    gaps: dict[str, Gap] = {
        "report": report_name(duty),
        "unit": await memory.units.name(reminder.commune, duty.unit),
        "commune": world.commune_name(reminder.commune),
        "due": duty.occurrence.last_safe_day,
        "state": Text(
            "notice.overdue" if left < 0 else "notice.today" if left == 0 else "notice.left", n=abs(left)
        ),
    }
    return Notice(Occasion.REMINDER, gaps)


async def _say_unheard(world: World, memory: Memory, book: Ledger, duties: list[Duty], now: datetime) -> None:
    """Those who collect the report are told for which units nobody is registered to be reminded."""
    commune = book.plan.commune.id
    voice = Voice(memory, now, f"unheard:{commune}:{':'.join(duties[0].what[:2])}:{now.isoformat()}")
    text = Text(
        "remind.nobody_registered",
        report=report_name(duties[0]),
        last_day=duties[0].occurrence.last_safe_day,
        units=tuple(Text("report.unit_line", unit=book.unit_name(duty.unit)) for duty in duties),
    )
    voice.tell_all(await reach_collectors(memory, book.plan, duties[0].obligation), Message(text), commune)
