"""Petitions of a span as a workbook: by kind and field, by field and thôn, by month (`petitions-xlsx`)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.statistics import Row, Statistics
from domain.time.spans import Span, read_written
from handlers.figures.statistics import statistics_of
from storage.memory import Memory

if TYPE_CHECKING:
    from bot.papers.workbook import Cell, Workbook

_HEAD = 3  # the row of the titles
_TITLES = ("received", "closed", "still_open", "overdue")


@dataclass(frozen=True)
class Counted:
    commune: Text
    span: Span
    found: Statistics
    names: dict[str, str] = field(default_factory=dict)


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Counted:
    """`ref.args`: the span."""
    span = read_written(ref.args[0])
    found = await statistics_of(desk.world, memory, ref.commune, span, desk.clock.now(), denunciations=True)
    names = {unit.id: unit.name for unit in await memory.units.all(ref.commune)}
    return Counted(desk.world.commune_name(ref.commune), span, found, names)


def draw(desk: Desk, counted: Counted) -> bytes:
    from bot.papers.workbook import Workbook

    book = Workbook(lambda text: desk.words.plain(text, desk.language), desk.world.zone)

    def kind(key: str) -> Cell:
        return Text(f"kind.{PetitionKind(key).value}")

    def of_field(key: str) -> Cell:
        return desk.world.national.field_name(key) or Text("petition.no_field")

    def hamlet(key: str) -> Cell:
        return counted.names.get(key, key) if key else Text("statistics.no_hamlet")

    _page(book, counted, ("kind", "field"), (kind, of_field))
    _page(book, counted, ("field", "hamlet"), (of_field, hamlet))
    _page(book, counted, ("month", "kind"), (str, kind))
    return book.bytes()


def _page(book: Workbook, counted: Counted, ways: Sequence[str], names: Sequence[Callable[[str], Cell]]) -> None:
    page = book.sheet(Text(f"statistics.sheet_{'_'.join(ways)}"))
    page.put(0, 0, Text("statistics.chart_title", commune=counted.commune), "title")
    page.put(1, 0, counted.span.name, "plain")
    page.put(2, 0, _left_out(counted.found), "plain")
    rows: list[list[Cell]] = [
        [*(name(part) for name, part in zip(names, key, strict=True)), *_figures(row)]
        for key, row in counted.found.by(*ways).items()
    ]
    titles = [
        *(Text(f"statistics.column_{way}") for way in ways),
        *(Text(f"statistics.column_{n}") for n in _TITLES),
    ]
    page.table(_HEAD, titles, rows, [32, 32, 12, 12, 12, 12])


def _left_out(found: Statistics) -> Text:
    if found.denunciations is None:
        return Text("statistics.left_out")
    return Text("statistics.denunciations", n=found.denunciations)


def _figures(row: Row) -> list[Cell]:
    return [row.received, row.closed, row.received - row.closed, row.overdue]
