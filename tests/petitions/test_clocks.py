"""The clocks of the law: lengths from the data, days from the calendar."""

from datetime import date

import pytest

from bot.reading.national import load_national
from domain.clocks import (
    Bound,
    Case,
    Certainty,
    Clock,
    Due,
    Event,
    Nature,
    Unit,
    clocks_for,
    due,
    nearest,
    remind_by,
)
from domain.petitions import PetitionKind

NATION = load_national()
CALENDAR = NATION.calendar.calendar()
CLOCKS = {clock.id: clock for clock in NATION.clocks}

VECTORS = [  # start → 5, 7, 10 working days; 10 calendar days, and where that rolls to
    ("2025-12-31", "2026-01-09", "2026-01-12", "2026-01-15", "2026-01-10", "2026-01-10"),
    ("2026-02-10", "2026-02-24", "2026-02-26", "2026-03-03", "2026-02-20", "2026-02-23"),
    ("2026-04-22", "2026-05-04", "2026-05-06", "2026-05-11", "2026-05-02", "2026-05-04"),
    ("2026-08-20", "2026-08-26", "2026-08-28", "2026-09-07", "2026-08-30", "2026-09-03"),
    ("2026-11-13", "2026-11-20", "2026-11-25", "2026-11-30", "2026-11-23", "2026-11-23"),
]
day = date.fromisoformat


@pytest.mark.parametrize(("start", "five", "seven", "ten", "raw", "rolled"), VECTORS)
def test_the_days_of_the_law(start: str, five: str, seven: str, ten: str, raw: str, rolled: str) -> None:
    ends = [due(CLOCKS[name], day(start), CALENDAR).rolled for name in ("TC-CHUYEN", "TC-XLBD", "TCD-TB")]
    assert ends == [day(five), day(seven), day(ten)]
    by_calendar = due(CLOCKS["KN-THULY"], day(start), CALENDAR)
    assert (by_calendar.raw, by_calendar.rolled) == (day(raw), day(rolled))


@pytest.mark.parametrize(
    ("clock", "case", "remote", "days"),
    [
        ("KN-GQ1", Case.ORDINARY, False, 30),
        ("KN-GQ1", Case.COMPLEX, False, 45),
        ("KN-GQ1", Case.ORDINARY, True, 45),
        ("KN-GQ1", Case.COMPLEX, True, 60),
        ("KN-GQ2", Case.COMPLEX, True, 70),
        ("TC-GQ", Case.ORDINARY, True, 30),
        ("TC-GQ", Case.COMPLEX, False, 60),
        ("TC-GQ", Case.VERY_COMPLEX, False, 90),
        ("KN-LAN2", Case.VERY_COMPLEX, True, 45),
    ],
)
def test_hard_cases_and_remote_places_have_longer(clock: str, case: Case, remote: bool, days: int) -> None:
    assert CLOCKS[clock].length(case=case, remote=remote) == days


@pytest.mark.parametrize(
    ("kind", "event", "started"),
    [
        (PetitionKind.COMPLAINT, Event.RECEIVED, {"KN-THULY", "TCD-TB", "XLD"}),
        (PetitionKind.COMPLAINT, Event.ACCEPTED, {"KN-GQ1"}),
        (PetitionKind.COMPLAINT, Event.DECISION_KNOWN, set()),
        (PetitionKind.DENUNCIATION, Event.RECEIVED, {"TC-XLBD", "TCD-TB", "XLD"}),
        (PetitionKind.DENUNCIATION, Event.ACCEPTED, {"TC-TBTL", "TC-GQ"}),
        (PetitionKind.FEEDBACK, Event.RECEIVED, {"TCD-TB", "XLD", "PA-GQ"}),
        (PetitionKind.SUGGESTION, Event.RECEIVED, {"TCD-TB", "XLD", "PA-GQ"}),
        (PetitionKind.REGULATION, Event.RECEIVED, {"QDHC"}),
        (PetitionKind.QUESTION, Event.RECEIVED, {"HD-TL"}),
    ],
)
def test_what_an_event_starts_for_the_commune(kind: PetitionKind, event: Event, started: set[str]) -> None:
    assert {
        clock.id for clock in clocks_for(kind, event, NATION.clocks, date(2026, 6, 1)) if clock.told
    } == started


def test_a_clock_for_one_circumstance_runs_only_in_it() -> None:
    elsewhere = clocks_for(
        PetitionKind.DENUNCIATION, Event.RECEIVED, NATION.clocks, date(2026, 6, 1), only_if="not_competent"
    )
    assert "TC-CHUYEN" in {clock.id for clock in elsewhere}


def test_a_text_that_is_not_in_force_starts_nothing() -> None:
    assert not clocks_for(PetitionKind.DENUNCIATION, Event.ACCEPTED, NATION.clocks, date(2018, 12, 31))


def test_the_nearest_is_shown_with_what_it_rests_on() -> None:
    start = day("2026-08-20")
    running = [
        due(clock, start, CALENDAR)
        for clock in clocks_for(PetitionKind.FEEDBACK, Event.RECEIVED, NATION.clocks, start)
        if clock.unit is not Unit.HOURS
    ]
    first = nearest(running)
    assert isinstance(first, Due)
    assert (first.clock.id, first.raw, first.rolled) == ("XLD", day("2026-08-30"), day("2026-09-03"))
    assert nearest([]) is None


def test_reminders_aim_at_the_day_counted_or_the_working_day_before() -> None:
    when = due(CLOCKS["XLD"], day("2026-08-20"), CALENDAR)
    assert remind_by(when, CALENDAR) == day("2026-08-28")


def test_what_no_law_sets_is_a_commitment_and_unverified_is_marked() -> None:
    promised = {clock.id for clock in NATION.clocks if clock.nature is Nature.COMMITMENT}
    assert promised == {"PA-GQ", "QDHC", "HD-TL", "TIEPNHAN"}
    marked = {clock.id for clock in NATION.clocks if clock.mark is not Certainty.VERIFIED}
    assert marked == promised | {"KN-THULY", "KN-GUI1", "TC-XLBD", "TC-CHUYEN"}


def test_ids_are_unique_and_the_citizen_s_own_time_is_not_the_commune_s() -> None:
    assert len(CLOCKS) == len(NATION.clocks)
    assert {clock.id for clock in NATION.clocks if clock.binds is not Bound.COMMUNE} == {
        "KN-HIEU",
        "KN-LAN2",
        "KN-GQ2",
        "TC-QUAHAN-YC",
    }


def test_a_clock_s_basis_is_found_by_its_id() -> None:
    assert NATION.basis("TCD-TB") == "Luật Tiếp công dân Đ28"
    assert NATION.basis("gone") == ""
    assert isinstance(CLOCKS["TC-GQ"], Clock)
