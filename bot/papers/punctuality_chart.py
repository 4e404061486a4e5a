"""The year's punctuality as a bar for each unit (`punctuality-png`): in time, late, overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from bot.papers.standing_look import LOOKS
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from domain.reports.board import page
from domain.reports.punctuality import Tally
from domain.reports.standing import Standing
from handlers.reports.punctuality import year_of
from storage.memory import Memory

if TYPE_CHECKING:
    from bot.papers.canvas import Canvas

_MARGIN, _BARS, _BAR = 0.3, 4.0, 3.0  # inches: the edge, where the bars begin, how long a whole one is
_TOP, _ROW, _LEGEND = 1.3, 0.66, 0.9
_NAME_CHARACTERS = 32
PARTS = (
    (LOOKS[Standing.IN], "on_time"),
    (LOOKS[Standing.LATE], "late"),
    (LOOKS[Standing.OVERDUE], "overdue"),
)


@dataclass(frozen=True, slots=True)
class Chart:
    """`rows`: units with what they closed in time and late, and what is overdue."""

    commune: Text
    year: int
    day: date
    rows: Sequence[tuple[str, Tally]]


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Chart:
    """`ref.args`: the year, the number of the picture from 1."""
    today = desk.world.today(desk.clock.now())
    year = await year_of(desk.world, memory, ref.commune, today, int(ref.args[0]))
    rows = [(year.book.unit_name(unit), one) for unit, one in year.by_unit.items()]
    return Chart(desk.world.commune_name(ref.commune), year.year, today, page(rows, int(ref.args[1])))


def draw(desk: Desk, chart: Chart) -> bytes:
    from bot.papers.canvas import Canvas

    def say(text: Text) -> str:
        return desk.words.plain(text, desk.language)

    canvas = Canvas(_TOP + _ROW * len(chart.rows) + _LEGEND)
    canvas.text(_MARGIN, 0.45, say(Text("punctuality.chart", year=str(chart.year))), 19, weight="bold")
    canvas.text(_MARGIN, 0.9, say(Text("punctuality.chart_of", commune=chart.commune, day=chart.day)), 15)
    for number, (unit, found) in enumerate(chart.rows):
        y = _TOP + _ROW * (number + 0.5)
        canvas.text(_MARGIN, y, "\n".join(wrap(unit, _NAME_CHARACTERS)), 14, linespacing=1.1)
        _bar(canvas, y, found)
    bottom = _TOP + _ROW * len(chart.rows) + 0.45
    for number, (look, part) in enumerate(PARTS):
        x = _MARGIN + 2.9 * number
        canvas.box(x, bottom - 0.2, 0.55, 0.4, look.fill)
        canvas.text(x + 0.27, bottom, look.symbol, 14, color=look.ink, ha="center", weight="bold")
        canvas.text(x + 0.7, bottom, say(Text(f"punctuality.{part}")), 14)
    return canvas.png()


def _bar(canvas: Canvas, y: float, found: Tally) -> None:
    x = _BARS
    for look, part in PARTS:
        width = _BAR * getattr(found, part) / (found.counted or 1)
        if width:
            canvas.box(x, y - 0.22, width, 0.44, look.fill)
            canvas.text(
                x + width / 2, y, str(getattr(found, part)), 14, color=look.ink, ha="center", weight="bold"
            )
        x += width
    shown = f"{found.percent} % ({found.on_time}/{found.counted})" if found.counted else "–"
    canvas.text(_BARS + _BAR + 0.15, y, shown, 14, weight="bold")
