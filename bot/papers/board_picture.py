"""The heat map of the board (`board-png`): units down, reports across, upright as a telephone is held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from bot.papers.standing_look import LOOKS, NOBODY
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from domain.reports.board import page, pages, window
from domain.reports.standing import Standing
from handlers.reports.board import ORDER
from handlers.reports.columns import Column, columns, owing_units, whole_board
from storage.memory import Memory

if TYPE_CHECKING:
    from bot.papers.canvas import Canvas

_MARGIN, _CELL, _NAMES = 0.3, 1.1, 3.7  # inches; the cells' width at most, the names' at least
_LINE, _HEAD, _TITLE = 0.24, 1.0, 1.2  # inches: heights of a line in a row, of the table's head, of the title
_LEGEND = 0.44
_NAME_CHARACTERS, _REPORT_CHARACTERS = 32, 84  # in one line


@dataclass(frozen=True, slots=True)
class Heatmap:
    """`rows`: unit, whether anybody is registered for it, and its state in each of `columns`."""

    commune: Text
    day: date
    page: int
    pages: int
    columns: Sequence[Column]
    rows: Sequence[tuple[str, bool, tuple[Standing | None, ...]]]


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Heatmap:
    """`ref.args`: the number of the picture, from 1."""
    today = desk.world.today(desk.clock.now())
    book = await whole_board(desk.world, memory, ref.commune, today)
    staffed = await memory.people.staffed_units(ref.commune)
    every, units = columns(book), owing_units(book)
    shown = every[window([column.due_before for column in every], today)]
    states = [{entry.duty.unit: entry.standing for entry in column.entries} for column in shown]
    return Heatmap(
        desk.world.commune_name(ref.commune),
        today,
        min(int(ref.args[0]), pages(len(units))),
        pages(len(units)),
        shown,
        [
            (book.unit_name(unit), unit in staffed, tuple(state.get(unit) for state in states))
            for unit in page(units, int(ref.args[0]))
        ],
    )


def draw(desk: Desk, heatmap: Heatmap) -> bytes:
    return _Drawing(desk, heatmap).png()


class _Drawing:
    def __init__(self, desk: Desk, heatmap: Heatmap) -> None:
        from bot.papers.canvas import WIDTH, Canvas

        self._desk = desk
        self._map = heatmap
        self._names = [wrap(name, _NAME_CHARACTERS) or [""] for name, *_ in heatmap.rows]
        self._keys = [line for n, column in enumerate(heatmap.columns, 1) for line in self._key(n, column)]
        self._right = WIDTH - _MARGIN
        count = max(1, len(heatmap.columns))
        self._cell = min(_CELL, (self._right - _MARGIN - _NAMES) / count)
        self._left = self._right - count * self._cell
        self._canvas: Canvas = Canvas(self._height())

    def _height(self) -> float:
        table = _HEAD + sum(map(_row_height, self._names))
        legend = _LEGEND * (-(-len(ORDER) // 3) + 1)
        return _TITLE + table + 0.4 + _LINE * 1.2 * len(self._keys) + 0.3 + legend + _MARGIN

    def png(self) -> bytes:
        self._title()
        self._head(_TITLE)
        y = _TITLE + _HEAD
        for names, (_, staffed, states) in zip(self._names, self._map.rows, strict=True):
            self._row(y, names, staffed, states)
            y += _row_height(names)
        y = self._reports(y + 0.4)
        self._legend(y + 0.3)
        return self._canvas.png()

    def _title(self) -> None:
        title = self._say(Text("board_paper.title", commune=self._map.commune))
        below = Text("board_paper.day", day=self._map.day, page=self._map.page, pages=self._map.pages)
        self._canvas.text(_MARGIN, 0.4, title, 19, weight="bold")
        self._canvas.text(_MARGIN, 0.82, self._say(below), 15)

    def _head(self, y: float) -> None:
        for height, label in ((0.5, "before"), (0.77, "done")):
            self._canvas.text(
                self._left - 0.15, y + height, self._say(Text(f"board_paper.{label}")), 13, ha="right"
            )
        for number, column in enumerate(self._map.columns):
            x = self._left + (number + 0.5) * self._cell
            self._canvas.text(x, y + 0.2, str(number + 1), 17, weight="bold", ha="center")
            self._canvas.text(x, y + 0.5, f"{column.due_before:%d/%m}", 13, ha="center")
            done = f"{len(column.handed_in)}/{column.expected}"
            self._canvas.text(x, y + 0.77, done, 13, ha="center")

    def _row(self, y: float, names: Sequence[str], staffed: bool, states: Sequence[Standing | None]) -> None:
        height = _row_height(names)
        self._canvas.text(
            _MARGIN,
            y + height / 2,
            "\n".join(names) if staffed else "\n".join([f"● {names[0]}", *names[1:]]),
            14,
            color="#000000" if staffed else NOBODY,
            linespacing=1.1,
        )
        for number, state in enumerate(states):
            if state:
                self._state(self._left + number * self._cell, y, self._cell, height, state)

    def _state(self, x: float, y: float, width: float, height: float, state: Standing) -> None:
        look = LOOKS[state]
        self._canvas.box(x, y, width, height, look.fill)
        sign = f"{look.symbol} {self._say(Text(f'standing.{state}_letter'))}"
        self._canvas.text(x + width / 2, y + height / 2, sign, 15, color=look.ink, ha="center", weight="bold")

    def _key(self, number: int, column: Column) -> list[str]:
        name = Text("board_paper.locked", report=column.name) if column.locked else column.name
        text = Text("board_paper.key", number=str(number), report=name)
        return wrap(self._say(text), _REPORT_CHARACTERS, subsequent_indent="     ")

    def _reports(self, y: float) -> float:
        for line in self._keys:
            self._canvas.text(_MARGIN, y, line, 13)
            y += _LINE * 1.2
        return y

    def _legend(self, y: float) -> None:
        third = (self._right - _MARGIN) / 3
        for number, state in enumerate(ORDER):
            x, top = _MARGIN + number % 3 * third, y + number // 3 * _LEGEND
            self._state(x, top, 0.8, _LEGEND - 0.06, state)
            self._canvas.text(x + 0.92, top + 0.19, self._say(Text(f"standing.{state}")), 14)
        bottom = y + -(-len(ORDER) // 3) * _LEGEND + 0.2
        self._canvas.text(_MARGIN, bottom, f"● {self._say(Text('board_paper.nobody'))}", 14, color=NOBODY)

    def _say(self, text: Text) -> str:
        return self._desk.words.plain(text, self._desk.language)


def _row_height(names: Sequence[str]) -> float:
    return 0.2 + _LINE * len(names)
