"""Counting petitions, and what of the counts anybody may read."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.national import load_national
from domain.petitions.hot_spots import Told, people, same_matter
from domain.petitions.likeness import Matter
from domain.petitions.statistics import PublicTable, Row, Statistics, public_table, put_together
from domain.time.spans import Span

LIKENESS = load_national().likeness
ROW = Row("feedback", "MT", "thon-dong", "2026-05", received=3, closed=1, overdue=1)
NOTHING = Statistics((), answered=0, closed=0, on_time=0, open=0, overdue=0)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({}, None),
        ({"b": 2}, None),
        ({"a": 9, "b": 7}, PublicTable(16, {"a": 9, "b": 7})),
        ({"a": 9, "b": 2, "c": 3}, PublicTable(14, {"a": 9}, 5)),
        ({"a": 9, "b": 2}, PublicTable(11, {}, 11)),  # alone it would be the total less the other
        ({"a": 9, "b": 6, "c": 1}, PublicTable(16, {"a": 9}, 7)),
        ({"a": 9, "b": 1, "c": 1}, PublicTable(11, {}, 11)),  # two of two: one each
    ],
)
def test_small_numbers_are_not_for_everybody(cells: dict[str, int], told: PublicTable | None) -> None:
    assert public_table(cells, small=5, fields=9) == told


FIELDS, SMALL = ("a", "b", "c", "d"), 3


def test_no_small_number_can_be_worked_out() -> None:
    """Of every table there may be: all that adds up to what is told leaves each field that is not named able to be
    empty, and to be no small number at all."""
    for numbers in product(range(3 * SMALL), repeat=len(FIELDS)):
        told = public_table(dict(zip(FIELDS, numbers, strict=True)), SMALL, len(FIELDS))
        assert told or sum(numbers) < SMALL
        if told:
            unnamed = len(FIELDS) - len(told.cells)
            assert told.received == sum(numbers) == sum(told.cells.values()) + told.others
            assert all(n >= SMALL for n in told.cells.values())
            assert not told.others or (told.others >= SMALL and unnamed > 1)


@given(st.lists(st.dictionaries(st.sampled_from(FIELDS), st.integers(0, 12)), max_size=4))
def test_longer_spans_say_nothing_that_their_quarters_do_not(quarters: list[dict[str, int]]) -> None:
    tables = [public_table(cells, 5, len(FIELDS)) for cells in quarters]
    told = put_together(tables)
    assert (told is None) == all(one is None for one in tables)
    if told:
        assert told.received == sum(told.cells.values()) + told.others
        assert told.received == sum(one.received for one in tables if one)


def test_anybody_is_told_of_whole_quarters_that_are_over() -> None:
    today = date(2026, 8, 20)
    names = [one.written for one in Span(date(2025, 12, 1), date(2026, 12, 31)).quarters(today)]
    assert names == ["2026-01-01..2026-03-31", "2026-04-01..2026-06-30"]
    assert Span(date(2026, 5, 1), date(2026, 5, 31)).quarters(today) == []


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
