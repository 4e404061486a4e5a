"""Reading together what the units handed in for one report and period."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.plans.duties import owing
from domain.plans.plan import Obligation
from domain.reports.consolidation import Consolidation, FiguresIn, UnitReport
from domain.reports.outline import Outline
from domain.reports.standing import Verdict
from handlers.reports.duties import Entry, Ledger, ledger
from handlers.world import World
from storage.memory import Memory
from storage.reports.figures import Reported
from storage.reports.reports import Submission

Names = Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Report:
    """One report of one period, with its cells of the board."""

    obligation: Obligation
    period: str
    entries: tuple[Entry, ...]

    @property
    def what(self) -> str:
        """ "obligation/period": what buttons and papers name it by."""
        return f"{self.obligation.id}/{self.period}"


def reports_of(book: Ledger) -> list[Report]:
    """Those that somebody gathers, and that have begun: reminded of, or handed in by somebody. Latest last."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in book.entries:
        if entry.duty.obligation.collected_by:
            found.setdefault(entry.duty.what[:2], []).append(entry)
    return [
        Report(entries[0].duty.obligation, period, _in_order(book, entries))
        for (_, period), entries in found.items()
        if any(entry.latest or book.has_begun(entry.duty) for entry in entries)
    ]


def _in_order(book: Ledger, entries: list[Entry]) -> tuple[Entry, ...]:
    """As the plan names the units, whatever became of their deadlines."""
    owed_by = owing(entries[0].duty.obligation, book.plan, book.units.values())
    order = {unit.id: number for number, unit in enumerate(owed_by)}
    return tuple(sorted(entries, key=lambda entry: order[entry.duty.unit]))


async def book_of(world: World, memory: Memory, commune: str, today: date, period: str) -> Ledger:
    """The ledger from the beginning of the period's year."""
    return await ledger(world, memory, commune, today, since=date(int(period[:4]), 1, 1))


async def consolidated(world: World, memory: Memory, book: Ledger, report: Report) -> Consolidation:
    commune = book.plan.commune.id
    reported = await memory.figures.reported(commune, report.obligation.id, report.period)
    names = await memory.reports.authors(commune, report.obligation.id, report.period)
    units = tuple(_unit_report(book, entry, names, reported) for entry in report.entries)
    return Consolidation(units, outline_of(world, book, report))


def outline_of(world: World, book: Ledger, report: Report) -> Outline | None:
    return book.plan.outline(report.obligation, world.national.outline)


def counting_versions(entry: Entry) -> tuple[Submission, ...]:
    """What came since the report was last returned; nothing while it is returned. What is added to a sheet of figures
    leaves the sheet in force, so that all of them count, the latest figures before the earlier ones."""
    returned = [
        number for number, review in enumerate(entry.reviews, 1) if review and review.verdict is Verdict.RETURNED
    ]
    return entry.versions[returned[-1] if returned else 0 :]


def _unit_report(book: Ledger, entry: Entry, names: Names, reported: Mapping[str, Reported]) -> UnitReport:
    unit, latest = book.unit_name(entry.duty.unit), entry.latest
    reason = book.exempted.get(entry.duty.what, "") or (
        entry.review.reason if entry.review and entry.review.verdict is Verdict.RETURNED else ""
    )
    if latest is None:
        return UnitReport(unit, entry.standing, reason=reason)
    sheets = [version for version in counting_versions(entry) if version.code in reported]
    return UnitReport(
        unit,
        entry.standing,
        latest.code,
        latest.at,
        names.get(latest.person, ""),
        latest.document_number,
        entry.on_time,
        reason,
        _figures_in(sheets[-1], names, reported) if sheets else None,
    )


def _figures_in(version: Submission, names: Names, reported: Mapping[str, Reported]) -> FiguresIn:
    kept = reported[version.code]
    name = names.get(version.person, "")
    return FiguresIn(version.code, version.at, name, version.as_of, kept.figures, kept.counted)
