"""Who may do what: the whole table, role by role, so that no right appears or goes unseen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.people.roles import Can, Member, Role, may, units_of

OWN_WORK = {Can.BE_AWAY, Can.HAND_OVER}
BOARD = {Can.SEE_BOARD, Can.SEE_PUNCTUALITY}
STAFF = (
    {Can.HAND_IN, Can.REPORT_DIFFICULTY, Can.ANSWER_DIFFICULTY, Can.SEE_DEADLINES, Can.BE_REMINDED}
    | OWN_WORK
    | {Can.SEE_PUNCTUALITY, Can.OPEN_SEALED}
)
TABLE = {
    Role.STAFF: STAFF,
    Role.HEAD: STAFF,
    Role.COLLECTOR: STAFF
    | {*BOARD, Can.SET_DATES, Can.KEEP_CALENDAR, Can.REVIEW, Can.KEEP_UNITS, Can.INVITE_STAFF, Can.NUDGE},
    Role.OFFICER: {Can.SEE_QUEUE, Can.SEE_PEOPLE, Can.TRIAGE, Can.REPORT_DIFFICULTY, Can.OPEN_SEALED} | OWN_WORK,
    Role.CHIEF: {
        Can.SEE_PEOPLE,
        Can.SEE_QUEUE,
        Can.TRIAGE,
        Can.SEE_RESTRICTED,
        Can.GUARD,
        Can.KEEP_CLOCKS,
        *BOARD,
        Can.SEE_DEADLINES,
        Can.REPORT_DIFFICULTY,
        Can.OPEN_SEALED,
    },
    Role.LEADER: {
        Can.SEE_QUEUE,
        Can.SEE_RESTRICTED,
        *BOARD,
        Can.SEE_DEADLINES,
        Can.NAME_READERS,
        Can.OPEN_SEALED,
    },
    Role.ADMIN: {
        Can.INVITE,
        Can.INVITE_STAFF,
        Can.SEE_DEADLINES,
        Can.HAND_OVER,
        Can.KEEP_CALENDAR,
        Can.KEEP_CLOCKS,
        Can.KEEP_UNITS,
        Can.SET_DATES,
        *BOARD,
        Can.NUDGE,
        Can.BE_REMINDED,
    },
}

members = st.lists(
    st.builds(Member, st.sampled_from("ab"), st.sampled_from(["u", "v"]), st.sampled_from(Role)), max_size=5
)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", Can)
def test_the_table(role: Role, what: Can) -> None:
    assert may([Member("a", "u", role)], "a", what) is (what in TABLE[role])


@given(members, st.sampled_from(Can))
def test_a_right_never_leaves_its_commune(some: list[Member], what: Can) -> None:
    elsewhere = [member for member in some if member.commune != "a"]
    assert not may(elsewhere, "a", what)
    assert units_of(elsewhere, "a", what) == ()


@given(members, st.sampled_from(Can))
def test_there_is_a_unit_for_every_right_and_none_twice(some: list[Member], what: Can) -> None:
    units = units_of(some, "a", what)
    assert bool(units) is may(some, "a", what)
    assert len(units) == len(set(units))
