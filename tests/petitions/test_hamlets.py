"""Which thôn or tổ dân phố is meant: as people type it, and never by a guess between two."""

from __future__ import annotations

import pytest

from bot.reading.national import load_national
from domain.petitions.hamlets import Hamlet, HamletFinder

HAMLETS = [
    Hamlet("dong", "Thôn Đông"),
    Hamlet("dong-ha", "Thôn Đông Hạ"),
    Hamlet("dong-accented", "Thôn Động"),
    Hamlet("tay", "Thôn Tây"),
    Hamlet("5", "Tổ dân phố số 5"),
    Hamlet("15", "TDP số 15 (Chợ Mới)"),
    Hamlet("na-hum", "Bản Nà Hum"),
    Hamlet("na-hum-2", "Thôn Nà Hum"),
    Hamlet("bare", "Phú Lộc"),
]
FINDER = HamletFinder(load_national().hamlet_words, HAMLETS)


@pytest.mark.parametrize(
    ("words", "hamlet"),
    [
        ("Đèn đường thôn Đông hỏng cả tuần nay", "dong"),
        ("ĐÈN ĐƯỜNG THÔN ĐÔNG HỎNG", "dong"),
        ("ở thôn Động ấy", "dong-accented"),
        ("rac o thon dong ha chua thu", "dong-ha"),
        ("rac o thon tay chua thu", "tay"),
        ("lang tay mat dien", "tay"),
        ("TDP so 5 mất nước", "5"),
        ("tổ 5 mất nước", "5"),
        ("to dan pho 05 mat nuoc", "5"),
        ("tổ dân phố số 15", "15"),
        ("bản Nà Hum", "na-hum"),
        ("thôn Nà Hum", "na-hum-2"),
        ("thôn Phú Lộc", "bare"),
        ("thon dong mat dien", None),  # Đông or Động
        ("đường từ thôn Đông sang thôn Tây", None),
        ("thôn 5", None),
        ("tổ 55", None),
        ("nhóm to 5", "5"),
        ("phía đông của xã", None),
        ("đèn đường hỏng", None),
        ("", None),
        ("😀", None),
    ],
)
def test_hamlets(words: str, hamlet: str | None) -> None:
    found = FINDER.find(words)
    assert (found.id if found else None) == hamlet


@pytest.mark.parametrize(
    ("words", "hamlet"),
    [("tây", "tay"), ("Tay.", "tay"), ("5", "5"), ("dong", None), ("nà hum", None), ("chợ", None), ("", None)],
)
def test_the_bare_name_is_enough_where_it_was_asked_for(words: str, hamlet: str | None) -> None:
    found = FINDER.named(words)
    assert (found.id if found else None) == hamlet
