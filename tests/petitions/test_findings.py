"""What the registers want to know of a đơn, read from an officer's words."""

from __future__ import annotations

import pytest

from domain.petitions.findings import NOTHING, Findings, implied_by, read_findings, told_in
from domain.petitions.lifecycle import Action


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Đơn không đủ điều kiện: thiếu chữ ký", Findings(meets=False)),
        ("chua du dieu kien thu ly", Findings(meets=False)),
        ("Đơn đủ điều kiện nhưng không thuộc thẩm quyền của xã", Findings(meets=True, competent=False)),
        ("Việc thuộc thẩm quyền của UBND xã", Findings(competent=True)),
        ("Đơn chưa có chữ ký", NOTHING),
    ],
)
def test_what_a_reason_tells(words: str, found: Findings) -> None:
    assert told_in(words) == found


@pytest.mark.parametrize(
    ("words", "found", "puzzling"),
    [
        (
            "không đủ điều kiện; bên bị: Chủ tịch UBND xã; đã giải quyết: Phòng Kinh tế",
            Findings(meets=False, against="Chủ tịch UBND xã", settled="Phòng Kinh tế"),
            "",
        ),
        ("đủ điều kiện, thuộc thẩm quyền, chuyện khác", Findings(True, True), "chuyện khác"),
        ("", NOTHING, ""),
        ("bên bị:", NOTHING, "bên bị:"),
    ],
)
def test_what_is_noted(words: str, found: Findings, puzzling: str) -> None:
    assert read_findings(words) == (found, puzzling)


def test_what_was_done_says_of_itself() -> None:
    assert implied_by([Action.REGISTER, Action.ACCEPT]) == Findings(True, True)
    assert implied_by([Action.REFER]).and_also(Findings(meets=True)) == Findings(True, False)


def test_what_is_said_later_counts() -> None:
    assert Findings(meets=True, against="A").and_also(Findings(meets=False)) == Findings(meets=False, against="A")
