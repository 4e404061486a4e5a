"""The picture of a digest draws what its words state, whatever comes between its writing and its sending."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from bot.papers import petitions_chart
from bot.papers.press import Desk
from domain.messaging.letters import message_from_json
from domain.messaging.papers import PaperRef
from domain.petitions.chart import ChartFigures
from domain.petitions.statistics import Row, Statistics
from handlers.figures.office_digest import write_digests
from handlers.figures.statistics import CHART
from storage.memory import Memory
from storage.petitions.petition import Petition
from tests.closing.conftest import START, Office
from tests.running_bot import words


def test_figures_are_read_as_they_were_written() -> None:
    rows = [Row("feedback", "MT", "thon-dong", "2026-05", 3, 1, 1), Row("question", "", "", "2026-05", 1, 0, 0)]
    figures = ChartFigures.of(Statistics(rows, answered=0, closed=1, on_time=1, open=5, overdue=2))
    assert (figures.received, figures.open, figures.overdue) == (4, 5, 2)
    assert [(bar.field, bar.received, bar.closed, bar.overdue) for bar in figures.bars] == [
        ("MT", 3, 1, 1),
        ("", 1, 0, 0),
    ]
    assert ChartFigures.read(figures.written) == figures


async def test_the_chart_draws_what_the_words_state(office: Office, tmp_path: Path) -> None:
    app, morning = office.town.app, START + timedelta(days=1)
    desk = Desk(app.world, words(), tmp_path, office.town.clock, "vi")
    async with app.database.transaction() as memory:
        await write_digests(app.world, memory, morning)
        body = await memory._session.value("SELECT body FROM outbox WHERE body LIKE :chart", chart=f"%{CHART}%")
        (picture,) = message_from_json(json.loads(body)).attachments
        before = await petitions_chart.gather(desk, memory, PaperRef.read(picture.ref))
        await memory.petitions.file(replace(await office_petition(memory, office), code="another"))
        after = await petitions_chart.gather(desk, memory, PaperRef.read(picture.ref))
    assert (before.found.received, before.found.open) == (1, 1)
    assert after == before


async def office_petition(memory: Memory, office: Office) -> Petition:
    found = await memory.petitions.by_code(office.code)
    assert found
    return found
