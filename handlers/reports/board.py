"""`/tinhhinh`: the aggregator's board, as one message. For each report of the time: how many are in, and by name the
units from which something is still to come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Choice
from domain.people.roles import Can
from domain.reports.standing import STILL_OWED, Standing
from handlers.buttons import invite_unit_button
from handlers.fitting import fitted
from handlers.reports.board_views import PICTURE, SHEET
from handlers.reports.columns import Column, columns, of_the_time
from handlers.reports.duties import Entry, Ledger, ledger, receiver
from handlers.turn import Turn

ORDER = (
    Standing.OVERDUE,
    Standing.RETURNED,
    Standing.SOON,
    Standing.EXTENDED,
    Standing.NOT_YET,
    Standing.LATE,
    Standing.IN,
    Standing.APPROVED,
    Standing.EXEMPT,
)
"""What calls for something to be done comes first."""
_NAMED = STILL_OWED - {Standing.NOT_YET}


async def show_board(turn: Turn, words: str = "") -> None:
    """The reports whose day has come without all being in, and the next one to come."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    staffed = await turn.memory.people.staffed_units(turn.commune)
    shown = of_the_time(columns(book), turn.today)

    def write(names: int, reports: int) -> Text:
        older = len(shown) - reports
        return _Board(turn, book, staffed, names).text(shown[older:], older)

    turn.say(fitted(turn, write, len(shown)), *_buttons(turn, book, shown, staffed))


def _buttons(turn: Turn, book: Ledger, shown: Sequence[Column], staffed: set[str]) -> list[list[Choice]]:
    rows = [[view_button(column)] for column in shown if any(entry.latest for entry in column.entries)]
    if turn.may(Can.INVITE_STAFF) and not turn.inbound.group:
        nobody = sorted(_owing(shown) - staffed, key=book.unit_name)[: turn.world.habits.board.invited]
        rows += [[invite_unit_button(unit, book.unit_name(unit))] for unit in nobody]
    if book.undated and turn.may(Can.SET_DATES):
        rows.append([Choice(Text("board.set_dates"), "go:dathan", "primary")])
    if book.duties:
        rows.append([PICTURE, SHEET])
    return [*rows, [Choice(Text("board.refresh"), "go:tinhhinh")]]


def _owing(shown: Iterable[Column]) -> set[str]:
    return {e.duty.unit for column in shown for e in column.entries if e.standing in STILL_OWED}


def view_button(column: Column) -> Choice:
    return Choice(Text("board.view", report=column.name), ":".join(("bx", *column.what)))


class _Board:
    """The message with at most so many `names` under one heading."""

    def __init__(self, turn: Turn, book: Ledger, staffed: set[str], names: int) -> None:
        self._turn = turn
        self._book = book
        self._staffed = staffed
        self._names = names

    def text(self, shown: Sequence[Column], left_out: int) -> Text:
        commune = self._turn.world.commune_name(self._turn.commune)
        parts = [line for column in shown for line in self._section(column)]
        if left_out:
            parts.append(Text("board.more_reports", count=left_out))
        parts += self._undated() + self._strangers(shown)
        title = Text("board.title", commune=commune, day=self._turn.today)
        return lines(title, *(parts or [Text("board.nothing")]))

    def _section(self, column: Column) -> list[Text]:
        left = (column.due_before - self._turn.today).days - 1
        head = Text(
            "board.report_overdue" if left < 0 else "board.report_today" if left == 0 else "board.report",
            report=Text("board.locked", report=column.name) if column.locked else column.name,
            due=column.due_before,
            done=len(column.handed_in),
            all=column.expected,
            n=abs(left),
        )
        groups = [(how, [e for e in column.entries if e.standing is how]) for how in ORDER]
        return [head, *(self._group(column, how, entries) for how, entries in groups if entries)]

    def _group(self, column: Column, how: Standing, entries: list[Entry]) -> Text:
        """Names for what calls for something to be done; of the rest, only where the units are few."""
        few = len(column.entries) <= self._turn.world.habits.board.few_units
        named = entries[: self._names] if how in _NAMED or few else []
        key = "board.group" if not named else "board.group_some" if named != entries else "board.group_all"
        return Text(
            key,
            mark=Text(f"standing.{how}_mark"),
            standing=Text(f"standing.{how}"),
            count=len(entries),
            units=", ".join(self._plain(self._unit(column, entry)) for entry in named),
            more=len(entries) - len(named),
        )

    def _unit(self, column: Column, entry: Entry) -> Text:
        name, due = self._book.unit_name(entry.duty.unit), entry.duty.occurrence.due_before
        owed = entry.standing in STILL_OWED
        unit = (
            Text("board.unit_until", unit=name, due=due) if owed and due != column.due_before else verbatim(name)
        )
        return Text("board.unit_nobody", unit=unit) if owed and entry.duty.unit not in self._staffed else unit

    def _undated(self) -> list[Text]:
        undated = self._book.undated
        if len(undated) > self._names:
            return [Text("board.many_undated", count=len(undated))]
        return [Text("board.undated", title=o.title, to=receiver(o)) for o in undated]

    def _strangers(self, shown: Iterable[Column]) -> list[Text]:
        """Units for which nobody is registered hear of nothing."""
        count = len(_owing(shown) - self._staffed)
        return [Text("board.nobody_registered", count=count)] if count else []

    def _plain(self, text: Text) -> str:
        return self._turn.world.plain(text, self._turn.person.language)
