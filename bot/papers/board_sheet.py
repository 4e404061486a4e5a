"""The board as a workbook (`board-xlsx`): the matrix of units and reports, and a row with everything for each cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from bot.papers.standing_look import LOOKS
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from domain.reports.standing import Standing
from domain.time.periods import period_name
from handlers.reports.columns import Column, columns, owing_units, whole_board
from handlers.reports.duties import Entry, Ledger
from storage.memory import Memory
from storage.reports.extensions import Extension
from storage.reports.reviews import Review, What
from storage.units import UnitName

if TYPE_CHECKING:
    from bot.papers.workbook import Cell, Workbook

_HEAD = 2  # the row of the titles; above it the title of the sheet
DETAILS = (
    "unit",
    "names",
    "report",
    "period",
    "common_due",
    "due",
    "last_day",
    "standing",
    "on_time",
    "versions",
    "first_at",
    "last_at",
    "codes",
    "people",
    "numbers",
    "reviews",
    "extensions",
    "exempted",
    "lock",
)
_WIDTHS = (28, 26, 44, 18, 12, 12, 12, 14, 9, 7, 17, 17, 15, 20, 18, 40, 40, 26, 26)


@dataclass(frozen=True, slots=True)
class Records:
    """All that is on record about the board: `reviews` by submission, `people` by id."""

    commune: Text
    day: date
    book: Ledger
    columns: Sequence[Column]
    reviews: Mapping[str, Sequence[Review]]
    extensions: Mapping[What, Sequence[Extension]]
    names: Mapping[str, Sequence[UnitName]]
    people: Mapping[int, str]


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Records:
    today = desk.world.today(desk.clock.now())
    book = await whole_board(desk.world, memory, ref.commune, today)
    reviews: dict[str, list[Review]] = {}
    for review in await memory.reviews.all(ref.commune):
        reviews.setdefault(review.submission, []).append(review)
    extensions: dict[What, list[Extension]] = {}
    for one in await memory.extensions.all(ref.commune):
        extensions.setdefault((one.obligation, one.period, one.unit), []).append(one)
    return Records(
        desk.world.commune_name(ref.commune),
        today,
        book,
        columns(book),
        reviews,
        extensions,
        await memory.units.all_names(ref.commune),
        await memory.contacts.names(ref.commune),
    )


def draw(desk: Desk, records: Records) -> bytes:
    from bot.papers.workbook import Workbook

    book = Workbook(lambda text: desk.words.plain(text, desk.language), desk.world.zone)
    _matrix(book, records)
    rows = _Rows(desk, records)
    sheet = book.sheet(Text("board_paper.details"))
    sheet.put(0, 0, Text("board_paper.title", commune=records.commune), "title")
    details = [rows.of(column, entry) for column in records.columns for entry in column.entries]
    sheet.table(_HEAD, [Text(f"board_paper.{title}") for title in DETAILS], details, _WIDTHS)
    return book.bytes()


def _matrix(book: Workbook, records: Records) -> None:
    sheet = book.sheet(Text("board_paper.matrix"))
    sheet.put(0, 0, Text("board_paper.title", commune=records.commune), "title")
    sheet.put(1, 0, Text("board_paper.as_of", day=records.day), "plain")
    titles = [
        Text("board_paper.column", number=str(number), report=column.name, due=column.due_before)
        for number, column in enumerate(records.columns, 1)
    ]
    states = [{e.duty.unit: Text(f"standing.{e.standing}") for e in column.entries} for column in records.columns]
    rows: list[list[Cell]] = [
        [records.book.unit_name(unit), *(state.get(unit) for state in states)]
        for unit in owing_units(records.book)
    ]
    sheet.table(_HEAD, [Text("board_paper.unit"), *titles], rows, [32, *[20] * len(titles)])
    for state, look in LOOKS.items():
        rule = {
            "type": "cell",
            "criteria": "==",
            "value": f'"{book.value(Text(f"standing.{state}"))}"',
            "format": book.fill(bg_color=look.fill, font_color=look.ink),
        }
        if titles and rows:
            sheet.page.conditional_format(_HEAD + 1, 1, _HEAD + len(rows), len(titles), rule)


class _Rows:
    """One row of the second sheet for each obligation of a unit. What there is several of has a line each."""

    def __init__(self, desk: Desk, records: Records) -> None:
        self._desk = desk
        self._records = records

    def of(self, column: Column, entry: Entry) -> list[Cell]:
        duty, versions, book = entry.duty, entry.versions, self._records.book
        lock = book.locked.get(column.what)
        return [
            book.unit_name(duty.unit),
            self._lines(self._name(name) for name in self._records.names.get(duty.unit, ())),
            duty.obligation.title,
            period_name(duty.occurrence.period),
            column.due_before,
            duty.occurrence.due_before,
            duty.occurrence.last_safe_day,
            Text(f"standing.{entry.standing}"),
            self._on_time(entry),
            len(versions),
            versions[0].at if versions else None,
            versions[-1].at if versions else None,
            "\n".join(version.code for version in versions),
            "\n".join(self._person(version.person) for version in versions),
            "\n".join(version.document_number for version in versions if version.document_number),
            self._lines(self._review(r) for v in versions for r in self._records.reviews.get(v.code, ())),
            self._lines(self._extension(one) for one in self._records.extensions.get(duty.what, ())),
            book.exempted.get(duty.what),
            self._lines([Text("board_paper.locked_since", at=lock.at, reason=lock.reason)] if lock else []),
        ]

    def _on_time(self, entry: Entry) -> Text | None:
        if not entry.versions or entry.standing is Standing.EXEMPT:
            return None
        return Text("board_paper.yes" if entry.on_time else "board_paper.no")

    def _review(self, review: Review) -> Text:
        return Text(
            f"board_paper.review_{review.verdict}",
            code=review.submission,
            at=review.at,
            name=self._person(review.by),
            reason=review.reason,
            due=review.due_before or "",
        )

    def _extension(self, one: Extension) -> Text:
        name = self._person(one.asked_by)
        return Text(f"board_paper.extension_{one.state}", due=one.due_before, name=name, reason=one.reason)

    def _name(self, name: UnitName) -> Text:
        return Text("board_paper.name_from", name=name.name, day=name.from_day)

    def _person(self, person: int) -> str:
        return self._records.people.get(person, "")

    def _lines(self, texts: Iterable[Text]) -> str:
        return "\n".join(self._desk.words.plain(text, self._desk.language) for text in texts)
