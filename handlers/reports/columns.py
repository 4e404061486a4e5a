"""The board by columns: one report of one period, with every unit that owes it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.reports.standing import STILL_OWED, Standing
from handlers.reports.duties import Entry, Ledger, ledger, report_name
from handlers.world import World
from storage.memory import Memory

_NUMBERED = re.compile(r"(\D*)(\d*)")


@dataclass(frozen=True, slots=True)
class Column:
    """`due_before` is the day that holds for most of the units; some may have been given another."""

    entries: tuple[Entry, ...]
    due_before: date
    locked: bool

    @property
    def what(self) -> tuple[str, str]:
        """(obligation, period)"""
        return self.entries[0].duty.what[:2]

    @property
    def name(self) -> Text:
        return report_name(self.entries[0].duty)

    @property
    def handed_in(self) -> tuple[Entry, ...]:
        """All that is in and was not returned."""
        return tuple(e for e in self.entries if e.latest and e.standing not in STILL_OWED)

    @property
    def expected(self) -> int:
        """How many are to come in all: without the excused."""
        return sum(entry.standing is not Standing.EXEMPT for entry in self.entries)

    @property
    def is_all_in(self) -> bool:
        return not any(entry.standing in STILL_OWED for entry in self.entries)


def columns(book: Ledger) -> list[Column]:
    """Earliest first."""
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in book.entries:
        found.setdefault(entry.duty.what[:2], []).append(entry)
    made = [_column(book, entries) for entries in found.values()]
    return sorted(made, key=lambda column: (column.due_before, column.what))


def _column(book: Ledger, entries: list[Entry]) -> Column:
    days = Counter(entry.duty.occurrence.due_before for entry in entries)
    return Column(tuple(entries), days.most_common(1)[0][0], book.is_locked(entries[0].duty))


def of_the_time(every: list[Column], today: date) -> list[Column]:
    """Those whose day has passed without all being in, and the next to come."""
    past = [column for column in every if column.due_before <= today and not column.is_all_in]
    ahead = [column for column in every if column.due_before > today]
    return past + [column for column in ahead if column.due_before == ahead[0].due_before]


async def whole_board(world: World, memory: Memory, commune: str, today: date) -> Ledger:
    """What the picture and the sheet show: the year, and around today what is still on the lists."""
    around = timedelta(days=world.habits.reminding.overdue_shown_days)
    since, until = (
        min(today.replace(month=1, day=1), today - around),
        max(date(today.year, 12, 31), today + around),
    )
    return await ledger(world, memory, commune, today, since=since, until=until)


def owing_units(book: Ledger) -> list[str]:
    """The rows of the board: units that owe anything, by name, the second before the tenth."""
    return sorted({duty.unit for duty in book.duties}, key=lambda unit: _alphabetical(book.unit_name(unit)))


def _alphabetical(name: str) -> list[tuple[str, int]]:
    return [(words, int(number or 0)) for words, number in _NUMBERED.findall(fold(name))]
