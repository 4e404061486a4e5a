"""Who stands in for whom, whatever the chain: nobody in a circle, nobody outside their days, nobody who has not
accepted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people.absence import Absence, leads_back, stand_ins

TODAY = date(2026, 5, 18)


def away(
    person: int, substitute: int | None, *, since: int = 0, until: int | None = None, accepted: bool = True
) -> Absence:
    """Days count from today; an absence has its person's number."""
    last = None if until is None else TODAY + timedelta(days=until)
    return Absence("xa", "u", person, substitute, TODAY + timedelta(days=since), last, accepted, person)


@pytest.mark.parametrize(
    ("absences", "reached"),
    [
        ([away(1, 2)], {1: 2}),
        ([away(1, 2, accepted=False)], {}),
        ([away(1, None)], {}),
        ([away(1, 2, since=1)], {}),
        ([away(1, 2, since=-3, until=0)], {1: 2}),
        ([away(1, 2, since=-3, until=-1)], {}),
        ([away(1, 2), away(2, 3)], {1: 3, 2: 3}),
        ([away(1, 2), away(2, 3, since=5)], {1: 2}),
        ([away(1, 2), away(2, 1)], {}),
        ([away(1, 2), away(2, 3), away(3, 2)], {}),
        ([away(1, 1)], {}),
    ],
)
def test_who_is_reached(absences: list[Absence], reached: dict[int, int]) -> None:
    assert stand_ins(absences, TODAY) == reached


def test_another_units_absence_is_another_matter() -> None:
    elsewhere = Absence("xa", "v", 2, 3, TODAY, None, accepted=True, id=2)
    assert stand_ins([away(1, 2), elsewhere], TODAY) == {1: 2, 2: 3}


people = st.integers(1, 5)
absences = st.lists(
    st.builds(
        away, people, people | st.none(), since=st.integers(-3, 3), until=st.none() | st.integers(-3, 6),
        accepted=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda one: one.person,
)  # fmt: skip


@given(absences)
def test_whoever_is_reached_is_there(some: list[Absence]) -> None:
    reached = stand_ins(some, TODAY)
    gone = {one.person for one in some if one.accepted and one.covers(TODAY) and one.substitute is not None}
    assert all(person not in gone and person != number for number, person in reached.items())


@given(absences)
def test_nobody_is_lost_where_no_circle_was_accepted(some: list[Absence]) -> None:
    """Accepting one after another, each only if it does not lead back, leaves everybody away with somebody there."""
    kept: list[Absence] = []
    for one in some:
        if one.accepted and one.substitute and not leads_back(one, kept):
            kept.append(one)
    covered = {one.id for one in kept if one.covers(TODAY)}
    assert set(stand_ins(kept, TODAY)) == covered


def test_a_circle_is_seen_only_in_the_days_they_share() -> None:
    accepted = [away(2, 1, since=10, until=12)]
    assert not leads_back(away(1, 2, until=9), accepted)
    assert leads_back(away(1, 2, until=10), accepted)
    assert leads_back(away(1, 1), [])
