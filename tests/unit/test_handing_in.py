"""Numbers of documents, figures as people write them, and the sheet of figures as a form."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.reading.national import load_national
from domain.document_number import DocumentNumber, read_document
from domain.forms import Finished, NotUnderstood, Reply, answer, ask
from domain.language.numbers import read_number, shown, written
from domain.language.text import Text
from domain.plans.units import UnitKind
from domain.reports.indicator_form import Filled, Sheet, indicator_form
from domain.reports.outline import Outline
from domain.time.periods import period_span

TODAY = date(2026, 5, 31)


@pytest.mark.parametrize(
    ("words", "number", "on"),
    [
        ("Số 12/BC-UBND ngày 03/6/2025", "12/BC-UBND", date(2025, 6, 3)),
        ("12/BC-UBND", "12/BC-UBND", None),
        ("số: 12/bc-ubnd, ngày 29 tháng 5 năm 2026", "12/BC-UBND", date(2026, 5, 29)),
        ("45/BC-TTDVSNC 29/5", "45/BC-TTDVSNC", date(2026, 5, 29)),
        ("28/2026/QĐ-UBND ngày 02/01", "28/2026/QĐ-UBND", date(2026, 1, 2)),
        ("Báo cáo số 27/BC–TTPVHCC", "27/BC-TTPVHCC", None),
        ("văn bản số 112 ngày 5/5", "112", date(2026, 5, 5)),
        ("12/BC-UBND ngày 03/6/2026", "12/BC-UBND", None),  # still to come
        ("12/BC-UBND ngày 31/4", "12/BC-UBND", None),  # no such day
    ],
)
def test_a_document_is_named_by_number_and_day(words: str, number: str, on: date | None) -> None:
    assert read_document(words, TODAY) == DocumentNumber(number, on)


@pytest.mark.parametrize("words", ["đang làm", "đã nộp ngày 5/6", "05/6/2026", "1.250", "lúc 8h30", "24/7"])
def test_what_names_no_document(words: str) -> None:
    assert read_document(words, TODAY) is None


@pytest.mark.parametrize(
    ("words", "unit", "value"),
    [
        ("12", "", "12"),
        ("1.250", "", "1250"),
        ("1 250 000", "", "1250000"),
        ("12,5", "", "12.5"),
        ("1.250,75", "", "1250.75"),
        ("12.5", "", "12.5"),
        ("95%", "", "95"),
        ("120 lượt người", "lượt người", "120"),
        ("không có", "", "0"),
        ("0", "", "0"),
        ("khoảng 12", "", None),
        ("mười hai", "", None),
        ("12 người", "cuộc", None),
        ("-3", "", None),
        ("1.2.3", "", None),
        ("", "", None),
    ],
)
def test_numbers_are_written_as_here(words: str, unit: str, value: str | None) -> None:
    found = read_number(words, unit)
    assert (None if found is None else written(found)) == value


def test_numbers_are_shown_as_here() -> None:
    assert [shown(written(Decimal(n))) for n in ("0", "1250", "1250000.5", "100")] == [
        "0",
        "1.250",
        "1.250.000,5",
        "100",
    ]


@pytest.mark.parametrize(
    ("label", "since", "until"),
    [
        ("2026-6T", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026-9T", date(2026, 1, 1), date(2026, 9, 30)),
        ("2026-N", date(2026, 1, 1), date(2026, 12, 31)),
        ("2026-Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-12-15", date(2026, 1, 1), date(2026, 12, 15)),
    ],
)
def test_a_period_has_a_first_and_a_last_day(label: str, since: date, until: date) -> None:
    assert period_span(label) == (since, until)


def _outline() -> Outline:
    return Outline.model_validate(
        {
            "id": "thu",
            "title": "Thử",
            "sections": [{"id": "I", "heading": "Hồ sơ"}, {"id": "II", "heading": "Đánh giá"}],
            "indicators": [
                {"id": "loi", "section": "II", "label": "Kiến nghị", "measure": "text"},
                {"id": "dung", "section": "I", "label": "Đúng hạn", "measure": "count", "unit": "hồ sơ"},
                {"id": "tre", "section": "I", "label": "Trễ hạn", "measure": "count"},
                {"id": "tong", "section": "I", "label": "Tổng", "measure": "count", "total_of": ["dung", "tre"]},
                {"id": "ty-le", "section": "I", "label": "Hài lòng", "measure": "percent"},
                {
                    "id": "tien",
                    "section": "I",
                    "label": "Kinh phí",
                    "measure": "money",
                    "unit": "triệu đồng",
                    "min": 1,
                },
            ],
        }
    )


def _sheet(**more: Any) -> Sheet:
    outline = _outline()
    return Sheet(
        Text("report.no_longer"),
        outline,
        outline.asked(UnitKind.OFFICE),
        date(2026, 1, 1),
        date(2026, 6, 30),
        TODAY,
        **more,
    )


def _told(sheet: Sheet, *said: str) -> tuple[dict[str, Any], list[str]]:
    """The answers after all that was said, and why some of it was none. A word in brackets is a button."""
    answers: dict[str, Any] = {}
    refused = []
    for words in said:
        question = ask(lambda form: indicator_form(form, sheet), answers)
        assert not isinstance(question, Finished)
        reply = Reply(option=words[1:-1]) if words.startswith("[") else Reply(words=words)
        outcome = answer(question, answers, reply)
        if isinstance(outcome, NotUnderstood):
            why = outcome.why
            refused.append(why.key)
        else:
            answers = outcome
    return answers, refused


def _filled(sheet: Sheet, *said: str) -> Filled:
    answers, refused = _told(sheet, *said)
    assert not refused
    done = ask(lambda form: indicator_form(form, sheet), answers)
    assert isinstance(done, Finished), done
    return done.result


def test_a_sheet_is_asked_by_section_and_filled_one_by_one() -> None:
    sheet = _sheet()
    assert [one.id for one in sheet.asked] == ["dung", "tre", "tong", "ty-le", "tien", "loi"]
    filled = _filled(sheet, "31/5", "1.250", "0", "1250", "92,5", "bỏ qua", "Không có gì khác", "[send]")
    assert filled.as_of == date(2026, 5, 31)
    assert filled.figures == {
        "dung": "1250",
        "tre": "0",
        "tong": "1250",
        "ty-le": "92.5",
        "loi": "Không có gì khác",
    }


@pytest.mark.parametrize(
    "said",
    [
        "1: 3, 2: 4, 3: 7, 4: 12,5; 5: 1.000, 6: Đề nghị: thêm loa",
        "1=3\n2=4\n3 = 7\n4:12,5\n5:1000\n6: Đề nghị: thêm loa",
    ],
)
def test_several_figures_come_in_one_message(said: str) -> None:
    filled = _filled(_sheet(), "31/5", said, "[send]")
    assert filled.figures == {
        "dung": "3", "tre": "4", "tong": "7", "ty-le": "12.5", "tien": "1000", "loi": "Đề nghị: thêm loa",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (["1/6"], "figures.day_to_come"),
        (["31/12/2025"], "figures.day_outside"),
        (["hôm kia"], "form.no_such_day"),
        (["31/5", "ba"], "figures.number_please"),
        (["31/5", "1,5"], "figures.whole_number_please"),
        (["31/5", "4: 101"], "figures.out_of_range"),
        (["31/5", "5: 0,5"], "figures.too_little"),
        (["31/5", "9: 1"], "figures.no_such_number"),
        (["31/5", "1: 3, 2: nhiều"], "figures.number_please"),
        (["31/5", "1:3, 2:4, 3:7, 4:1, 5:1, 6: .", "12"], "figures.words_please"),
        (["31/5", "1:3, 2:4, 3:7, 4:1, 5:1", "lời", "xong"], "figures.name_the_number"),
    ],
)
def test_a_wrong_answer_is_told_why(said: list[str], why: str) -> None:
    assert _told(_sheet(), *said)[1] == [why]


def test_nothing_of_a_message_with_a_mistake_is_taken() -> None:
    assert set(_told(_sheet(), "31/5", "1: 3, 2: nhiều")[0]) == {"as_of"}


def test_a_total_is_the_sum_of_its_parts() -> None:
    sheet = _sheet()
    answers, _ = _told(sheet, "31/5", "1: 3, 2: 4, 3: 8, 4: 1, 5: 1, 6: xong")
    asked = ask(lambda form: indicator_form(form, sheet), answers)
    assert not isinstance(asked, Finished) and asked.name == "amended"
    assert _filled(sheet, "31/5", "1: 3, 2: 4, 3: 8, 4: 1, 5: 1, 6: xong", "3: 7", "[send]").figures["tong"] == "7"


def test_last_times_figures_are_at_hand_and_figures_can_be_changed_before_sending() -> None:
    sheet = _sheet(last={"dung": "41", "tre": "vài"})  # what was words once is no number now
    filled = _filled(
        sheet, "31/5", "như kỳ trước", "1", "3: 42, 4: bỏ qua, 5: bỏ qua, 6: bỏ qua", "1: 40, 2: 2", "[send]"
    )
    assert filled.figures == {"dung": "40", "tre": "2", "tong": "42"}
    assert _told(sheet, "31/5", "1", "như kỳ trước")[1] == ["figures.number_please"]


def test_every_kind_of_unit_is_asked_something_and_nobody_for_what_is_counted() -> None:
    outline = load_national().outline
    for kind in UnitKind:
        asked = outline.asked(kind)
        assert asked and not set(asked) & set(outline.counted)
