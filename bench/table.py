"""The figures of one run as a table."""

from __future__ import annotations

from collections.abc import Iterable

from rich.table import Table

from bench.figures import Line


def table(lines: Iterable[Line]) -> Table:
    shown = Table(title="Nhịp Dân: one run on this machine")
    for name, justify in (("what", "left"), ("", "right"), ("", "left"), ("p50 ms", "right"), ("p99 ms", "right")):
        shown.add_column(name, justify=justify)  # type: ignore[arg-type]
    for name in ("costs", "limit", ""):
        shown.add_column(name)
    for line in lines:
        shown.add_row(
            line.what, _number(line.value), line.unit, _number(line.p50), _number(line.p99), *_judgement(line)
        )
    return shown


def _judgement(line: Line) -> tuple[str, str, str]:
    costs = f"{line.ratio:.2f} × {line.beside}" if line.ratio is not None else ""
    if line.limit is None:
        return costs, "", ""
    unit = "×" if line.ratio is not None else line.unit
    return costs, f"≤ {line.limit:g} {unit}", "OK" if line.holds else "over"


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2f}"
