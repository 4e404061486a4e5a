"""A commune's own clocks: what its plan may set, what it may decide in the chat, and what the law keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.reading.plan_files import load_plans
from domain.clocks.clock_book import ClockBook, Decision, NotTheCommunes, OwnClock, communes, decided
from domain.clocks.limits import Case, Certainty, Clock, Nature, Unit
from domain.clocks.time_limit_words import Said, is_time_limit, read_time_limit
from tests.petitions.reckoning import NATION

CLOCKS = {clock.id: clock for clock in NATION.clocks}
QUY_CHE = {"basis": "Quy chế số 05/QC-UBND", "mark": "V", "valid_from": date(2026, 7, 1)}


def own(**given: Any) -> OwnClock:
    return OwnClock.model_validate({**QUY_CHE, **given})


def test_a_promise_of_the_plan_s_own_holds_from_its_day_on() -> None:
    book = ClockBook(communes(NATION.clocks, [own(id="PA-GQ", lengths={"ordinary": 12})]))
    before, later = book.get("PA-GQ", date(2026, 6, 30)), book.get("PA-GQ", date(2026, 7, 1))
    assert before and later
    assert (before.length(), later.length(), later.basis) == (15, 12, "Quy chế số 05/QC-UBND")
    assert later.met_by == before.met_by and later.nature is Nature.COMMITMENT
    assert len(book.latest) == len(NATION.clocks)


def test_a_clock_that_the_nation_does_not_know_is_a_whole_promise() -> None:
    whole = own(
        id="VE-SINH",
        title="Dọn rác tại điểm tập kết",
        kinds=["feedback"],
        starts_at="received",
        unit="hours",
        lengths={"ordinary": 24},
    )
    added = communes(NATION.clocks, [whole])[-1]
    assert (added.nature, added.unit) == (Nature.COMMITMENT, Unit.HOURS)
    with pytest.raises(ValueError, match="title"):
        communes(NATION.clocks, [own(id="VE-SINH")])


@pytest.mark.parametrize("change", [{"lengths": {"ordinary": 40}}, {"unit": "working"}])
def test_a_law_that_is_verified_is_not_made_longer_by_a_plan(change: dict[str, Any]) -> None:
    with pytest.raises(NotTheCommunes):
        communes(NATION.clocks, [own(id="TC-GQ", **change)])


def test_a_commune_may_be_quicker_than_the_law() -> None:
    quicker = communes(NATION.clocks, [own(id="TCD-TB", lengths={"ordinary": 5})])
    assert ClockBook(quicker).get("TCD-TB", date(2026, 7, 1)) != CLOCKS["TCD-TB"]


def test_what_is_decided_is_confirmed_and_keeps_its_extensions() -> None:
    clock = decided(CLOCKS["TC-XLBD"], Decision("TC-XLBD", Unit.WORKING, 8, "Luật Tố cáo Đ24"))
    assert (clock.length(), clock.length(case=Case.COMPLEX), clock.mark) == (8, 10, Certainty.CONFIRMED)
    longer = decided(CLOCKS["TC-XLBD"], Decision("TC-XLBD", Unit.WORKING, 12, "…"))
    assert longer.length(case=Case.COMPLEX) == 12


@pytest.mark.parametrize(
    "clock", [one for one in NATION.clocks if one.nature is Nature.LAW], ids=lambda one: one.id
)
def test_only_a_verified_law_cannot_be_lengthened(clock: Clock) -> None:
    decision = Decision(clock.id, clock.unit, clock.length() + 1, "Quy chế")
    if clock.mark is Certainty.VERIFIED:
        with pytest.raises(NotTheCommunes):
            decided(clock, decision)
    else:
        assert decided(clock, decision).length() == clock.length() + 1


def test_no_plan_infers_that_it_is_remote() -> None:
    assert not any(plan.petitions.remote_area for plan in load_plans().values())


SAID = [
    (
        "PA-GQ 12 ngày làm việc theo Quy chế số 05/QC-UBND",
        Said("PA-GQ", 12, Unit.WORKING, "Quy chế số 05/QC-UBND"),
    ),
    ("pa-gq 20 ngày theo QC 5", Said("PA-GQ", 20, Unit.CALENDAR, "QC 5")),
    ("TIEPNHAN: 4 giờ làm việc theo Quy chế", Said("TIEPNHAN", 4, Unit.HOURS, "Quy chế")),
    ("TC-XLBD theo Luật Tố cáo Đ24", Said("TC-XLBD", None, None, "Luật Tố cáo Đ24")),
    ("PA-GQ 12 ngày", Said("PA-GQ", 12, Unit.CALENDAR, "")),
    ("PA-GQ", Said("PA-GQ", None, None, "")),
    ("", None),
]


@pytest.mark.parametrize(("words", "said"), SAID)
def test_what_somebody_says_of_a_clock_is_read(words: str, said: Said | None) -> None:
    assert read_time_limit(words) == said


@pytest.mark.parametrize(
    ("words", "is_one"),
    [
        ("PA-GQ 12 ngày theo Quy chế", True),
        ("giải quyết là bao lâu", False),
        ("XLD", False),
        ("UBND xã 3 ngày", True),
    ],
)
def test_without_its_slash_only_a_clock_s_code_is_understood(words: str, is_one: bool) -> None:
    assert is_time_limit(words) is is_one


def test_a_decision_replaces_the_one_before() -> None:
    first = decided(CLOCKS["PA-GQ"], Decision("PA-GQ", Unit.WORKING, 30, "…"))
    assert decided(first, replace(Decision("PA-GQ", Unit.WORKING, 10, "…"))).length() == 10
