"""The rungs behind a deadline, the day's budget, hours and telephone numbers as people write them."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from pydantic import ValidationError

from domain.language.phones import read_phone, show_phone
from domain.messaging.budget import Shares, share
from domain.messaging.quiet import next_at
from domain.plans.plan import Reminding
from domain.reports.ladder import Ladder, Rung, rung_days
from domain.time.calendar import DayOverride, WorkingCalendar
from domain.time.hours import read_hour

CALENDAR = WorkingCalendar([DayOverride(date(2026, 6, 9), False, "diễn tập")], 2026)


def test_rungs_are_climbed_on_working_days() -> None:
    days = rung_days(date(2026, 6, 4), Ladder(head=1, call_list=2, leader=3), CALENDAR)
    assert days == [
        (Rung.HEAD, date(2026, 6, 5)),
        (Rung.CALL_LIST, date(2026, 6, 8)),
        (Rung.LEADER, date(2026, 6, 10)),
    ]


@pytest.mark.parametrize("spans", [(2, 1, 3), (1, 3, 2), (0, 1, 2), (1, 2, 61)])
def test_a_ladder_goes_up(spans: tuple[int, int, int]) -> None:
    with pytest.raises(ValidationError):
        Ladder(head=spans[0], call_list=spans[1], leader=spans[2])


def test_a_plan_reminds_at_most_three_times() -> None:
    with pytest.raises(ValidationError):
        Reminding(steps=(10, 5, 3, 0))


@pytest.mark.parametrize(
    ("waiting", "left", "shares"),
    [
        ("ab", 3, Shares(alone="ab")),
        ("abc", 3, Shares(alone="abc")),
        ("abcd", 3, Shares(alone="ab", together="cd")),
        ("ab", 1, Shares(alone="", together="ab")),
        ("a", 1, Shares(alone="a")),
        ("a", 0, Shares(later="a")),
        ("ab", -1, Shares(later="ab")),
    ],
)
def test_what_does_not_fit_is_said_together(waiting: str, left: int, shares: Shares[str]) -> None:
    assert share(waiting, left) == shares


@pytest.mark.parametrize(
    ("words", "hour"),
    [
        ("7h30", time(7, 30)),
        ("07:30", time(7, 30)),
        ("8", time(8)),
        ("8 giờ", time(8)),
        ("lúc 9 giờ 15 phút", time(9, 15)),
        ("14g", time(14)),
        ("2 giờ chiều", time(14)),
        ("7 giờ sáng", time(7)),
        ("25h", None),
        ("7h75", None),
        ("sáng sớm", None),
        ("05/6", None),
    ],
)
def test_hours_are_read(words: str, hour: time | None) -> None:
    assert read_hour(words) == hour


@pytest.mark.parametrize(
    ("words", "phone"),
    [
        ("0912345678", "0912345678"),
        ("+84 912.345.678", "0912345678"),
        ("(0225) 3 456-789", "02253456789"),
        ("84912345678", "0912345678"),
        ("12345", None),
        ("0012345678", None),
        ("gọi cho tôi", None),
        ("091234567890", None),
    ],
)
def test_telephone_numbers_are_kept_in_one_form(words: str, phone: str | None) -> None:
    assert read_phone(words) == phone


def test_telephone_numbers_are_shown_in_groups() -> None:
    assert show_phone("0912345678") == "0912 345 678"


@pytest.mark.parametrize(
    ("moment", "next_one"),
    [
        ("2026-06-05 07:00", "2026-06-05 07:30"),
        ("2026-06-05 07:30", "2026-06-08 07:30"),  # over the weekend
        ("2026-06-08 21:00", "2026-06-10 07:30"),  # and the commune's own day off
    ],
)
def test_the_next_digest_is_on_a_working_day(moment: str, next_one: str) -> None:
    assert next_at(datetime.fromisoformat(moment), time(7, 30), CALENDAR) == datetime.fromisoformat(next_one)
