"""A page for pictures, measured in inches from its upper left corner. Imported only where one is drawn: it is heavy."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

WIDTH = 9.0  # inches: 1080 pixels, as wide as a telephone shows
_DPI = 120


class Canvas:
    """Text is in points; its font has every letter of Vietnamese. Belongs to one thread."""

    def __init__(self, height: float) -> None:
        self._figure = Figure(figsize=(WIDTH, height), dpi=_DPI, facecolor="white")
        self._axes = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")

    def box(self, x: float, y: float, width: float, height: float, fill: str) -> None:
        self._axes.add_patch(Rectangle((x, y), width, height, facecolor=fill, edgecolor="white", linewidth=1.5))

    def text(self, x: float, y: float, words: str, size: float, **look: Any) -> None:
        """Centred on `y`, beginning at `x` unless `ha` says otherwise. No sign in it has a meaning of its own."""
        look = {"family": "DejaVu Sans", "va": "center", "parse_math": False, **look}
        self._axes.text(x, y, words, fontsize=size, **look)

    def png(self) -> bytes:
        file = BytesIO()
        FigureCanvasAgg(self._figure)
        self._figure.savefig(file, format="png")
        return file.getvalue()
