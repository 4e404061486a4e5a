"""A register as a workbook to print (`register-xlsx`): its heading, the columns of its template, a row for each entry,
behind them those that are masked, whose place among the others would tell their day, and where it is signed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from bot.papers.register_rows import Rows
from bot.words.i18n import MASTER
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from domain.petitions.registers import Register, Which, is_masked, quarter_told
from handlers.vault.conflicts import is_concerned
from handlers.world import World
from storage.memory import Memory
from storage.petitions.registers import Entry

if TYPE_CHECKING:
    from bot.papers.workbook import Cell

_HEAD = 4  # the row of the columns' titles; above it the office, the title, its basis and the period
_FIRST = _HEAD + 2  # under the titles stand the columns' numbers


@dataclass(frozen=True, slots=True)
class Book:
    which: Which
    commune: Text
    office: str
    since: date
    until: date
    entries: Sequence[Entry]
    apart: Sequence[str]  # the quarters of those that are masked
    units: Mapping[str, str]


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Book:
    """`ref.args`: which register, the first and the last day, and the id of its reader, if it has one. Raises
    `ValueError` for others."""
    which, since, until = Which(ref.args[0]), *map(date.fromisoformat, ref.args[1:3])
    reader = int(ref.args[3]) if len(ref.args) > 3 else None
    zone = desk.world.zone
    entries = await memory.registers.received(
        ref.commune,
        datetime.combine(since, time(), zone),
        datetime.combine(until + timedelta(days=1), time(), zone),
        source="counter" if which is Which.RECEPTION else "",
    )
    known = [one for one in entries if not await is_concerned(desk.world, memory, one.petition, reader)]
    masked = [one for one in known if is_masked(one.petition.kind, restricted=one.petition.restricted)]
    today = desk.world.today(desk.clock.now())
    quarters = [quarter_told(desk.world.today(one.petition.received_at), since, until, today) for one in masked]
    office = desk.world.plans[ref.commune].petitions.office
    return Book(
        which,
        desk.world.commune_name(ref.commune),
        await memory.units.name(ref.commune, office),
        since,
        until,
        [one for one in known if one not in masked],
        [quarter for quarter in quarters if quarter],
        {unit.id: unit.name for unit in await memory.units.ever(ref.commune)},
    )


def draw(desk: Desk, book: Book) -> bytes:
    """In Vietnamese whoever asks: the template is."""
    from bot.papers.workbook import Workbook

    def say(text: Text) -> str:
        return desk.words.plain(text, MASTER)

    register = desk.world.national.registers.of(book.which)
    workbook = Workbook(say, desk.world.zone)
    sheet = workbook.sheet(Text(f"registers.sheet_{book.which.value}"))
    sheet.put(0, 0, Text("registers.office", commune=book.commune, office=book.office), "plain")
    sheet.put(1, 0, register.title, "title")
    sheet.put(2, 0, register.basis, "plain")
    sheet.put(3, 0, Text("registers.period", since=book.since, until=book.until), "plain")
    sheet.row(_HEAD, [column.title for column in register.columns], "head")
    sheet.row(_HEAD + 1, [f"({number})" for number in range(1, len(register.columns) + 1)], "head")
    for number, cells in enumerate(_rows(desk.world, book, say, register), _FIRST):
        sheet.row(number, cells)
    for number, column in enumerate(register.columns):
        sheet.page.set_column(number, number, column.width)
    sheet.page.freeze_panes(_FIRST, 1)
    sheet.page.repeat_rows(_HEAD, _HEAD + 1)
    bottom, right = _FIRST + len(book.entries) + len(book.apart) + 1, len(register.columns) - 3
    sheet.put(bottom, 1, Text("registers.kept_by"), "plain")
    sheet.put(bottom, right, Text("registers.signed_on"), "plain")
    sheet.put(bottom + 1, right, Text("registers.head"), "plain")
    return workbook.bytes()


def _rows(world: World, book: Book, say: Callable[[Text], str], register: Register) -> Iterator[list[Cell]]:
    """As many cells as the register has columns, or it is our mistake."""
    titles = {clock.id: clock.title for clock in world.national.clocks}
    rows = Rows(say, world.today, world.national.field_name, lambda clock: titles.get(clock, clock), book.units)
    of_petitions = book.which is Which.PETITIONS
    row = rows.petition if of_petitions else rows.reception
    apart = rows.petition_apart if of_petitions else rows.reception_apart
    numbers = count(1)
    shown = [row(next(numbers), entry) for entry in book.entries]
    shown += [apart(next(numbers), quarter) for quarter in book.apart]
    for cells in shown:
        assert len(cells) == len(register.columns)
        yield cells
