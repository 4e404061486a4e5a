"""Reading what people type: days, names of units, words without accents, commands; and when they may be disturbed."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.plan_files import NATIONAL, load_facts
from domain.habits import Habits
from domain.language.names import find_named
from domain.language.vietnamese import fold, nfc, says_something
from domain.messaging.quiet import may_disturb
from domain.time.calendar import DayOverride, WorkingCalendar
from domain.time.days import read_day
from handlers.book import COMMANDS
from handlers.commands import spoken
from plans import FOLDER

TODAY = date(2026, 5, 18)
UNITS = {
    "kt": "Phòng Kinh tế",
    "vh": "Phòng Văn hóa - Xã hội",
    "ca": "Công an xã",
    "vp": "Văn phòng HĐND và UBND",
}


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("05/6", date(2026, 6, 5)),
        ("trước ngày 05/6 hàng năm", date(2026, 6, 5)),
        ("5-6-2027", date(2027, 6, 5)),
        ("5.6.27", date(2027, 6, 5)),
        ("ngày 5 tháng 6", date(2026, 6, 5)),
        ("ngày 5 tháng 6 năm 2028", date(2028, 6, 5)),
        ("18/5", date(2027, 5, 18)),  # today is no day to come
        ("10/1", date(2027, 1, 10)),
        ("29/02", None),
        ("29/02/2028", date(2028, 2, 29)),
        ("31/4", None),
        ("2026", None),
        ("15/12/20206", None),  # five digits of a year, and not the next 15/12
        ("2026-12-05", None),
        ("số 125/6789", None),
        ("hôm qua", None),
        ("", None),
    ],
)
def test_a_day_as_people_write_it(words: str, day: date | None) -> None:
    assert read_day(words, TODAY) == day


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back(day: date) -> None:
    assert read_day(f"trước ngày {day:%d/%m/%Y} nhé", TODAY) == day


@given(st.text())
def test_whatever_is_typed_a_day_is_read_or_not(words: str) -> None:
    day = read_day(words, TODAY)
    assert day is None or isinstance(day, date)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("kinh te", ["kt"]),
        ("PHÒNG KINH TẾ", ["kt"]),
        ("kt", ["kt"]),
        ("công an", ["ca"]),
        ("Phòng", ["kt", "vh", "vp"]),
        ("phong kinh t", ["kt"]),
        ("chuyển cho phòng kinh tế nhé", ["kt"]),
        ("phong kinh tet", ["kt"]),
        ("Trạm Y tế", []),
        ("", []),
    ],
)
def test_a_unit_by_the_name_somebody_typed(words: str, found: list[str]) -> None:
    assert find_named(words, UNITS) == found


@given(st.sampled_from(list(UNITS)))
def test_a_unit_is_found_by_its_own_name_in_any_spelling(unit: str) -> None:
    name = UNITS[unit]
    for written in (name, name.upper(), fold(name), unicodedata.normalize("NFD", name), unit):
        assert find_named(written, UNITS) == [unit]


@given(st.text())
def test_folding_twice_changes_nothing_and_spellings_fold_alike(words: str) -> None:
    assert fold(fold(words)) == fold(words)
    assert fold(nfc(unicodedata.normalize("NFD", words))) == fold(nfc(words))


@given(st.text() | st.text(st.sampled_from("eêo\u0301\u0302\u200b\u00ad đĐ")))
def test_at_the_door_everything_becomes_one_form(words: str) -> None:
    kept = nfc(words)
    assert unicodedata.is_normalized("NFC", kept)
    assert nfc(kept) == kept


def test_what_nobody_sees_parts_no_letter_from_its_mark() -> None:
    assert nfc("to\u0302\u200b\u0301 cáo") == "tố cáo"


@pytest.mark.parametrize(
    ("words", "says"),
    [("", False), (" … ", False), ("👍", False), ("!?", False), ("a", True), ("日", True), ("7", True)],
)
def test_what_says_something(words: str, says: bool) -> None:
    assert says_something(words) is says


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("/nhan K7M2-9QXT-4", ("nhan", "K7M2-9QXT-4")),
        ("  /Trả_lời  a\nb ", ("Trả_lời", "a\nb")),
        ("/traloi", ("traloi", "")),
        ("nhan K7M2", None),
        ("/ nhan", None),
        ("1/2", None),
        ("", None),
    ],
)
def test_what_is_a_command(words: str, command: tuple[str, str] | None) -> None:
    assert spoken(words) == command


@pytest.mark.parametrize("everybody", [True, False])
def test_no_two_commands_of_the_same_people_share_a_name(everybody: bool) -> None:
    theirs = [command for command in COMMANDS if (command.needs is None) is everybody]
    names = [name for command in theirs for name in (command.name, *command.aliases)]
    assert len(names) == len(set(names))


QUIET = load_facts(FOLDER / NATIONAL / "habits.toml", Habits.model_validate).reminding
CALENDAR = WorkingCalendar([DayOverride(date(2026, 5, 20), False, "diễn tập")], 2026)


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2026-05-18 06:59", False),
        ("2026-05-18 07:00", True),
        ("2026-05-18 19:59", True),
        ("2026-05-18 20:00", False),
        ("2026-05-17 09:00", False),  # Sunday
        ("2026-05-20 09:00", False),  # the commune's own day off
        ("2026-08-22 09:00", True),  # a Saturday made up
        ("2026-09-02 09:00", False),
    ],
)
def test_when_people_may_be_disturbed(moment: str, may: bool) -> None:
    assert may_disturb(datetime.fromisoformat(moment), QUIET, CALENDAR) is may
