"""`/tonghop`: what the units handed in for a report, together: a sheet, a draft in Word, and all their files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta

from domain.language.text import Text, lines
from domain.language.vietnamese import fold
from domain.messaging.messages import Attachment, Choice
from domain.messaging.papers import paper
from domain.people.roles import Can
from domain.reports.archive import parts
from domain.reports.consolidation import Consolidation, UnitReport
from domain.time.periods import period_name
from handlers.reports.consolidating import Report, book_of, consolidated, reports_of
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.report_files import filed
from handlers.turn import Refusal, Turn
from storage.reports.sent_onward import SentOnward

SHEET, DRAFT, FILES = "consolidation-xlsx", "consolidation-docx", "consolidation-zip"
_SHOWN = 8  # reports to choose from
_A_YEAR = timedelta(days=366)


async def consolidate(turn: Turn, words: str) -> None:
    """`/tonghop 6 tháng`: the report whose name or period holds these words; where there are several, which?"""
    since = turn.today - _A_YEAR if words.strip() else None
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today, since=since)
    found = [report for report in reports_of(book) if _is_meant(turn, report, words)]
    if not found:
        raise Refusal(Text("consolidation.no_such" if words.strip() else "consolidation.nothing"))
    if len(found) == 1:
        return await _show(turn, book, found[0])
    latest = found[::-1][:_SHOWN]
    turn.say(Text("consolidation.which"), *([Choice(_name(one), f"th:{one.what}")] for one in latest))


async def consolidate_one(turn: Turn, what: str) -> None:
    """The button of one report: "obligation/period"."""
    await _show(turn, *await opened(turn, what))


async def send_files(turn: Turn, what: str) -> None:
    """Everything that the units sent, as one archive or several."""
    book, report = await opened(turn, what)
    if turn.inbound.group:
        raise Refusal(Text("consolidation.not_in_group"))
    files = await filed(turn.memory, book, report)
    if not files:
        raise Refusal(Text("consolidation.no_files"))
    n = len(parts(files, turn.world.habits.files.largest_archive))
    archives = tuple(
        _paper(turn, FILES, report, f"-{part}.zip" if n > 1 else ".zip", str(part)) for part in range(1, n + 1)
    )
    held = sum(file.held for file in files)
    told = [Text("consolidation.files", report=_name(report), held=held, all=len(files))]
    if held < len(files):
        told.append(Text("consolidation.not_held", n=len(files) - held))
    told.append(Text("consolidation.by_operator", commune=turn.commune, period=report.period))
    turn.say(lines(*told), attachments=archives, protected=True)
    await turn.note("report files sent", f"period:{report.what}")


async def opened(turn: Turn, what: str) -> tuple[Ledger, Report]:
    """Raises `Refusal` where they may not, or nothing of that name is on the board."""
    if not turn.may(Can.REVIEW):
        raise Refusal(Text("error.not_yours"))
    obligation, _, period = what.partition("/")
    if not period[:4].isdigit():
        raise Refusal(Text("consolidation.no_such"))
    book = await book_of(turn.world, turn.memory, turn.commune, turn.today, period)
    found = [one for one in reports_of(book) if (one.obligation.id, one.period) == (obligation, period)]
    if not found:
        raise Refusal(Text("consolidation.no_such"))
    return book, found[0]


def _is_meant(turn: Turn, report: Report, words: str) -> bool:
    named = turn.world.plain(report_name(report.entries[0].duty), "vi")
    return fold(words) in fold(named) or fold(words) == fold(report.period)


async def _show(turn: Turn, book: Ledger, report: Report) -> None:
    whole = await consolidated(turn.world, turn.memory, book, report)
    sent = await turn.memory.sent_onward.of(turn.commune, report.obligation.id, report.period)
    private = not turn.inbound.group
    papers = (_paper(turn, SHEET, report, ".xlsx"), _paper(turn, DRAFT, report, ".docx")) if private else ()
    told = [
        Text(
            "consolidation.state",
            report=_name(report),
            day=turn.today,
            done=sum(one.is_in for one in whole.units),
            all=sum(not one.is_excused for one in whole.units),
            figures=len(whole.sources),
        ),
        *_lists(whole),
        *(Text("consolidation.sent_onward", number=one.document_number, day=one.document_on) for one in sent),
        Text("consolidation.papers" if private else "consolidation.not_in_group"),
    ]
    turn.say(lines(*told), *_buttons(report, sent), attachments=papers)
    await turn.note("report consolidated", f"period:{report.what}")


def _buttons(report: Report, sent: Sequence[SentOnward]) -> list[list[Choice]]:
    passed_on = Text("consolidation.send_again" if sent else "consolidation.send_onward")
    return [
        [Choice(Text("consolidation.all_files"), f"tz:{report.what}")],
        [Choice(passed_on, f"tg:{report.what}")],
    ]


def _lists(whole: Consolidation) -> list[Text]:
    """Who is missing, returned, late, excused; nothing of what is nobody."""
    kinds: tuple[tuple[str, Callable[[UnitReport], bool]], ...] = (
        ("consolidation.missing", lambda one: one.is_missing),
        ("consolidation.returned", lambda one: one.is_returned),
        ("consolidation.late", lambda one: one.is_late),
        ("consolidation.excused", lambda one: one.is_excused),
    )
    return [Text(key, units=_named(them)) for key, is_one in kinds if (them := [*filter(is_one, whole.units)])]


def _named(units: Iterable[UnitReport]) -> str:
    return "; ".join(one.unit for one in units)


def _paper(turn: Turn, kind: str, report: Report, ending: str, *more: str) -> Attachment:
    name = turn.world.plain(Text("consolidation.file_name", period=period_name(report.period)), "vi")
    ours = f"{name} - {report.obligation.id}{ending}"
    return paper(kind, turn.commune, report.obligation.id, report.period, *more, name=ours)


def _name(report: Report) -> Text:
    return report_name(report.entries[0].duty)
