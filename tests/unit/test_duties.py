"""Who owes which report when: units listed under a collective entry, extensions, dates not set yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.plan_files import load_plans
from domain.plans.due import EnteredDate, occurrences
from domain.plans.duties import duties, owing, undated
from domain.plans.plan import Plan
from domain.plans.rules import Quarterly
from plans import FOLDER

PLANS = load_plans(FOLDER)
EVERY = {plan.commune.id: plan for plan in PLANS.values()}
YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@dataclass(frozen=True)
class Unit:
    id: str
    belongs_to: str = ""
    from_day: date | None = None
    until_day: date | None = None


def own_units(plan: Plan) -> list[Unit]:
    return [Unit(unit.id) for unit in plan.units if not unit.collective]


@pytest.mark.parametrize("plan", EVERY.values(), ids=EVERY)
def test_a_collective_entry_owes_nothing_itself(plan: Plan) -> None:
    collective = {unit.id for unit in plan.units if unit.collective}
    for obligation in plan.obligations:
        assert not collective & {unit.id for unit in owing(obligation, plan, own_units(plan))}


@pytest.mark.parametrize("plan", EVERY.values(), ids=EVERY)
def test_units_listed_under_a_collective_entry_owe_what_it_owes(plan: Plan) -> None:
    for group in (unit.id for unit in plan.units if unit.collective):
        listed = [*own_units(plan), Unit("truong-moi", group)]
        for obligation in plan.obligations:
            assert (listed[-1] in owing(obligation, plan, listed)) is (group in obligation.owed_by)


@pytest.mark.parametrize("plan", EVERY.values(), ids=EVERY)
def test_each_duty_once_and_the_earliest_first(plan: Plan) -> None:
    found = duties(plan, plan.obligations, own_units(plan), [], {}, since=YEAR[0], until=YEAR[1])
    assert len({duty.what for duty in found}) == len(found)
    assert [duty.occurrence.due_before for duty in found] == sorted(duty.occurrence.due_before for duty in found)


@given(st.dates(date(2026, 6, 6), date(2026, 12, 31)))
def test_an_extension_moves_one_units_day_and_no_other(day: date) -> None:
    plan = EVERY["nghi-duong"]
    what = ("nghi-duong-6m", "2026-6T", "phong-kinh-te")
    before = {
        d.what: d for d in duties(plan, plan.obligations, own_units(plan), [], {}, since=YEAR[0], until=YEAR[1])
    }
    after = {
        d.what: d
        for d in duties(plan, plan.obligations, own_units(plan), [], {what: day}, since=YEAR[0], until=YEAR[1])
    }
    assert after.pop(what).occurrence.due_before == day
    del before[what]
    assert after == before


def test_what_has_no_date_is_undated_until_one_is_set() -> None:
    plan = EVERY["hanh-thien"]
    named = {obligation.id for obligation in undated(plan.obligations, [])}
    assert "hanh-thien-quarterly" in named
    entered = [EnteredDate("hanh-thien-quarterly", rule=Quarterly(day="last_working_day"))]
    assert {obligation.id for obligation in undated(plan.obligations, entered)} == named - {"hanh-thien-quarterly"}


@given(st.dates(*YEAR))
def test_a_rule_set_in_the_chat_makes_nothing_overdue(today: date) -> None:
    obligation = EVERY["hanh-thien"].obligation("hanh-thien-quarterly")
    entered = [EnteredDate(obligation.id, rule=Quarterly(day="last_working_day"), since=today)]
    found = list(occurrences(obligation, since=date(2025, 1, 1), until=date(2027, 12, 31), entered=entered))
    assert found
    assert all(one.days_left(today) >= 0 for one in found)


def test_a_unit_owes_what_falls_due_while_it_exists() -> None:
    plan = EVERY["nghi-duong"]
    young = Unit("phong-kinh-te", from_day=date(2026, 6, 5))
    ended = Unit("phong-kinh-te", until_day=date(2026, 6, 5))

    def periods(unit: Unit) -> set[str]:
        found = duties(plan, plan.obligations, [unit], [], {}, since=YEAR[0], until=YEAR[1])
        return {duty.occurrence.period for duty in found}

    every = periods(Unit("phong-kinh-te"))
    assert periods(young) | periods(ended) == every
    assert not periods(young) & periods(ended)
    assert periods(ended) == {"2026-6T"}


def test_what_a_unit_answered_before_it_ended_keeps_its_place() -> None:
    plan, ended = EVERY["nghi-duong"], Unit("phong-kinh-te", until_day=date(2026, 6, 5))
    early = ("nghi-duong-12m", "2026-N", "phong-kinh-te")
    found = duties(plan, plan.obligations, [ended], [], {}, since=YEAR[0], until=YEAR[1], answered={early})
    assert [duty.what[1] for duty in found] == ["2026-6T", "2026-N"]
