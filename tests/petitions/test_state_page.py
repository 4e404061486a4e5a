"""The page of states is what the table says now."""

from pathlib import Path

from bot.cli.docs import STATES
from bot.state_page import state_page


def test_the_page_is_current() -> None:
    assert STATES.read_text("utf-8") == state_page(), "run: nhipdan docs states"


def test_every_transition_is_in_its_table(tmp_path: Path) -> None:
    row = next(line for line in state_page().splitlines() if line.startswith("| **closed**"))
    assert row.split(" | ").count("reopened") == 2
