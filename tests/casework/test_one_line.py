"""What one line of a command says: the document, its day, the reason; the way to extend."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.clocks.limits import Case
from domain.document_number import DocumentNumber, part_document
from domain.petitions.triage_forms import extension_answers

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
HARD = [Case.COMPLEX, Case.VERY_COMPLEX]


@pytest.mark.parametrize(
    ("words", "answers"),
    [
        (
            "phuc tap 21/QĐ-UBND ngày 9/6 cần giám định",
            {"how": "complex", "document": PAPER, "words": "cần giám định"},
        ),
        ("Đặc biệt phức tạp 21/QĐ-UBND ngày 9/6", {"how": "very_complex", "document": PAPER}),
        ("30/6 chờ vật tư", {"how": "promise", "until": "2026-06-30", "words": "chờ vật tư"}),
        ("đến ngày 30/6, chờ vật tư", {"how": "promise", "until": "2026-06-30", "words": "chờ vật tư"}),
        ("30 tháng 6, chờ vật tư", {"how": "promise", "until": "2026-06-30", "words": "chờ vật tư"}),
        ("30/6 vì", {"how": "promise", "until": "2026-06-30"}),
        ("30/6 – Lý do:", {"how": "promise", "until": "2026-06-30"}),
        ("7/8 chờ vật tư", {"how": "promise", "until": "2026-08-07", "words": "chờ vật tư"}),
        ("8/8 chờ vật tư", {"how": "promise"}),
        ("1/1 chờ vật tư", {"how": "promise"}),
        ("vì chưa xong", {}),
        ("", {}),
    ],
)
def test_the_ways_to_extend(words: str, answers: dict[str, Any]) -> None:
    read = extension_answers(words, HARD, TODAY, date(2026, 8, 7))
    if "words" in read:
        read["words"] = read["words"]["words"]
    assert read == answers
