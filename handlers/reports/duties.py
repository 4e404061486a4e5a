"""What a commune's units owe, with what is already in: loaded once, for the lists, the reminders
and the board."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from domain.language.text import Text, verbatim
from domain.plans.due import planned_reminders
from domain.plans.duties import Duty, duties, undated
from domain.plans.plan import Obligation, Plan
from domain.reports.requests import obligation_of
from domain.reports.second_hop import second_hops
from domain.reports.standing import STILL_OWED, HandedIn, Standing, Verdict, in_time, standing
from domain.time.calendar import WorkingCalendar
from domain.time.periods import period_name
from handlers.world import World
from storage.memory import Memory
from storage.reports.extensions import Granted
from storage.reports.reports import Submission
from storage.reports.reviews import Lock, Review, What
from storage.units import UnitRow

Versions = Mapping[What, tuple[Submission, ...]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One cell of the board: what a unit owes, the versions it handed in, and how it stands."""

    duty: Duty
    versions: tuple[Submission, ...]
    reviews: tuple[Review | None, ...]
    standing: Standing

    @property
    def latest(self) -> Submission | None:
        return self.versions[-1] if self.versions else None

    @property
    def review(self) -> Review | None:
        """Of the latest version."""
        return self.reviews[-1] if self.reviews else None

    @property
    def on_time(self) -> bool:
        """Whether all that had to come so far came in its time."""
        return in_time(_handed(self.versions, self.reviews))


@dataclass(frozen=True)
class Ledger:
    """`duties` of the span asked for, earliest first. `versions` are what came in for each, in the order of arrival;
    `reviews` by submission; `steps` by obligation."""

    plan: Plan
    today: date
    units: dict[str, UnitRow]
    obligations: dict[str, Obligation]
    duties: tuple[Duty, ...]
    undated: tuple[Obligation, ...]
    versions: Versions
    reviews: Mapping[str, Review]
    exempted: Mapping[What, str]
    extended: Mapping[What, Granted]
    locked: Mapping[tuple[str, str], Lock]
    steps: Mapping[str, tuple[int, ...]]
    calendar: WorkingCalendar

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """The cells of the board, in the order of `duties`."""
        return tuple(map(self.entry, self.duties))

    def entry(self, duty: Duty) -> Entry:
        versions = self.versions.get(duty.what, ())
        reviews = tuple(self.reviews.get(version.code) for version in versions)
        how = standing(
            _handed(versions, reviews),
            due_before=duty.occurrence.due_before,
            remind_from=self._remind_from(duty),
            today=self.today,
            exempt=duty.what in self.exempted,
            extended=duty.what in self.extended,
        )
        return Entry(duty, versions, reviews, how)

    def of(self, units: Iterable[str]) -> tuple[Duty, ...]:
        wanted = set(units)
        return tuple(duty for duty in self.duties if duty.unit in wanted)

    def is_owed(self, duty: Duty) -> bool:
        """Whether the unit still has to hand something in: nothing came, or it was returned."""
        return self.entry(duty).standing in STILL_OWED

    def is_locked(self, duty: Duty) -> bool:
        return duty.what[:2] in self.locked

    def is_awaited(self, duty: Duty) -> bool:
        """Owed, and its period is open: nobody is reminded of what cannot be handed in."""
        return self.is_owed(duty) and not self.is_locked(duty)

    def has_begun(self, duty: Duty) -> bool:
        """Whether its first reminder has had its day."""
        return self.today >= self._remind_from(duty)

    def find(self, obligation: str, period: str, unit: str) -> Duty | None:
        return self._by_what.get((obligation, period, unit))

    @cached_property
    def _by_what(self) -> dict[What, Duty]:
        return {duty.what: duty for duty in self.duties}

    def unit_name(self, unit: str) -> str:
        return self.units[unit].name if unit in self.units else unit

    def steps_of(self, obligation: Obligation) -> tuple[int, ...]:
        """Working days before the last safe day: the commune's own for this report, or for all, or the plan's."""
        return self.steps.get(obligation.id, self.steps.get("", self.plan.steps(obligation)))

    def _remind_from(self, duty: Duty) -> date:
        """The day of the first reminder: from then on a deadline is near."""
        key = (duty.occurrence.due_before, self.steps_of(duty.obligation))
        if key not in self._first_days:
            planned = planned_reminders(duty.occurrence, key[1], self.calendar)
            self._first_days[key] = planned[0].remind_on if planned else duty.occurrence.last_safe_day
        return self._first_days[key]

    @cached_property
    def _first_days(self) -> dict[tuple[date, tuple[int, ...]], date]:
        return {}


