"""The arithmetic of punctuality: what counts on which side of the fraction."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.reports.punctuality import Tally, tallies, tally
from domain.reports.standing import Standing

standings = st.tuples(st.sampled_from(Standing), st.booleans())


def counted(cell: tuple[Standing, bool]) -> Tally:
    return tally(cell[0], on_time=cell[1])


@pytest.mark.parametrize(
    ("standing", "on_time", "expected"),
    [
        (Standing.IN, True, Tally(on_time=1)),
        (Standing.APPROVED, True, Tally(on_time=1)),
        (Standing.LATE, False, Tally(late=1)),
        (Standing.APPROVED, False, Tally(late=1)),  # an approval does not make up for being late
        (Standing.OVERDUE, True, Tally(overdue=1)),  # nothing came, so nothing came late
        (Standing.OVERDUE, False, Tally(overdue=1)),  # returned, and not in again
        (Standing.RETURNED, True, Tally()),
        (Standing.EXTENDED, True, Tally()),
        (Standing.SOON, True, Tally()),
        (Standing.NOT_YET, True, Tally()),
        (Standing.EXEMPT, False, Tally()),
    ],
)
def test_what_counts(standing: Standing, on_time: bool, expected: Tally) -> None:
    assert tally(standing, on_time=on_time) == expected


@pytest.mark.parametrize(
    ("found", "rate", "percent"),
    [
        (Tally(), None, None),
        (Tally(on_time=3), 1.0, 100),
        (Tally(on_time=1, late=1, overdue=2), 0.25, 25),
        (Tally(on_time=2, late=1), 2 / 3, 66),
        (Tally(on_time=999, overdue=1), 0.999, 99),  # 100 % is only what was always in time
        (Tally(late=2), 0.0, 0),
    ],
)
def test_the_rate(found: Tally, rate: float | None, percent: int | None) -> None:
    assert found.rate == rate
    if percent is not None:
        assert found.percent == percent


@given(st.lists(standings))
def test_a_rate_lies_between_none_and_all(cells: list[tuple[Standing, bool]]) -> None:
    whole = sum(map(counted, cells), Tally())
    assert whole.rate is None or 0 <= whole.rate <= 1
    assert whole.counted <= len(cells)


@given(st.lists(standings))
def test_one_more_in_time_never_lowers_it_and_one_more_late_never_raises_it(
    cells: list[tuple[Standing, bool]],
) -> None:
    whole = sum(map(counted, cells), Tally())
    better, worse = whole + tally(Standing.IN, on_time=True), whole + tally(Standing.LATE, on_time=False)
    assert better.rate is not None and worse.rate is not None
    assert worse.rate <= (0 if whole.rate is None else whole.rate) <= better.rate


@given(st.lists(st.tuples(st.sampled_from("abc"), standings)))
def test_the_units_add_up_to_the_whole(cells: list[tuple[str, tuple[Standing, bool]]]) -> None:
    by_unit = tallies(cells, lambda cell: cell[0], lambda cell: counted(cell[1]))
    assert sum(by_unit.values(), Tally()) == sum((counted(cell) for _, cell in cells), Tally())
