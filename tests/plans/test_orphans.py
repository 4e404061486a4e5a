"""A plan edited while reports are in: refused with the list of what would lose its place."""

from __future__ import annotations

import shutil
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

import plans
from bot.reading.plan_files import PlanProblems
from domain.messaging.messages import Address
from storage.database import Database
from storage.reports.reports import Submission
from tests.town import open_town

NOW = datetime(2026, 6, 1, 9, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
HANDED_IN = ("gia-vien", "K7M2-9QXT-4", "gia-vien-6m", "2026-6T", "tt-pvhcc", date(2026, 6, 5))


async def _run_once_and_hand_in(folder: Path, plan_folder: Path) -> None:
    async with open_town(folder, NOW, plans=plan_folder):
        pass
    database = await Database.open(folder / "nhipdan.sqlite3")
    try:
        async with database.transaction() as memory:
            clerk = await memory.people.welcome(Address("telegram", "main", "77"), "77", "Trang", "vi", NOW)
            memory.reports.hand_in(Submission(*HANDED_IN, clerk.id, NOW, True))
    finally:
        await database.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('id = "gia-vien-6m"', 'id = "gia-vien-sau-thang"'),
        ('due = { rule = "yearly", month = 6, day = 5 }', 'due = { rule = "once", date = 2027-06-05 }'),
    ],
)
async def test_a_report_that_is_in_keeps_its_place(tmp_path: Path, before: str, after: str) -> None:
    plan_folder = Path(shutil.copytree(plans.FOLDER, tmp_path / "plans"))
    await _run_once_and_hand_in(tmp_path / "data", plan_folder)
    async with open_town(tmp_path / "data", NOW, plans=plan_folder):
        pass  # the plan as it was
    file = plan_folder / "gia-vien.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(PlanProblems, match=r"gia-vien\.toml:1: obligations\.gia-vien-6m: .*K7M2-9QXT-4"):
        async with open_town(tmp_path / "data", NOW, plans=plan_folder):
            pass
