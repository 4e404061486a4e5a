"""Counting petitions, and what of the counts anybody may read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.national import load_national
from domain.petitions.hot_spots import Told, people, same_matter
from domain.petitions.likeness import Matter
from domain.petitions.statistics import Row, Statistics, suppressed

LIKENESS = load_national().likeness
ROW = Row("feedback", "MT", "thon-dong", "2026-05", received=3, closed=1, overdue=1)
NOTHING = Statistics((), answered=0, closed=0, on_time=0, open=0, overdue=0)


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        ({}, {}),
        ({"a": 9, "b": 7}, {"a": 9, "b": 7}),
        ({"a": 9, "b": 0}, {"a": 9, "b": 0}),
        ({"a": 9, "b": 2, "c": 3}, {"a": 9, "b": None, "c": None}),
        ({"a": 9, "b": 2}, {"a": None, "b": None}),  # alone it would be the total less the other
        ({"a": 9, "b": 6, "c": 1}, {"a": 9, "b": None, "c": None}),
        ({"b": 2}, {"b": None}),
    ],
)
def test_small_numbers_are_not_for_everybody(cells: dict[str, int], shown: dict[str, int | None]) -> None:
    assert suppressed(cells, small=5) == shown


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 12), max_size=8))
def test_no_small_number_can_be_worked_out_from_the_total(cells: dict[str, int]) -> None:
    shown = suppressed(cells, small=5)
    hidden = [name for name, n in shown.items() if n is None]
    assert all(n is None or n == 0 or n >= 5 for n in shown.values())
    assert len(hidden) != 1 or not any(n for name, n in cells.items() if name not in hidden)


def test_rows_are_added_up_the_most_first() -> None:
    rows = [
        ROW,
        replace(ROW, kind="question", received=1, closed=0, overdue=0),
        replace(ROW, field="DD", received=9),
    ]
    found = replace(NOTHING, rows=rows)
    assert [(key, row.received, row.closed) for key, row in found.by("field").items()] == [
        (("DD",), 9, 1),
        (("MT",), 4, 1),
    ]
    assert found.received == 13


def test_on_time_counts_what_is_still_open_and_late() -> None:
    assert NOTHING.punctuality is None
    assert replace(NOTHING, closed=3, on_time=2, overdue=1).punctuality == 50


def told(petition: int, person: int, words: str, hamlet: str = "") -> Told:
    return Told(petition, person, Matter(words, hamlet))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Rác chất đống ở chợ thôn Đông", "rac chat dong o cho thon dong mấy hôm nay", True),
        ("Nước thải đen ngòm, hôi thối ở mương", "Mương có nước thải đen, hôi thối không chịu được", True),
        ("Rác chất đống ở chợ", "Đèn đường cháy bóng", False),
        ("Đường liên thôn có ổ gà lớn", "Xin hỏi thủ tục đăng ký khai sinh", False),
    ],
)
def test_the_same_matter_in_other_words(one: str, other: str, same: bool) -> None:
    assert bool(same_matter(told(1, 1, one), [told(2, 2, other)], LIKENESS)) is same


def test_another_place_is_another_matter_and_people_are_counted_once() -> None:
    matters = [told(1, 1, "rác ở chợ", "a"), told(2, 1, "rác ở chợ", "a"), told(3, 2, "rác ở chợ", "b")]
    assert [one.petition for one in same_matter(matters[0], matters[1:], LIKENESS)] == [2]
    assert (people(matters), people(matters, {2, 7})) == (2, 3)
