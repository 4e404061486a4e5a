"""The nation's data is read whole, and every mistake in it is told at once."""

import shutil
from pathlib import Path

import pytest

import plans
from bot.reading.national import load_national
from bot.reading.plan_files import NATIONAL, PlanProblems


def test_all_mistakes_in_all_files(tmp_path: Path) -> None:
    home = tmp_path / NATIONAL
    shutil.copytree(plans.FOLDER / NATIONAL, home)
    clocks = (home / "clocks.toml").read_text("utf-8").replace('unit = "calendar"', 'unit = "lunar"', 1)
    (home / "clocks.toml").write_text(clocks, "utf-8")
    (home / "fields.toml").write_text('[[field]]\ncode = "X"\nwords = []\n', "utf-8")
    (home / "emergencies.toml").unlink()
    with pytest.raises(PlanProblems) as mistakes:
        load_national(tmp_path)
    told = [(problem.file.name, problem.key) for problem in mistakes.value.problems]
    assert told == [("clocks.toml", "clock.0.unit"), ("emergencies.toml", ""), ("fields.toml", "field.0.title")]
