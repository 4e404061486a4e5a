"""A report of very many units, read together: the sheet and the draft in Word that `/tonghop` makes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib import import_module
from pathlib import Path
from zoneinfo import ZoneInfo

from bench.growth import Spent
from bench.memory import peak
from bench.office import bench_settings
from bench.province import Province, commune_plan, open_province
from bot.papers.makers import MAKERS
from bot.papers.press import Press
from bot.words.i18n import Words
from domain.messaging.papers import PaperRef
from domain.reports.outline import Indicator, Measure
from handlers.reports.consolidation import DRAFT, SHEET
from storage.reports.reports import Submission

COMMUNE, OBLIGATION, PERIOD = "xa-1", "bao-cao-3", "2026-6T"
DUE = date(2026, 6, 5)
NOW = datetime(2026, 6, 10, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
WORDS = "Công khai kịp thời; các thôn họp đủ; còn hai kiến nghị về đường giao thông chưa trả lời xong."


@dataclass(frozen=True, slots=True)
class Consolidated:
    """`memory`: megabytes that both papers took at the most, more than the process had before."""

    units: int
    indicators: int
    sheet: Spent
    draft: Spent
    memory: float


class Clock:
    def now(self) -> datetime:
        return NOW


def consolidate(folder: Path, units: int) -> Consolidated:
    """In a process of its own, of which the memory is measured."""
    return asyncio.run(_consolidate(folder, units))


async def _consolidate(folder: Path, units: int) -> Consolidated:
    async with open_province(folder, [commune_plan(1, units)]) as province:
        await province.people_come([COMMUNE], NOW)
        indicators = province.world.national.outline.indicators
        await _all_hand_in(province, indicators)
        press = Press(
            MAKERS, province.world, province.database, Words.load(), bench_settings(folder).files, Clock()
        )
        for library in ("docx", "xlsxwriter"):
            import_module(library)  # once in a process, whatever it draws
        before = peak()
        sheet, draft = await _made(press, SHEET), await _made(press, DRAFT)
    return Consolidated(units, len(indicators), sheet, draft, peak() - before)


async def _made(press: Press, kind: str) -> Spent:
    spent = Spent()
    with spent.counted():
        assert await press.make(str(PaperRef(kind, COMMUNE, (OBLIGATION, PERIOD))), "vi")
    return spent


async def _all_hand_in(province: Province, indicators: tuple[Indicator, ...]) -> None:
    async with province.database.transaction() as memory:
        for number, unit in enumerate(province.world.plans[COMMUNE].units):
            one = Submission(COMMUNE, f"BC-{number}", OBLIGATION, PERIOD, unit.id, DUE, 1, NOW, on_time=True)
            memory.reports.hand_in(replace(one, as_of=DUE))
            memory.figures.keep(one.code, dict(_figures(number, indicators)), source="unit")


def _figures(number: int, indicators: tuple[Indicator, ...]) -> Iterator[tuple[str, str]]:
    """Something for every one of them."""
    for place, indicator in enumerate(indicators):
        yield indicator.id, WORDS if indicator.measure is Measure.TEXT else str((number + place) % 97)
