"""Small tables: notes, headings, bases, signatories, the second hop, and the form of passing on."""

from __future__ import annotations

from datetime import date

import pytest

from bot.reading.national import load_national
from bot.reading.plan_files import load_plans
from domain.forms import Finished, NotUnderstood, Reply, answer, ask
from domain.language.text import verbatim
from domain.plans.official import bases, signed_as, subject_of, symbol_of
from domain.plans.plan import Document
from domain.reports.consolidation import headings, note_numbers
from domain.reports.onward_form import NO_DUTY, PassedOn, onward_form
from domain.reports.second_hop import second_hops
from plans import FOLDER

PLANS = {plan.commune.id: plan for plan in load_plans(FOLDER).values()}
TODAY = date(2026, 6, 11)


@pytest.mark.parametrize(
    ("numbers", "shown"),
    [([], ""), ([3], "[3]"), ([1, 2, 3, 7], "[1–3], [7]"), ([2, 1, 2], "[1–2]"), ([1, 3, 5], "[1], [3], [5]")],
)
def test_notes(numbers: list[int], shown: str) -> None:
    assert note_numbers(numbers) == shown


def test_headings_have_the_one_above_that_the_outline_leaves_out() -> None:
    found = [(one.id, one.level) for one in headings(load_national().outline)]
    assert found[:3] == [("I", 1), ("II", 1), ("II.1", 2)] and len(found) == 12


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("TM. ỦY BAN NHÂN DÂN Q. CHỦ TỊCH", ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]),
        ("KT. CHỦ TỊCH PHÓ CHỦ TỊCH", ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]),
        ("GIÁM ĐỐC", ["GIÁM ĐỐC"]),
        ("", []),
    ],
)
def test_who_signs(title: str, lines: list[str]) -> None:
    assert signed_as(title) == lines


def test_symbols_are_the_plans_own() -> None:
    assert {name: symbol_of(plan.document) for name, plan in PLANS.items()} == {
        "binh-lu": "UBND",
        "gia-vien": "TTPVHCC",
        "ha-dong": "UBND",
        "hanh-thien": "UBND",
        "nghi-duong": "UBND",
    }


def test_the_law_is_named_once() -> None:
    national = load_national().outline.basis
    for plan in PLANS.values():
        found = bases(national, plan.document)
        assert found[:2] == list(national)
        assert sum("Luật Thực hiện dân chủ ở cơ sở" in one for one in found) == 1
        assert sum("59/2023" in one for one in found) == 1
    cited = Document(title="", issuing_body="", cites=("Luật Tiếp cận thông tin",))
    assert bases((), cited) == ["Luật Tiếp cận thông tin"]


@pytest.mark.parametrize(
    ("title", "subject"),
    [
        ("Báo cáo 6 tháng kết quả", "6 tháng kết quả"),
        ("Tổng hợp báo cáo của các cơ quan", "Của các cơ quan"),
        ("Chế độ thông tin", "Chế độ thông tin"),
    ],
)
def test_what_it_is_about(title: str, subject: str) -> None:
    assert subject_of(title) == subject


def test_second_hops_are_those_of_the_plans() -> None:
    hops = {
        name: [(o.id, o.owed_by, o.to, o.due) for o in second_hops(p.obligations)] for name, p in PLANS.items()
    }
    assert hops == {
        "binh-lu": [],
        "ha-dong": [],
        "hanh-thien": [],
        "gia-vien": [
            (f"gia-vien-{period}-onward", ("phong-vhxh",), "Sở Nội vụ", None) for period in ("6m", "9m", "12m")
        ],
        "nghi-duong": [("nghi-duong-upward-onward", ("phong-vhxh",), "cơ quan có thẩm quyền", None)],
    }


def _filled(*replies: str, exact: str = "", duties: tuple[str, ...] = ()) -> PassedOn | NotUnderstood:
    """What comes of answering one question after the other."""

    def form(form):  # type: ignore[no-untyped-def]
        return onward_form(form, verbatim("bc"), [(one, verbatim(one)) for one in duties], TODAY, exact=exact)

    answers: dict[str, object] = {}
    for reply in replies:
        question = ask(form, answers)
        assert not isinstance(question, Finished)
        chosen = reply in [option.id for option in question.options]
        given = answer(question, answers, Reply(option=reply) if chosen else Reply(words=reply))
        if isinstance(given, NotUnderstood):
            return given
        answers = given
    finished = ask(form, answers)
    assert isinstance(finished, Finished)
    return finished.result


def test_passing_on_asks_no_more_than_it_must() -> None:
    on = date(2026, 6, 10)
    assert _filled("125/BC-UBND ngày 10/6", exact="a/b/c") == PassedOn("a/b/c", "125/BC-UBND", on)
    assert _filled("125/BC-UBND", "10/6") == PassedOn("", "125/BC-UBND", on)
    assert _filled("x", "125/BC-UBND", "2026-06-11", duties=("x", "y")) == PassedOn("x", "125/BC-UBND", TODAY)
    assert _filled(NO_DUTY, "125/BC-UBND ngày 10/6", duties=("x",)) == PassedOn("", "125/BC-UBND", on)


@pytest.mark.parametrize("words", [("gửi rồi",), ("125/BC-UBND", "ngày mai"), ("125/BC-UBND", "20/6/2026")])
def test_no_number_and_a_day_to_come_are_asked_again(words: tuple[str, ...]) -> None:
    assert isinstance(_filled(*words), NotUnderstood)
