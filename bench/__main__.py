"""`python -m bench`: measures everything once and prints it; `--json FILE` keeps the figures."""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TimeElapsedColumn

from bench import long_stories, petitions, process, reports, searching, suggestions, turns, webhooks
from bench.figures import Line
from bench.table import table

STEPS = 19  # that the parts tell of
PARTS = (
    suggestions.measure,
    turns.measure,
    long_stories.measure,
    webhooks.measure,
    process.measure,
    petitions.measure,
    searching.measure,
    reports.measure,
)


async def measure(folder: Path, console: Console, *, million: bool = False) -> list[Line]:
    lines: list[Line] = []
    columns = (SpinnerColumn(), *Progress.get_default_columns()[:3], TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=STEPS + searching.MILLION_STEPS * million)

        def next_is(what: str) -> None:
            bar.update(task, description=what, advance=1 if bar.tasks[0].description else 0)

        for part in PARTS:
            lines += await part(folder, next_is)
        if million:
            lines += await searching.measure(folder, next_is, searching.MILLION)
    return lines


def main() -> int:
    """The exit status: 1 if anything is over its limit."""
    arguments = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    arguments.add_argument("--json", type=Path, metavar="FILE", help="where to keep the figures")
    arguments.add_argument("--million", action="store_true", help="also search among a million petitions: minutes")
    chosen = arguments.parse_args()
    console = Console()
    with tempfile.TemporaryDirectory(prefix="nhipdan-bench-") as folder:
        lines = asyncio.run(measure(Path(folder), console, million=chosen.million))
    console.print(table(lines))
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(line) for line in lines], ensure_ascii=False, indent=1), "utf-8")
    return 0 if all(line.holds for line in lines) else 1


if __name__ == "__main__":
    sys.exit(main())
