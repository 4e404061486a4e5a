"""The five plans against the papers they were taken from: every quote is verbatim, every fact is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import BaseModel

from bot.reading.plan_files import load_plans
from domain.language.vietnamese import nfc
from domain.plans.plan import Plan

SOURCES = Path(__file__).parent / "sources"
PLANS = load_plans()
VERBATIM = {"quote", "more_quotes", "hotspot_quotes", "as_written", "number_as_written", "date_as_written"}
VERBATIM |= {"recurrence_as_written", "to", "via", "onward", "coordinate"}

DATED = {
    "nghi-duong-6m": (6, 5),
    "nghi-duong-9m": (9, 10),
    "nghi-duong-12m": (11, 10),
    "binh-lu-6m": (5, 5),
    "binh-lu-12m": (11, 5),
    "gia-vien-6m": (6, 5),
    "gia-vien-9m": (9, 10),
    "gia-vien-12m": (11, 10),
}


def collapsed(words: str) -> str:
    return re.sub(r"\s+", " ", nfc(words).replace("*", ""))


def quoted(part: object, name: str = "") -> Iterator[str]:
    """Everything in a plan that claims to be in the paper, word for word."""
    match part:
        case BaseModel():
            for field, value in part:
                yield from quoted(value, field)
        case tuple():
            for value in part:
                yield from quoted(value, name)
        case str() if name in VERBATIM and part:
            yield part


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
def test_every_quote_is_in_the_paper(plan: Plan) -> None:
    paper = collapsed((SOURCES / f"{plan.commune.id}.txt").read_text("utf-8"))
    claimed = [plan.document.title, *quoted(plan)]
    assert len(claimed) > 15
    assert [words for words in claimed if collapsed(words) not in paper] == []


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
def test_signatories_and_contacts_are_in_the_paper(plan: Plan) -> None:
    paper = collapsed((SOURCES / f"{plan.commune.id}.txt").read_text("utf-8"))
    people = [plan.document.signatory, plan.difficulties.contact]
    assert all(person.name in paper for person in people if person)


def test_exactly_eight_reports_have_a_date() -> None:
    obligations = [one for plan in PLANS.values() for one in plan.obligations]
    due = {one.id: one.due for one in obligations if one.due}
    assert {name: (rule.month, rule.day) for name, rule in due.items()} == DATED  # type: ignore[union-attr]
    assert all(rule.before for rule in due.values())
    assert len(obligations) == 18


def test_what_each_plan_says_about_itself() -> None:
    facts = {
        plan.id: (plan.commune.type, plan.document.number, str(plan.document.date), plan.years)
        for plan in PLANS.values()
    }
    assert facts == {
        "nghi-duong": ("xã", None, "None", ()),
        "ha-dong": ("xã", None, "None", (2026,)),
        "hanh-thien": ("xã", None, "None", (2025,)),
        "binh-lu": ("xã", "363/KH-UBND", "2026-03-09", (2026,)),
        "gia-vien-ttpvhcc": ("phường", None, "None", ()),
    }


@pytest.mark.parametrize(
    ("plan", "petitions", "petition_basis", "difficulties", "difficulties_basis"),
    [
        ("nghi-duong", "van-phong", "plan", "phong-vhxh", "plan"),
        ("ha-dong", "van-phong", "plan", "phong-vhxh", "default"),
        ("hanh-thien", "van-phong", "default", "van-phong", "plan"),
        ("binh-lu", "van-phong", "default", "phong-vhxh", "default"),
        ("gia-vien-ttpvhcc", "van-phong", "default", "tt-pvhcc", "plan"),
    ],
)
def test_who_takes_petitions_and_difficulties(
    plan: str, petitions: str, petition_basis: str, difficulties: str, difficulties_basis: str
) -> None:
    said = PLANS[plan]
    assert (said.petitions.office, said.petitions.basis) == (petitions, petition_basis)
    assert (said.difficulties.unit, said.difficulties.basis) == (difficulties, difficulties_basis)


def test_nothing_invented_passes_for_the_plans_own() -> None:
    added = {(plan.id, unit.id) for plan in PLANS.values() for unit in plan.units if not unit.in_plan}
    assert added == {("binh-lu", "van-phong"), ("gia-vien-ttpvhcc", "van-phong")}
    assert not any(plan.reception.confirmed or plan.reception.hours for plan in PLANS.values())
    assert all(unit.as_written for plan in PLANS.values() for unit in plan.units if unit.in_plan)


def test_the_centre_of_gia_vien_reports_over_three_hops() -> None:
    report = PLANS["gia-vien-ttpvhcc"].obligation("gia-vien-6m")
    chain = (*report.owed_by, report.collected_by, report.to, report.onward)
    assert chain == ("tt-pvhcc", "phong-vhxh", "Ủy ban nhân dân phường", "Sở Nội vụ")
    contact = PLANS["gia-vien-ttpvhcc"].difficulties.contact
    assert contact and (contact.name, contact.position) == ("Trần Quang Anh", "Chuyên viên Trung tâm")


def test_units_that_no_longer_exist_keep_their_name_and_tell_the_new_one() -> None:
    office = PLANS["hanh-thien"].unit("van-phong")
    assert (office.name, office.obsolete, office.now) == ("Văn phòng UBND xã", True, "Văn phòng HĐND và UBND")
    assert not any(unit.obsolete for name in ("nghi-duong", "ha-dong", "binh-lu") for unit in PLANS[name].units)


def test_whoever_gathers_a_report_does_not_owe_it() -> None:
    for plan in PLANS.values():
        assert all(one.collected_by not in one.owed_by for one in plan.obligations)
