"""`nhipdan plan` and `nhipdan calendar`, as an operator types them."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.cli import app
from bot.reading.plan_files import load_plans


@pytest.fixture(autouse=True)
def wide_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")


def run(line: str) -> Result:
    return CliRunner().invoke(app, line.split())


def test_check_counts_every_plan() -> None:
    result = run("plan check")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "✓ binh-lu: 6 units, 4 reports, 2 of them with a date",
        "✓ gia-vien-ttpvhcc: 8 units, 4 reports, 3 of them with a date",
        "✓ ha-dong: 8 units, 3 reports, 0 of them with a date",
        "✓ hanh-thien: 8 units, 3 reports, 0 of them with a date",
        "✓ nghi-duong: 10 units, 4 reports, 3 of them with a date",
    ]


def test_check_lists_what_is_wrong_in_plans_and_national_data(tmp_path: Path) -> None:
    (tmp_path / "national").mkdir()
    (tmp_path / "mau.toml").write_text('id = "Mẫu"\n', "utf-8")
    (tmp_path / "national" / "calendar.toml").write_text("approved_until = 2026\noverides = []\n", "utf-8")
    result = run(f"plan check {tmp_path}")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"{tmp_path}/mau.toml:1: id: " in result.stderr
    assert f"{tmp_path}/mau.toml:1: petitions: Field required" in result.stderr
    assert f"{tmp_path}/national/calendar.toml:2: overides: " in result.stderr
    assert f"{tmp_path}/national/reception.toml:1: " in result.stderr


@pytest.mark.parametrize("name", load_plans())
def test_show_has_everything_that_the_plan_says(name: str) -> None:
    plan = load_plans()[name]
    shown = " ".join(run(f"plan show {name}").output.split())
    told = [plan.document.title, *(unit.name for unit in plan.units), *plan.data_quality, *plan.topics]
    told += [words for one in plan.obligations for words in (one.title, one.quote, one.notes)]
    assert [words for words in told if words[:60] not in shown] == []
    assert shown.count("Chưa có hạn – cần nhập") == sum(one.due is None for one in plan.obligations)


def test_show_tells_what_is_no_fact_of_the_plan() -> None:
    shown = run("plan show gia-vien").output
    assert "trước ngày 05/6 hằng năm" in shown
    assert "Kế hoạch không nêu; bổ sung mặc định" in shown
    assert "Chưa xác nhận" in shown
    assert "Trần Quang Anh, Chuyên viên Trung tâm" in shown
    assert "Để trống trong văn bản (ghi: “Số: /KH-TTPVHCC”)" in shown


def test_show_in_english() -> None:
    shown = run("plan show ha-dong --lang en").output
    assert "No date yet – to be entered" in shown
    assert "Default, not stated in the plan" in shown


def test_reminders_as_json() -> None:
    result = run("plan reminders binh-lu --from 2026-01-01 --until 2026-12-31 --format json")
    found = json.loads(result.stdout)
    assert found[0] == {
        "obligation": "binh-lu-6m",
        "period": "2026-6T",
        "due_before": "2026-05-05",
        "last_safe_day": "2026-05-04",
        "step": 10,
        "remind_on": "2026-04-15",
    }
    assert [one["remind_on"] for one in found] == [
        "2026-04-15",
        "2026-04-24",
        "2026-05-04",
        "2026-10-21",
        "2026-10-30",
        "2026-11-04",
    ]


def test_reminders_fall_within_the_days_asked_for_both_included() -> None:
    result = run("plan reminders nghi-duong --from 2026-06-01 --until 2026-06-04 --format json")
    assert [(one["remind_on"], one["step"]) for one in json.loads(result.stdout)] == [
        ("2026-06-01", 3),
        ("2026-06-04", 0),
    ]
    early = run("plan reminders nghi-duong --from 2026-05-21 --until 2026-05-21 --format json")
    assert [one["step"] for one in json.loads(early.stdout)] == [10]


def test_reminders_as_csv_and_as_a_table() -> None:
    asked = "plan reminders nghi-duong --from 2026-01-01 --until 2026-12-31"
    rows = list(csv.DictReader(run(f"{asked} --format csv").stdout.splitlines()))
    assert (len(rows), rows[-1]["remind_on"]) == (9, "2026-11-09")
    table = run(asked).stdout
    assert "21/05/2026" in table and "6 tháng năm 2026" in table and "10 ngày làm việc" in table


def test_a_plan_without_dates_has_no_reminders() -> None:
    assert run("plan reminders ha-dong --from 2026-01-01 --until 2026-12-31 --format json").stdout == "[]\n"


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("calendar add-working-days 2026-08-20 5", "2026-08-26"),
        ("calendar add-working-days 2026-08-20 -- -3", "2026-08-17"),
        ("calendar is-working-day 2026-11-24", "no (holiday: Ngày Văn hóa Việt Nam)"),
        ("calendar is-working-day 2026-08-22", "yes (make-up)"),
        ("calendar is-working-day 2026-11-23", "yes (workday)"),
        (
            "calendar is-working-day 2028-11-24",
            "no (holiday: Ngày Văn hóa Việt Nam; forecast: the days off of that year are not announced yet)",
        ),
    ],
)
def test_calendar_answers_in_one_line(line: str, printed: str) -> None:
    assert run(line).stdout == f"{printed}\n"


def test_the_calendar_of_a_year() -> None:
    shown = run("calendar show 2026").output
    assert "Th 3 24/11 Ngày Văn hóa Việt Nam" in shown
    assert "Th 7 22/08" in shown and "Th 7 10/01" in shown
    assert "Chưa quyết định: 23/11/2026" in shown
    assert "dự kiến" in run("calendar show 2027").output


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("plan show khong-co", "no plan called 'khong-co'"),
        ("plan show binh-lu --lang xx", "no words in 'xx'"),
        ("plan reminders binh-lu --from 2026-02-30 --until 2026-12-31", "not a date: '2026-02-30'"),
        ("plan reminders binh-lu --from 2026-12-31 --until 2026-01-01", "is before --from"),
        ("calendar is-working-day 20/11/2026", "not a date: '20/11/2026'"),
        ("calendar is-working-day 1850-01-01", "outside the years"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(line: str, says: str) -> None:
    result = run(line)
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr and len(result.stderr.splitlines()) == 1
