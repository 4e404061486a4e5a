"""What the three papers of a consolidated report have in common: what is read for them, and their words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.papers.press import Desk
from bot.words.i18n import MASTER
from domain.language.text import Gap, Text
from domain.messaging.papers import PaperRef
from domain.plans.plan import Obligation, Plan
from domain.reports.archive import Filed, parts
from domain.reports.consolidation import Consolidation, UnitReport
from domain.time.periods import period_name
from handlers.reports.consolidating import Report, book_of, consolidated, reports_of
from handlers.reports.report_files import filed
from storage.memory import Memory


@dataclass(frozen=True)
class Gathered:
    """`part` of `files` goes into this archive."""

    plan: Plan
    obligation: Obligation
    period: str
    whole: Consolidation
    at: datetime
    files: tuple[Filed, ...] = ()
    part: int = 1


@dataclass(frozen=True)
class Say:
    """The words of these papers. They are the office's, in Vietnamese whoever reads the chat."""

    desk: Desk

    def __call__(self, key: str, **gaps: Gap) -> str:
        return self.desk.words.plain(Text(f"draft.{key}", **gaps), MASTER)

    def period(self, label: str) -> str:
        return self.desk.words.plain(period_name(label), MASTER)

    def standing(self, unit: UnitReport) -> str:
        return self(f"standing_{unit.standing}")


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Gathered:
    """Raises `LookupError` for a report that is on the board no more."""
    return (await _gathered(desk, memory, ref))[0]


async def gather_with_files(desk: Desk, memory: Memory, ref: PaperRef) -> Gathered:
    """The third argument is the number of the part, from 1; without one, or with "all", everything is one part."""
    found, files = await _gathered(desk, memory, ref, with_files=True)
    wanted = ref.args[2] if len(ref.args) > len(("obligation", "period")) else "all"
    if wanted == "all":
        chosen, part = files, 1
    else:
        part = int(wanted)
        cut = parts(files, desk.world.habits.files.largest_archive)
        chosen = cut[part - 1] if part <= len(cut) else ()
    return Gathered(found.plan, found.obligation, found.period, found.whole, found.at, tuple(chosen), part)


async def _gathered(
    desk: Desk, memory: Memory, ref: PaperRef, *, with_files: bool = False
) -> tuple[Gathered, tuple[Filed, ...]]:
    obligation, period = ref.args[:2]
    now = desk.clock.now()
    book = await book_of(desk.world, memory, ref.commune, desk.world.today(now), period)
    report = _report(reports_of(book), obligation, period)
    whole = await consolidated(desk.world, memory, book, report)
    files = tuple(await filed(memory, book, report)) if with_files else ()
    return Gathered(book.plan, report.obligation, period, whole, now.astimezone(desk.world.zone)), files


def _report(among: list[Report], obligation: str, period: str) -> Report:
    found = next((one for one in among if (one.obligation.id, one.period) == (obligation, period)), None)
    if found is None:
        raise LookupError(f"no report {obligation}/{period}")
    return found
