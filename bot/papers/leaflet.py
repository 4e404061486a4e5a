"""An A5 page of text with a QR code, as PDF: letters that can be searched and copied, fonts embedded. Imported only
where one is made: it is heavy."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from textwrap import wrap
from typing import Any

import segno
from matplotlib import rc_context
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

_WIDTH, _HEIGHT, _MARGIN = 148.0, 210.0, 12.0  # mm
_INCH, _POINT = 25.4, 25.4 / 72  # mm
_LETTER = 0.54  # of the font's size: how wide a letter is on the average
_CODE = 34.0  # mm: the QR code's side


class Leaflet:
    """Written from top to bottom; belongs to one thread."""

    def __init__(self) -> None:
        self._figure = Figure(figsize=(_WIDTH / _INCH, _HEIGHT / _INCH))
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, _WIDTH)
        self._axes.set_ylim(_HEIGHT, 0)
        self._axes.axis("off")
        self._y = _MARGIN

    def columns(self, size: float, width: float = _WIDTH - 2 * _MARGIN) -> int:
        """How many letters of that size (points) stand beside each other on `width` mm."""
        return int(width / (size * _LETTER * _POINT))

    def gap(self, millimetres: float) -> None:
        self._y += millimetres

    def line(
        self, words: str, size: float, *, bold: bool = False, centred: bool = False, wrapped: bool = False
    ) -> None:
        for part in wrap(words, self.columns(size * (1.08 if bold else 1))) if wrapped else [words]:
            self._y += size * _POINT * 1.35
            x, side = (_WIDTH / 2, "center") if centred else (_MARGIN, "left")
            self._text(x, self._y, part, size, ha=side, weight="bold" if bold else "normal")

    def foot(self, link: str, told: Sequence[str]) -> None:
        """At the bottom: the code, and beside it what it is good for."""
        top = _HEIGHT - _MARGIN - _CODE
        self._draw_code(link, _MARGIN, top)
        x, y = _MARGIN + _CODE + 5, top
        for words in told:
            for part in wrap(words, self.columns(9, _WIDTH - _MARGIN - x)):
                y += 9 * _POINT * 1.35
                self._text(x, y, part, 9)
            y += 2

    def pdf(self, title: str, made_at: datetime) -> bytes:
        """TrueType fonts are embedded with their letters' names: every letter of Vietnamese stays a letter."""
        file = BytesIO()
        FigureCanvasPdf(self._figure)
        with rc_context({"pdf.fonttype": 42}):
            self._figure.savefig(file, format="pdf", metadata={"Title": title, "CreationDate": made_at})
        return file.getvalue()

    def _text(self, x: float, y: float, words: str, size: float, **look: Any) -> None:
        """No sign in it has a meaning of its own."""
        self._axes.text(x, y, words, fontsize=size, family="DejaVu Sans", va="baseline", parse_math=False, **look)

    def _draw_code(self, link: str, left: float, top: float) -> None:
        rows = [list(row) for row in segno.make(link, error="m", micro=False).matrix]
        side = _CODE / len(rows)
        for number, row in enumerate(rows):
            for place, dark in enumerate(row):
                if dark:
                    where = (left + place * side, top + number * side)
                    self._axes.add_patch(
                        Rectangle(where, side * 1.02, side * 1.02, facecolor="black", linewidth=0)
                    )
