"""What a commune's units owe, with what is already in: loaded once, for the lists, the reminders
and the board."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from domain.duties import Duty, duties, undated
from domain.periods import period_name
from domain.plan import Obligation, Plan
from domain.text import Text, verbatim
from handlers.world import World
from storage.memory import Memory
from storage.reports import Submission
from storage.units import UnitRow


@dataclass(frozen=True)
class Ledger:
    """`duties` of the period asked for, earliest first; `first` is the submission that counts for each."""

    plan: Plan
    units: dict[str, UnitRow]
    duties: tuple[Duty, ...]
    first: dict[tuple[str, str, str], Submission]
    undated: tuple[Obligation, ...]

    def of(self, units: Iterable[str]) -> tuple[Duty, ...]:
        wanted = set(units)
        return tuple(duty for duty in self.duties if duty.unit in wanted)

    def is_in(self, duty: Duty) -> bool:
        return duty.what in self.first

    def find(self, obligation: str, period: str, unit: str) -> Duty | None:
        return next((duty for duty in self.duties if duty.what == (obligation, period, unit)), None)

    def unit_name(self, unit: str) -> str:
        return self.units[unit].name if unit in self.units else unit


async def ledger(world: World, memory: Memory, commune: str, today: date) -> Ledger:
    """From reports still missing after their day, to everything that is planned ahead."""
    plan, habits = world.plans[commune], world.habits.reminding
    units = {unit.id: unit for unit in await memory.units.all(commune)}
    entered = await memory.reports.entered_dates(commune)
    extended = await memory.extensions.granted(commune)
    since = today - timedelta(days=habits.overdue_shown_days)
    until = today + timedelta(days=habits.plan_ahead_days)
    since = max(since, plan.valid_from or since)
    until = min(until, plan.valid_until or until)
    owed = duties(plan, units.values(), entered, extended, since=since, until=until)
    handed_in = await memory.reports.handed_in(commune, since=since)
    first: dict[tuple[str, str, str], Submission] = {}
    for one in handed_in:
        first.setdefault((one.obligation, one.period, one.unit), one)
    return Ledger(plan, units, tuple(owed), first, undated(plan, entered))


def report_name(duty: Duty) -> Text:
    """The report with its period: "Báo cáo … – 6 tháng năm 2026"."""
    return Text("report.name", title=duty.obligation.title, period=period_name(duty.occurrence.period))


def receiver(obligation: Obligation) -> Text:
    """To whom, and through whom, in the plan's words."""
    if obligation.via and obligation.to:
        return Text("report.to_via", to=obligation.to, via=obligation.via)
    return (
        verbatim(obligation.to or obligation.via) if obligation.to or obligation.via else Text("report.to_nobody")
    )
