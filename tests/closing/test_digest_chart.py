"""The picture of a digest draws what its words state, whatever comes between its writing and its sending."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from bot.papers import petitions_chart
from bot.papers.press import Desk
from domain.messaging.messages import Picture
from domain.messaging.papers import PaperRef
from domain.petitions.chart import ChartFigures
from domain.petitions.statistics import Row, Statistics
from handlers.figures.office_digest import write_digests
from handlers.figures.statistics import CHART
from storage.messaging.letters import message_from_json
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
