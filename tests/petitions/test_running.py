"""Clocks as they run: whatever happens to a petition, in whichever calendar, they count what they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.clocks.clock_book import Decision
from domain.clocks.clockwork import Move, clocks_after, first_clocks, nearest, recounted
from domain.clocks.limits import Case, Clock, Nature, Unit
from domain.clocks.reckoning import Reckoning
from domain.clocks.running import Running, met, moments_of, paused, reckoned, resumed, started
from domain.clocks.warning_moments import to_be_taken
from domain.clocks.warning_spans import Step
from domain.petitions.lifecycle import Action, PetitionKind, Status, after, allowed, is_open
from domain.time.calendar import DayOverride
from domain.time.office_hours import OfficeHours
from tests.petitions.reckoning import BY, HABITS, NATION, ZONE, local, reckoning

CLOCKS = {clock.id: clock for clock in NATION.clocks}
START = datetime(2026, 4, 1, 8, tzinfo=ZONE)
DAY = timedelta(days=1)

overrides = st.lists(
    st.builds(DayOverride, st.dates(date(2026, 4, 2), date(2026, 8, 30)), st.booleans(), st.just("")), max_size=12
)
reckonings = st.builds(reckoning, overrides, st.sampled_from(Case), remote=st.booleans())
gaps = st.lists(st.timedeltas(timedelta(0), timedelta(days=6)), max_size=8)
any_clock = st.sampled_from(NATION.clocks)


def stood_still(
    clock: Clock, spans: list[timedelta], by: Reckoning
) -> tuple[Running, list[tuple[datetime, datetime]]]:
    """It stops and goes on again and again, after each of the spans."""
    one, now, pauses = started(clock, START, by), START, []
    for span in spans:
        now += span
        if one.paused_at:
            pauses.append((one.paused_at, now))
            one = resumed(one, clock, now, by)
        else:
            one = paused(one, now)
    if one.paused_at:
        pauses.append((one.paused_at, now))
        one = resumed(one, clock, now, by)
    return one, pauses


@settings(deadline=None, derandomize=True, max_examples=150)
@given(any_clock, gaps, reckonings)
def test_what_ran_between_start_and_end_is_its_length(clock: Clock, spans: list[timedelta], by: Reckoning) -> None:
    one, pauses = stood_still(clock, spans, by)
    length = clock.length(case=by.case, remote=by.remote)
    if clock.unit is Unit.HOURS:
        worked = by.hours.worked_between(START, one.due_at.astimezone(ZONE))
        assert worked - by.worked_in(pauses) == timedelta(hours=length)
        return
    counted = [START.date() + DAY * n for n in range(1, (one.due_raw - START.date()).days + 1)]
    lost = {
        start.date() + DAY * n for start, end in pauses for n in range(1, (end.date() - start.date()).days + 1)
    }
    if clock.unit is Unit.WORKING:
        counted = [day for day in counted if by.calendar.is_working_day(day)]
        lost = {day for day in lost if by.calendar.is_working_day(day)}
        assert by.calendar.is_working_day(one.due_raw)
    assert len(counted) - len(lost) == length
    assert by.calendar.is_working_day(one.due_on)
    assert not any(
        by.calendar.is_working_day(one.due_raw + DAY * n) for n in range((one.due_on - one.due_raw).days)
    )


@settings(deadline=None, derandomize=True, max_examples=100)
@given(any_clock, gaps, reckonings, st.timedeltas(timedelta(0), timedelta(days=9)))
def test_standing_still_only_puts_the_end_off_and_no_clock_runs_meanwhile(
    clock: Clock, spans: list[timedelta], by: Reckoning, more: timedelta
) -> None:
    one, _ = stood_still(clock, spans, by)
    still = paused(one, one.started_at + DAY)
    assert not still.runs and still.warn_at is None
    assert nearest([still], NATION.clocks) is None
    assert paused(still, still.started_at + DAY * 3) == still
    again = resumed(still, clock, still.started_at + DAY + more, by)
    assert again.runs and again.due_at >= still.due_at


@settings(deadline=None, derandomize=True, max_examples=60)
@given(any_clock, gaps, reckonings, reckonings)
def test_counting_anew_changes_nothing_and_undoes_itself(
    clock: Clock, spans: list[timedelta], by: Reckoning, other: Reckoning
) -> None:
    one, _ = stood_still(clock, spans, by)
    assert reckoned(one, clock, by) == one
    assert reckoned(reckoned(one, clock, other), clock, by) == one
    assert stood_still(clock, spans, other)[0] == reckoned(one, clock, other)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(any_clock, reckonings, st.permutations([Case.ORDINARY, Case.COMPLEX, Case.VERY_COMPLEX]), st.booleans())
def test_of_several_findings_the_last_counts_whatever_came_before(
    clock: Clock, by: Reckoning, cases: list[Case], remote: bool
) -> None:
    one = started(clock, START, by)
    for case in cases:
        one = reckoned(one, clock, replace(by, case=case, remote=remote))
    assert one == started(clock, START, replace(by, case=cases[-1], remote=remote))


@settings(deadline=None, derandomize=True, max_examples=100)
@given(any_clock, gaps, reckonings)
def test_warnings_come_in_order_and_aim_before_the_last_day(
    clock: Clock, spans: list[timedelta], by: Reckoning
) -> None:
    one, _ = stood_still(clock, spans, by)
    steps = moments_of(one, clock, by)
    assert [step for step, _ in steps][-3:] == [Step.OFFICER, Step.CHIEF, Step.LEADER]
    assert sorted(at for _, at in steps) == [at for _, at in steps]
    for step, at in steps:
        assert by.calendar.is_working_day(at.date())
        assert (at.date() <= one.due_raw and at <= one.due_at) if step is Step.SOON else at >= one.due_at


actions = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30), st.integers(0, 5)), max_size=14)


@settings(deadline=None, derandomize=True, max_examples=150)
@given(st.sampled_from(PetitionKind), actions, overrides)
def test_over_any_life_met_stays_met_and_the_nearest_is_the_least(
    kind: PetitionKind, plays: list[tuple[int, int, int]], days: list[DayOverride]
) -> None:
    by, status, now = reckoning(days), Status.RECEIVED, START
    clocks = first_clocks(kind, START, NATION.clocks, by)
    for choice, hours, other in plays:
        can = allowed(status, kind)
        action = can[choice % len(can)]
        now += timedelta(hours=hours * 5)
        kind = list(PetitionKind)[other] if action is Action.RECLASSIFY else kind
        status = after(status, action)
        extended = now.date() + DAY * 20 if action is Action.EXTEND else None
        before = clocks
        clocks = clocks_after(clocks, Move(action, status, kind, now, now, START, extended), NATION.clocks, by)
        for one, other_ in zip(before, clocks, strict=False):
            assert one.clock == other_.clock and one.started_at == other_.started_at
            assert one.met_at is None or one == other_
        assert recounted(clocks, NATION.clocks, by) == clocks
        going = [one for one in clocks if one.met_at is None]
        assert len({one.clock for one in going}) == len(going)
        assert is_open(status) or not going
        for one in going:
            assert (one.paused_at is not None) == (status in CLOCKS[one.clock].stands_still)
        running = [one for one in clocks if one.runs]
        first = nearest(clocks, NATION.clocks)
        assert first == min(running, key=lambda one: one.due_at, default=None) or (
            first and first.due_at == min(one.due_at for one in running)
        )


def move(action: Action, status: Status, kind: PetitionKind, now: str, **more: object) -> Move:
    at = local(now)
    return replace(Move(action, status, kind, at, at, local("2026-05-05")), **more)  # type: ignore[arg-type]


def going(clocks: list[Running]) -> dict[str, str]:
    return {one.clock: one.due_on.isoformat() for one in clocks if one.met_at is None}


def test_the_signed_form_starts_the_law_s_clocks_on_its_own_day_in_place_of_the_message_s() -> None:
    told = first_clocks(PetitionKind.COMPLAINT, local("2026-05-05"), NATION.clocks, BY)
    assert set(going(told)) == {"TCD-TB", "XLD", "PA-GQ", "TIEPNHAN"}
    form = move(
        Action.REGISTER, Status.TAKEN, PetitionKind.COMPLAINT, "2026-05-08", since=local("2026-05-04 00:00")
    )
    registered = clocks_after(told, form, NATION.clocks, BY)
    assert going(registered) == {
        "KN-THULY": "2026-05-14",
        "TCD-TB": "2026-05-18",
        "XLD": "2026-05-14",
        "TIEPNHAN": "2026-05-06",
    }


def test_an_acceptance_counts_from_and_meets_on_the_day_of_its_document() -> None:
    signed = first_clocks(PetitionKind.COMPLAINT, local("2026-05-05"), NATION.clocks, BY, signed=True)
    accepted = move(
        Action.ACCEPT, Status.ACCEPTED, PetitionKind.COMPLAINT, "2026-05-20", since=local("2026-05-14 00:00")
    )
    clocks = clocks_after(signed, accepted, NATION.clocks, BY)
    thu_ly = next(one for one in clocks if one.clock == "KN-THULY")
    assert thu_ly.met_at == local("2026-05-14 00:00") and thu_ly.met_at < thu_ly.due_at
    assert going(clocks) == {"KN-GQ1": "2026-06-15"}  # 13/06 is a Saturday


def test_what_was_met_does_not_start_again_with_another_kind() -> None:
    clocks = first_clocks(PetitionKind.QUESTION, local("2026-05-05"), NATION.clocks, BY)
    taken = clocks_after(
        clocks, move(Action.TAKE, Status.TAKEN, PetitionKind.QUESTION, "2026-05-05 10:00"), NATION.clocks, BY
    )
    other = move(Action.RECLASSIFY, Status.TAKEN, PetitionKind.FEEDBACK, "2026-05-11")
    assert going(clocks_after(taken, other, NATION.clocks, BY)) == {
        "TCD-TB": "2026-05-19",
        "XLD": "2026-05-15",
        "PA-GQ": "2026-05-26",
    }


def test_of_another_kind_it_waits_since_the_citizen_was_asked() -> None:
    clocks = first_clocks(PetitionKind.QUESTION, local("2026-05-05"), NATION.clocks, BY)
    asked = clocks_after(
        clocks, move(Action.ASK, Status.ASKED, PetitionKind.QUESTION, "2026-05-06"), NATION.clocks, BY
    )
    other = move(Action.RECLASSIFY, Status.ASKED, PetitionKind.FEEDBACK, "2026-05-11")
    waits = clocks_after(asked, other, NATION.clocks, BY)
    assert {one.clock for one in waits if one.paused_at == local("2026-05-06")} == {"PA-GQ"}
    replied = clocks_after(
        waits, move(Action.REPLY, Status.TAKEN, PetitionKind.FEEDBACK, "2026-05-12"), NATION.clocks, BY
    )
    assert going(replied)["PA-GQ"] == "2026-06-01"  # four working days after 26/05


def test_an_accepted_complaint_that_is_a_denunciation_is_settled_within_its_own_time() -> None:
    signed = first_clocks(PetitionKind.COMPLAINT, local("2026-05-05"), NATION.clocks, BY, signed=True)
    accepted = clocks_after(
        signed, move(Action.ACCEPT, Status.ACCEPTED, PetitionKind.COMPLAINT, "2026-05-12"), NATION.clocks, BY
    )
    other = move(Action.RECLASSIFY, Status.ACCEPTED, PetitionKind.DENUNCIATION, "2026-05-14")
    found = going(clocks_after(accepted, other, NATION.clocks, BY))
    assert {"TC-GQ", "TC-TBTL"} <= found.keys() and "KN-GQ1" not in found
    assert found["TC-GQ"] == "2026-06-11"


def test_what_was_set_apart_starts_its_clocks_when_it_is_let_in() -> None:
    released = move(Action.RELEASE, Status.RECEIVED, PetitionKind.FEEDBACK, "2026-05-07")
    assert going(clocks_after([], released, NATION.clocks, BY))["PA-GQ"] == "2026-05-26"


def test_reopened_the_promises_begin_anew_and_the_law_s_stay_met() -> None:
    clocks = first_clocks(PetitionKind.FEEDBACK, local("2026-05-05"), NATION.clocks, BY)
    closed = clocks_after(
        clocks, move(Action.CLOSE, Status.CLOSED, PetitionKind.FEEDBACK, "2026-05-11"), NATION.clocks, BY
    )
    assert not going(closed)
    again = move(Action.REOPEN, Status.REOPENED, PetitionKind.FEEDBACK, "2026-06-01")
    assert going(clocks_after(closed, again, NATION.clocks, BY)) == {
        "PA-GQ": "2026-06-22",
        "TIEPNHAN": "2026-06-02",
    }


def test_only_promises_are_moved_to_a_day_and_they_move_on_with_what_they_wait() -> None:
    """Whoever came has then been told that it takes longer (Luật Tiếp công dân Đ28)."""
    clocks = first_clocks(PetitionKind.FEEDBACK, local("2026-05-05"), NATION.clocks, BY)
    extend = move(Action.EXTEND, Status.TAKEN, PetitionKind.FEEDBACK, "2026-05-20", extended_to=date(2026, 6, 10))
    extended = clocks_after(clocks, extend, NATION.clocks, BY)
    assert going(extended) | {"TIEPNHAN": ""} == {
        "XLD": "2026-05-15",
        "PA-GQ": "2026-06-10",
        "TIEPNHAN": "",
    }
    asked = clocks_after(
        extended, move(Action.ASK, Status.ASKED, PetitionKind.FEEDBACK, "2026-05-25"), NATION.clocks, BY
    )
    replied = clocks_after(
        asked, move(Action.REPLY, Status.TAKEN, PetitionKind.FEEDBACK, "2026-05-28"), NATION.clocks, BY
    )
    assert going(replied)["PA-GQ"] == "2026-06-15"  # three working days after 10/06


def test_elsewhere_is_found_out_later_and_counts_from_the_form() -> None:
    signed = first_clocks(PetitionKind.DENUNCIATION, local("2026-05-05"), NATION.clocks, BY, signed=True)
    found = move(Action.NOTE, Status.TAKEN, PetitionKind.DENUNCIATION, "2026-05-07", only_if="not_competent")
    assert going(clocks_after(signed, found, NATION.clocks, BY))["TC-CHUYEN"] == "2026-05-12"


def test_what_the_commune_decided_is_what_counts() -> None:
    by = replace(BY, clocks={"PA-GQ": Decision("PA-GQ", Unit.CALENDAR, 7, "Quy chế")})
    clocks = first_clocks(PetitionKind.FEEDBACK, local("2026-05-05"), NATION.clocks, by)
    assert going(clocks)["PA-GQ"] == "2026-05-12"
    assert going(recounted(clocks, NATION.clocks, BY))["PA-GQ"] == "2026-05-26"


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-05-05 07:45", 1, "2026-05-05 07:46"),
        ("2026-05-05 11:29", 2, "2026-05-05 13:31"),
        ("2026-05-05 09:00", 150, "2026-05-05 11:30"),  # to the minute at which the office closes
        ("2026-05-05 12:00", 60, "2026-05-05 14:30"),
        ("2026-05-08 16:30", 60, "2026-05-11 08:00"),  # over a weekend
        ("2026-05-05 20:00", 0, "2026-05-05 20:00"),
    ],
)
def test_office_hours_to_the_minute(start: str, minutes: int, end: str) -> None:
    hours = OfficeHours(HABITS.petitions.office_hours, BY.calendar)
    assert hours.after(local(start), timedelta(minutes=minutes)) == local(end)
    assert hours.worked_between(local(start), local(end)) == timedelta(minutes=minutes)


def test_office_hours_that_overlap_are_none() -> None:
    with pytest.raises(ValueError, match="in order"):
        OfficeHours([(time(7), time(12)), (time(11), time(17))], BY.calendar)


@pytest.mark.parametrize(
    ("warned", "now", "steps"),
    [
        (None, "2026-05-12", ()),
        (None, "2026-05-13", (Step.SOON,)),
        (None, "2026-05-18", (Step.OFFICER,)),  # that it will soon be over is not said when it is
        (Step.SOON, "2026-05-19", (Step.OFFICER, Step.CHIEF)),
        (Step.CHIEF, "2026-05-19", ()),
        (Step.CHIEF, "2026-06-19", (Step.LEADER,)),
    ],
)
def test_after_a_silence_every_rung_is_climbed_once(
    warned: Step | None, now: str, steps: tuple[Step, ...]
) -> None:
    clock = CLOCKS["XLD"]
    one = started(clock, local("2026-05-05"), BY)  # over on 15/05, a Friday
    assert to_be_taken(moments_of(one, clock, BY), warned, local(now)) == steps


def test_of_what_is_met_nobody_is_warned_and_of_another_deadline_anew() -> None:
    clock = CLOCKS["PA-GQ"]
    one = replace(started(clock, local("2026-05-05"), BY), warned=Step.OFFICER)
    assert met(one, local("2026-05-06")).warn_at is None
    longer = reckoned(one, clock, reckoning([DayOverride(date(2026, 5, 8), False, "")]))
    assert longer.warned is None and longer.due_at > one.due_at
    assert reckoned(one, clock, BY).warned is Step.OFFICER
    assert clock.nature is Nature.COMMITMENT
