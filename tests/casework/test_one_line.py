"""What one line of a command says: the document, its day, the reason; the way to extend."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.clocks.limits import Case
from domain.document_number import DocumentNumber, part_document
from domain.petitions.triage_forms import Leeway, extension_answers, gives_more, insisted

TODAY = date(2026, 6, 10)


@pytest.mark.parametrize(
    ("words", "number", "on", "rest"),
    [
        ("12/TB-UBND ngày 05/6 lý do chính đáng", "12/TB-UBND", date(2026, 6, 5), "lý do chính đáng"),
        (
            "số 12/TB-UBND ngày 5 tháng 6 năm 2026: vì hết thời hiệu",
            "12/TB-UBND",
            date(2026, 6, 5),
            "vì hết thời hiệu",
        ),
        ("Thông báo số 12/TB-UBND (05-6-2026), hết thời hiệu", "12/TB-UBND", date(2026, 6, 5), "hết thời hiệu"),
        ("Sở Xây dựng, công văn số 30/UBND-VP ngày 18/5", "30/UBND-VP", date(2026, 5, 18), "Sở Xây dựng"),
        ("số 45 ngày 05/6", "45", date(2026, 6, 5), ""),
        ("12/TB-UBND ngày 30/6/2026 ngày chưa tới", "12/TB-UBND", None, "ngày 30/6/2026 ngày chưa tới"),
        ("12/TB-UBND", "12/TB-UBND", None, ""),
        ("Nhà 12 ngõ 5", None, None, "Nhà 12 ngõ 5"),
    ],
)
def test_a_document_and_what_else_is_said(words: str, number: str | None, on: date | None, rest: str) -> None:
    document = DocumentNumber(number, on) if number else None
    assert part_document(words, TODAY) == (document, rest)


PAPER = {"number": "21/QĐ-UBND", "on": "2026-06-09"}
HARD = [Case.COMPLEX]


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        (
            "phuc tap 21/QĐ-UBND ngày 9/6 cần giám định",
            {"how": "complex", "document": PAPER, "words": "cần giám định"},
        ),
        ("Đặc biệt phức tạp 21/QĐ-UBND ngày 9/6", {"how": "complex", "document": PAPER}),
        ("30/6 chờ vật tư", {"how": "promise", "until": "2026-06-30", "words": "chờ vật tư"}),
        ("đến ngày 30/6, chờ vật tư", {"how": "promise", "until": "2026-06-30", "words": "chờ vật tư"}),
        ("30 tháng 6, chờ vật tư", {"how": "promise", "until": "2026-06-30", "words": "chờ vật tư"}),
        ("30/6 vì", {"how": "promise", "until": "2026-06-30"}),
        ("30/6 – Lý do:", {"how": "promise", "until": "2026-06-30"}),
        ("7/8 chờ vật tư", {"how": "promise", "until": "2026-08-07", "words": "chờ vật tư"}),
        ("8/8 chờ vật tư", {"how": "promise"}),
        ("20/6 chờ vật tư", {"how": "promise"}),
        ("15/6 chờ vật tư", {"how": "promise"}),
        ("1/1 chờ vật tư", {"how": "promise"}),
        ("vì chưa xong", {}),
        ("", {}),
    ],
)
def test_the_ways_to_extend(words: str, answers: dict[str, Any]) -> None:
    read = extension_answers(words, "K7M2-9QXT-4", HARD, TODAY, Leeway(date(2026, 6, 20), date(2026, 8, 7)))
    if "words" in read:
        read["words"] = read["words"]["words"]
    assert read == answers


@pytest.mark.parametrize(
    ("words", "step", "more"),
    [
        ("phức tạp 21/QĐ-UBND", [Case.COMPLEX], True),
        ("", [Case.COMPLEX], True),
        ("đặc biệt phức tạp 21/QĐ-UBND", [Case.VERY_COMPLEX], True),
        ("phức tạp 21/QĐ-UBND", [Case.VERY_COMPLEX], False),
        ("đặc biệt phức tạp 21/QĐ-UBND", [], False),
    ],
)
def test_a_step_of_the_law_is_taken_once(words: str, step: list[Case], more: bool) -> None:
    assert gives_more(words, step) is more


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("vẫn 30/12 chờ giám định", date(2026, 12, 30)),
        ("Van den ngay 30/12 vi cho giam dinh", date(2026, 12, 30)),
        ("vẫn 30/12", None),
        ("vẫn 01/7 chờ giám định", None),
        ("vẫn chưa xong", None),
        ("30/12 chờ giám định", None),
    ],
)
def test_a_day_beyond_the_law_is_insisted_on(words: str, until: date | None) -> None:
    late = insisted(words, TODAY, date(2026, 7, 1))
    assert (late.until if late else None) == until
