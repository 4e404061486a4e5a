"""`/tinhhinh`: the aggregator's board. For each report of the time: who has handed in, who has not."""

from __future__ import annotations

from domain.duties import Duty
from domain.messages import Choice
from domain.people import Can
from domain.text import Text, lines
from handlers.duties import Ledger, ledger, receiver, report_name
from handlers.turn import Turn


async def show_board(turn: Turn, words: str = "") -> None:
    """The reports whose day has come without all being in, and the next one to come."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    staffed = await turn.memory.people.staffed_units(turn.commune)
    parts = [Text("board.title", commune=turn.world.commune_name(turn.commune), day=turn.today)]
    for reports in _of_the_time(turn, book):
        parts += _section(turn, book, reports, staffed)
    parts += [Text("board.undated", title=o.title, to=receiver(o)) for o in book.undated]
    if len(parts) == 1:
        parts.append(Text("board.nothing"))
    rows = [[Choice(Text("board.refresh"), "go:tinhhinh")]]
    if book.undated and turn.may(Can.SET_DATES):
        rows.insert(0, [Choice(Text("board.set_dates"), "go:dathan", "primary")])
    turn.say(lines(*parts), *rows)


def _of_the_time(turn: Turn, book: Ledger) -> list[list[Duty]]:
    """By report and period: all that is past, if anything is missing there, and the first one ahead."""
    by_report: dict[tuple[str, str], list[Duty]] = {}
    for duty in book.duties:
        by_report.setdefault(duty.what[:2], []).append(duty)
    reports = list(by_report.values())
    past = [r for r in reports if r[0].occurrence.days_left(turn.today) < 0 and any(map(book.is_owed, r))]
    ahead = [r for r in reports if r[0].occurrence.days_left(turn.today) >= 0]
    next_due = ahead[0][0].occurrence.due_before if ahead else None
    return past + [r for r in ahead if r[0].occurrence.due_before == next_due]


def _section(turn: Turn, book: Ledger, reports: list[Duty], staffed: set[str]) -> list[Text]:
    done = [duty for duty in reports if not book.is_owed(duty)]
    left = reports[0].occurrence.days_left(turn.today)
    head = Text(
        "board.report_overdue" if left < 0 else "board.report_today" if left == 0 else "board.report",
        report=report_name(reports[0]),
        due=reports[0].occurrence.due_before,
        last_day=reports[0].occurrence.last_safe_day,
        done=len(done),
        all=len(reports),
        n=abs(left),
    )
    return [head, *(_line(book, duty, staffed) for duty in reports)]


def _line(book: Ledger, duty: Duty, staffed: set[str]) -> Text:
    unit = book.unit_name(duty.unit)
    entry = book.entry(duty)
    if entry.latest:
        key = "board.unit_in" if entry.on_time else "board.unit_late"
        return Text(key, unit=unit, at=entry.versions[0].at, code=entry.versions[0].code)
    return Text("board.unit_missing" if duty.unit in staffed else "board.unit_nobody", unit=unit)
