"""The deadlines of units, or of all of them, gathered for a calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from domain.language.text import Text
from domain.people.roles import Can, Member, may, units_of
from domain.reports.deadline_calendar import DeadlineCalendar, Owed, of_all, of_units
from handlers.reports.duties import ledger, receiver, report_name
from handlers.world import World
from storage.memory import Memory

EVERY = "every-unit"
"""In place of units: all of the commune's."""


def units_for(members: Iterable[Member], commune: str) -> tuple[str, ...]:
    """Whose deadlines somebody with these memberships is shown; () if nobody's."""
    members = tuple(members)
    if may(members, commune, Can.SEE_BOARD):
        return (EVERY,)
    return units_of(members, commune, Can.HAND_IN)


async def deadline_calendar(
    world: World, memory: Memory, commune: str, units: tuple[str, ...], today: date
) -> DeadlineCalendar:
    """`units` as `units_for` gives them. What a unit was excused from is not in it."""
    book = await ledger(world, memory, commune, today)
    every = units == (EVERY,)
    duties = book.duties if every else book.of(units)
    owed = [
        Owed(
            duty,
            book.unit_name(duty.unit),
            report_name(duty),
            receiver(duty.obligation),
            done=not book.is_owed(duty),
        )
        for duty in duties
        if duty.what not in book.exempted
    ]
    version = book.plan.version + await memory.reports.version(commune)
    whose = (
        (world.commune_name(commune),) if every else tuple(Text("ics.unit", unit=book.unit_name(u)) for u in units)
    )
    return DeadlineCalendar(
        Text("ics.calendar_name_all" if every else "ics.calendar_name", units=whose),
        (of_all if every else of_units)(commune, owed),
        version,
        world.habits.deadline_calendar.alarm_days,
    )
