"""Petitions of a span as a bar for each field: closed, open, overdue (`petitions-png`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING

from bot.papers.press import Desk
from bot.papers.standing_look import LOOKS, Look
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from domain.petitions.chart import ChartFigures
from domain.petitions.statistics import Row
from domain.reports.standing import Standing
from domain.time.spans import Span, read_written
from handlers.figures.statistics import statistics_of
from storage.memory import Memory

if TYPE_CHECKING:
    from bot.papers.canvas import Canvas

_MARGIN, _BARS, _BAR = 0.3, 3.9, 4.0  # inches: the edge, where the bars begin, how long the longest is
_TOP, _ROW, _LEGEND = 1.9, 0.62, 0.9
_NAME_CHARACTERS = 32
_MOST = 15  # fields: there are no more
_PARTS: tuple[tuple[str, Look], ...] = (
    ("closed", LOOKS[Standing.IN]),
    ("open_in_time", LOOKS[Standing.EXTENDED]),
    ("overdue", LOOKS[Standing.OVERDUE]),
)


@dataclass(frozen=True, slots=True)
class Chart:
    commune: Text
    span: Span
    found: ChartFigures
    rows: Sequence[tuple[Text | str, Row]]


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Chart:
    """`ref.args`: the span, and the figures where the letter states them; else as it stands now."""
    written, *counted = ref.args
    span = read_written(written)
    if counted:
        found = ChartFigures.read(counted[0])
    else:
        now = desk.clock.now()
        found = ChartFigures.of(await statistics_of(desk.world, memory, ref.commune, span, now))
    name = desk.world.national.field_name
    rows = [(name(bar.field) or Text("petition.no_field"), bar) for bar in found.bars]
    return Chart(desk.world.commune_name(ref.commune), span, found, rows[:_MOST])


def draw(desk: Desk, chart: Chart) -> bytes:
    from bot.papers.canvas import Canvas

    def say(text: Text | str) -> str:
        return text if isinstance(text, str) else desk.words.plain(text, desk.language)

    canvas = Canvas(_TOP + _ROW * max(1, len(chart.rows)) + _LEGEND)
    found = chart.found
    canvas.text(_MARGIN, 0.45, say(Text("statistics.chart_title", commune=chart.commune)), 18, weight="bold")
    canvas.text(_MARGIN, 0.9, say(chart.span.name), 15)
    line = Text("statistics.chart_line", received=found.received, open=found.open, overdue=found.overdue)
    canvas.text(_MARGIN, 1.35, say(line), 15, weight="bold")
    longest = max((row.received for _, row in chart.rows), default=1)
    for number, (name, row) in enumerate(chart.rows):
        y = _TOP + _ROW * (number + 0.5)
        canvas.text(_MARGIN, y, "\n".join(wrap(say(name), _NAME_CHARACTERS)), 13, linespacing=1.1)
        _bar(canvas, y, row, longest)
    if not chart.rows:
        canvas.text(_MARGIN, _TOP + _ROW / 2, say(Text("statistics.chart_empty")), 14)
    bottom = _TOP + _ROW * max(1, len(chart.rows)) + 0.45
    for number, (part, look) in enumerate(_PARTS):
        x = _MARGIN + 2.9 * number
        canvas.box(x, bottom - 0.2, 0.55, 0.4, look.fill)
        canvas.text(x + 0.27, bottom, look.symbol, 14, color=look.ink, ha="center", weight="bold")
        canvas.text(x + 0.7, bottom, say(Text(f"statistics.part_{part}")), 14)
    return canvas.png()


def _bar(canvas: Canvas, y: float, row: Row, longest: int) -> None:
    x = _BARS
    for part, look in _PARTS:
        n = getattr(row, part)
        width = _BAR * n / longest
        if width:
            canvas.box(x, y - 0.21, width, 0.42, look.fill)
            if width > 0.25 * len(str(n)):
                canvas.text(x + width / 2, y, str(n), 13, color=look.ink, ha="center", weight="bold")
        x += width
    canvas.text(x + 0.12, y, str(row.received), 14, weight="bold")
