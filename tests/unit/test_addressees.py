"""Whom a request is meant for, as people write it."""

from __future__ import annotations

import pytest

from domain.plans.addressees import Known, Unclear, read_addressees
from domain.reports.request_form import read_line

KNOWN = Known(
    {
        "kt": "Phòng Kinh tế",
        "vp": "Văn phòng HĐND và UBND",
        "ca": "Công an xã",
        "mn": "Trường Mầm non Hoa Sen",
        "thcs": "Trường THCS A",
        "t1": "Thôn 1",
        "t10": "Thôn 10",
        "ht": "Phòng Văn hóa, Khoa học và Thông tin",
    },
    {
        "Trường học": ("mn", "thcs"),
        "Các thôn": ("t1", "t10"),
        "Tất cả đơn vị": ("kt", "vp", "ca", "mn", "thcs", "t1", "t10", "ht"),
    },
)
EVERY = tuple(KNOWN.units)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("tất cả trường học", ("mn", "thcs")),
        ("TAT CA TRUONG HOC.", ("mn", "thcs")),
        ("các trường học, Phòng Kinh tế", ("kt", "mn", "thcs")),
        ("tất cả", EVERY),
        ("tất cả các đơn vị", EVERY),
        ("toàn bộ đơn vị trừ Công an xã, Thôn 1", ("kt", "vp", "mn", "thcs", "t10", "ht")),
        ("tất cả trường học, trừ Trường THCS A", ("mn",)),
        ("các thôn", ("t1", "t10")),
        ("thôn 1", ("t1",)),
        ("Văn phòng HĐND và UBND", ("vp",)),
        ("Phòng Kinh tế và Công an xã", ("kt", "ca")),
        ("mam non; thcs a", ("mn", "thcs")),
        ("Công an xã, phòng văn hóa, khoa học và thông tin; Thôn 1", ("ca", "t1", "ht")),
        ("văn hóa khoa học", ("ht",)),
    ],
)
def test_who_is_meant(said: str, meant: tuple[str, ...]) -> None:
    assert read_addressees(said, KNOWN) == meant


@pytest.mark.parametrize(
    ("said", "near"),
    [("Phòng Kinh té hạ tầng", "Phòng Kinh tế"), ("cong an phuong", "Công an xã"), ("trừ Công an xã", None)],
)
def test_what_is_not_clear_brings_the_nearest(said: str, near: str | None) -> None:
    found = read_addressees(said, KNOWN)
    assert isinstance(found, Unclear)
    assert near is None or near in found.near


@pytest.mark.parametrize(
    ("line", "parts"),
    [
        (
            "15/12 Báo cáo công khai tài chính; tất cả trường học",
            ("15/12", "Báo cáo công khai tài chính", "tất cả trường học"),
        ),
        ("trước ngày 15/12/2026: Rà soát hộ nghèo", ("trước ngày 15/12/2026", "Rà soát hộ nghèo", "")),
        ("Rà soát hộ nghèo; các thôn", ("", "Rà soát hộ nghèo", "các thôn")),
        ("31/02 Rà soát", ("31/02", "Rà soát", "")),
        ("15/12/20206 Rà soát", ("15/12/20206", "Rà soát", "")),
        ("", ("", "", "")),
    ],
)
def test_a_line_in_its_parts(line: str, parts: tuple[str, str, str]) -> None:
    assert read_line(line) == parts