async def ledger(
    world: World,
    memory: Memory,
    commune: str,
    today: date,
    *,
    since: date | None = None,
    until: date | None = None,
) -> Ledger:
    """What falls due from `since` to `until`. Unless said otherwise: from reports still missing after their day, to
    everything that is planned ahead."""
    plan, habits = world.plans[commune], world.habits.reminding
    since = since or today - timedelta(days=habits.overdue_shown_days)
    until = until or today + timedelta(days=habits.plan_ahead_days)
    since = max(since, plan.valid_from or since)
    until = min(until, plan.valid_until or until)
    units = {unit.id: unit for unit in await memory.units.ever(commune)}
    planned = (*plan.obligations, *second_hops(plan.obligations))
    obligations = {o.id: o for o in (*planned, *await _requested(memory, commune, units))}
    entered = await memory.reports.entered_dates(commune)
    extended = await memory.extensions.granted(commune)
    reviews = await memory.reviews.latest(commune)
    versions = _by_what(await memory.reports.handed_in(commune, since=since))
    return Ledger(
        plan=plan,
        today=today,
        units=units,
        obligations=obligations,
        duties=tuple(
            duties(
                plan,
                obligations.values(),
                units.values(),
                entered,
                _moved(extended, versions, reviews),
                since=since,
                until=until,
                answered=versions.keys(),
            )
        ),
        undated=undated(planned, entered),
        versions=versions,
        reviews=reviews,
        exempted=await memory.reviews.exempted(commune),
        extended=extended,
        locked=await memory.reviews.locked(commune),
        steps=await memory.reports.steps(commune),
        calendar=world.calendar(commune, await memory.calendar.overrides(commune)),
    )


async def _requested(memory: Memory, commune: str, units: Mapping[str, UnitRow]) -> list[Obligation]:
    """The reports asked for out of turn, but those taken back."""
    return [
        obligation_of(
            one.id,
            one.title,
            one.due_before,
            one.units,
            one.collected_by,
            units[one.collected_by].name if one.collected_by in units else "",
        )
        for one in await memory.requests.all(commune)
        if not one.cancelled
    ]


def _by_what(submissions: Iterable[Submission]) -> dict[What, tuple[Submission, ...]]:
    found: dict[What, tuple[Submission, ...]] = {}
    for one in submissions:
        what = (one.obligation, one.period, one.unit)
        found[what] = (*found.get(what, ()), one)
    return found


def _moved(
    extended: Mapping[What, Granted], versions: Versions, reviews: Mapping[str, Review]
) -> dict[What, date]:
    """The deadlines that were set anew, by a return or with more time: whichever was decided later. A return's stands
    also once the report came again: that is what it was in time for."""
    found = dict(extended)
    for what, handed in versions.items():
        for version in handed:
            review = reviews.get(version.code)
            if review and review.verdict is Verdict.RETURNED and review.due_before:
                before = found.get(what)
                if before is None or before.at < review.at:
                    found[what] = Granted(review.due_before, review.at)
    return {what: one.due_before for what, one in found.items()}


def _handed(versions: Iterable[Submission], reviews: Iterable[Review | None]) -> list[HandedIn]:
    return [
        HandedIn(version.on_time, review.verdict if review else Verdict.NONE)
        for version, review in zip(versions, reviews, strict=True)
    ]


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
