"""The clocks of the law: lengths from the data, days from the calendar."""

from datetime import date

import pytest

from bot.reading.national import load_national
from domain.clocks.clockwork import first_clocks, nearest
from domain.clocks.limits import (
    Bound,
    Case,
    Certainty,
    Event,
    Nature,
    clocks_for,
)
from domain.petitions.lifecycle import PetitionKind
from tests.petitions.reckoning import BY, ended, local

NATION = load_national()
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
    ends = [ended(CLOCKS[name], start).on for name in ("TC-CHUYEN", "TC-XLBD", "TCD-TB")]
    assert ends == [day(five), day(seven), day(ten)]
    by_calendar = ended(CLOCKS["KN-THULY"], start)
    assert (by_calendar.raw, by_calendar.on) == (day(raw), day(rolled))


# law.md 3.1, and Luật Tố cáo Đ35
TABLE = [  # id, unit, ordinary, complex, very complex; remote ordinary, remote complex; mark
    ("KN-HIEU", "calendar", 90, 90, 90, 90, 90, "V"),
    ("KN-THULY", "calendar", 10, 10, 10, 10, 10, "C"),
    ("KN-GQ1", "calendar", 30, 45, 45, 45, 60, "V"),
    ("KN-GUI1", "working", 3, 3, 3, 3, 3, "U"),
    ("KN-LAN2", "calendar", 30, 30, 30, 45, 45, "V"),
    ("KN-GQ2", "calendar", 45, 60, 60, 60, 70, "V"),
    ("TC-XLBD", "working", 7, 10, 10, 7, 10, "U"),
    ("TC-CHUYEN", "working", 5, 5, 5, 5, 5, "U"),
    ("TC-TBTL", "working", 5, 5, 5, 5, 5, "V"),
    ("TC-GQ", "calendar", 30, 60, 90, 30, 60, "V"),
    ("TC-TBKL", "working", 5, 5, 5, 5, 5, "U"),
    ("TC-QUAHAN", "working", 5, 5, 5, 5, 5, "V"),
    ("TC-QUAHAN-YC", "working", 5, 5, 5, 5, 5, "V"),
    ("TCD-TB", "working", 10, 10, 10, 10, 10, "V"),
    ("XLD", "calendar", 10, 10, 10, 10, 10, "V"),
]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: str(row[0]))
def test_the_table_of_the_law(row: tuple[str, str, int, int, int, int, int, str]) -> None:
    clock = CLOCKS[row[0]]
    ordinary, hard, hardest = (clock.length(case=case) for case in Case)
    far, far_and_hard = (clock.length(case=case, remote=True) for case in (Case.ORDINARY, Case.COMPLEX))
    assert (clock.unit.value, ordinary, hard, hardest, far, far_and_hard, clock.mark.value) == row[1:]
    assert clock.nature is Nature.LAW


BEGINS = [  # law.md 3.1: id, what starts it, whose time it is, what it rests on
    ("KN-HIEU", "decision_known", "citizen", "Điều 9 Luật Khiếu nại"),
    ("KN-THULY", "received", "commune", "Điều 27 Luật Khiếu nại"),
    ("KN-GQ1", "accepted", "commune", "Điều 28 Luật Khiếu nại"),
    ("KN-GUI1", "decided", "commune", "Điều 32 Luật Khiếu nại"),
    ("KN-LAN2", "first_round_over", "citizen", "Điều 33 Luật Khiếu nại"),
    ("KN-GQ2", "second_round_accepted", "superior", "Điều 37 Luật Khiếu nại"),
    ("TC-XLBD", "received", "commune", "khoản 1 Điều 24 Luật Tố cáo 2018"),
    ("TC-CHUYEN", "received", "commune", "khoản 2 Điều 24 Luật Tố cáo 2018"),
    ("TC-TBTL", "accepted", "commune", "khoản 3 Điều 29 Luật Tố cáo 2018"),
    ("TC-GQ", "accepted", "commune", "Điều 30 Luật Tố cáo 2018"),
    ("TC-QUAHAN-YC", "complained_of_delay", "superior", "Điều 38 Luật Tố cáo 2018"),
    ("TC-QUAHAN", "report_demanded", "commune", "Điều 38 Luật Tố cáo 2018"),
    ("TCD-TB", "received", "commune", "Điều 28 Luật Tiếp công dân"),
    ("XLD", "received", "commune", "thủ tục Xử lý đơn, Thông tư 05/2021/TT-TTCP"),
]


@pytest.mark.parametrize("row", BEGINS, ids=lambda row: str(row[0]))
def test_what_starts_each_and_on_what_it_rests(row: tuple[str, str, str, str]) -> None:
    clock = CLOCKS[row[0]]
    assert (clock.starts_at.value, clock.binds.value, clock.basis) == row[1:]


@pytest.mark.parametrize("told", ["accept", "extend", "decline", "return", "refer"])
def test_whoever_came_hears_what_the_law_names(told: str) -> None:
    """Đã thụ lý, kéo dài, từ chối, đã chuyển (Luật Tiếp công dân Đ28)."""
    assert told in CLOCKS["TCD-TB"].met_by


def test_only_a_suspended_settling_stands_still() -> None:
    stands = {clock.id for clock in NATION.clocks if clock.nature is Nature.LAW and clock.stands_still}
    assert stands == {"KN-GQ1", "TC-GQ"}


def test_every_clock_of_the_law_is_in_the_table() -> None:
    assert {row[0] for row in TABLE} == {clock.id for clock in NATION.clocks if clock.nature is Nature.LAW}


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
        ("KN-GQ1", Case.VERY_COMPLEX, False, 45),
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
        (PetitionKind.DENUNCIATION, Event.DECIDED, {"TC-TBKL"}),
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


def test_of_those_that_start_together_the_nearest_is_shown() -> None:
    start = local("2026-08-20")
    begun = [
        one for one in first_clocks(PetitionKind.FEEDBACK, start, NATION.clocks, BY) if one.clock != "TIEPNHAN"
    ]
    first = nearest(begun, NATION.clocks)
    assert first
    assert (first.clock, first.due_raw, first.due_on) == ("XLD", day("2026-08-30"), day("2026-09-03"))
    assert nearest([], NATION.clocks) is None


def test_what_no_law_sets_is_a_commitment_and_unverified_is_marked() -> None:
    promised = {clock.id for clock in NATION.clocks if clock.nature is Nature.COMMITMENT}
    assert promised == {"PA-GQ", "QDHC", "HD-TL", "TIEPNHAN"}
    marked = {clock.id for clock in NATION.clocks if clock.mark is not Certainty.VERIFIED}
    assert marked == promised | {"KN-THULY", "KN-GUI1", "TC-XLBD", "TC-CHUYEN", "TC-TBKL"}


def test_ids_are_unique_and_the_citizen_s_own_time_is_not_the_commune_s() -> None:
    assert len(CLOCKS) == len(NATION.clocks)
    assert {clock.id for clock in NATION.clocks if clock.binds is not Bound.COMMUNE} == {
        "KN-HIEU",
        "KN-LAN2",
        "KN-GQ2",
        "TC-QUAHAN-YC",
    }
