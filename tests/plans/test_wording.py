"""Rules and periods as people read them."""

from __future__ import annotations

from datetime import date

import pytest

from bot.words.i18n import Words
from domain.plans.rule_words import rule_name
from domain.plans.rules import DueRule, Every, Monthly, Once, Quarterly, Yearly
from domain.time.periods import period_name

WORDS = Words.load(strict=True)


@pytest.mark.parametrize(
    ("rule", "vi", "en"),
    [
        (Yearly(month=6, day=5), "trước ngày 05/6 hằng năm", "before 05/6 every year"),
        (Yearly(month=6, day=5, before=False), "chậm nhất ngày 05/6 hằng năm", "by 05/6 every year"),
        (
            Quarterly(day="last_working_day"),
            "hằng quý, chậm nhất ngày làm việc cuối cùng của tháng thứ 3 trong quý",
            "every quarter, by the last working day of its month 3",
        ),
        (Monthly(day=5), "trước ngày 05 hằng tháng", "before day 05 of every month"),
        (
            Every(months=6, start=date(2026, 1, 10)),
            "6 tháng một lần, trước ngày 10, bắt đầu từ 10/01/2026",
            "every 6 months, before day 10, from 10/01/2026",
        ),
        (Once(date=date(2026, 7, 15)), "trước ngày 15/07/2026", "before 15/07/2026"),
    ],
)
def test_rules_in_words(rule: DueRule, vi: str, en: str) -> None:
    assert (WORDS.plain(rule_name(rule), "vi"), WORDS.plain(rule_name(rule), "en")) == (vi, en)


@pytest.mark.parametrize(
    ("label", "vi"),
    [
        ("2026-6T", "6 tháng năm 2026"),
        ("2026-9T", "9 tháng năm 2026"),
        ("2026-N", "năm 2026"),
        ("2026-Q2", "quý II năm 2026"),
        ("2026-05", "tháng 05/2026"),
        ("2026-05-31", "ngày 31/05/2026"),
    ],
)
def test_periods_in_words(label: str, vi: str) -> None:
    assert WORDS.plain(period_name(label), "vi") == vi
    assert WORDS.plain(period_name(label), "en")
