"""Whom words may be about, and what of their writer is struck out of them: two small tables."""

from __future__ import annotations

import pytest

from bot.reading.national import load_national
from domain.people.roles import Role
from domain.plans.units import UnitKind
from domain.vault.conflicts import Suspect, concerns
from domain.vault.records import STRUCK, redacted

RULES = load_national().vault
KHOA = Suspect(
    ("Đặng Văn Khoa",), frozenset({Role.OFFICER}), ("Văn phòng HĐND và UBND",), frozenset({UnitKind.OFFICE})
)
TURNED = Suspect(("Khoa Đặng",), frozenset({Role.STAFF}), ("Phòng Kinh tế",), frozenset({UnitKind.DEPARTMENT}))
HEAD = Suspect(("Trần Thị Lâm",), frozenset({Role.LEADER}), ("Ủy ban nhân dân",), frozenset({UnitKind.COMMITTEE}))
DEPUTY = Suspect(
    ("Sơn Hùng", "Phạm Mạnh Hùng"), frozenset({Role.LEADER}), ("Ủy ban nhân dân",), frozenset({UnitKind.COMMITTEE})
)
"""Known by another name on another account."""
POLICE = Suspect(("Ngô Hải",), frozenset({Role.HEAD}), ("Công an xã",), frozenset({UnitKind.POLICE}))


@pytest.mark.parametrize(
    ("words", "who", "concerned"),
    [
        ("Tôi tố cáo ông Đặng Văn Khoa", KHOA, True),
        ("to cao ong dang van khoa", KHOA, True),
        ("anh Khoa nhận tiền", KHOA, True),
        ("đ/c KHOA nhận tiền", KHOA, True),
        ("Đồng chí Văn Khoa nhận tiền", KHOA, True),
        ("cán bộ tiếp nhận hách dịch, đòi tiền", KHOA, True),
        ("Văn phòng HĐND và UBND đòi tiền", KHOA, True),
        ("anh Khoa phòng kinh tế", TURNED, True),
        ("ông Đặng nhận tiền", KHOA, False),
        ("khoa học xã hội bị bớt xén", KHOA, False),
        ("ông Bạch trưởng thôn tham ô", KHOA, False),
        ("chủ tịch xã tham ô", HEAD, True),
        ("UBND xã làm sai, có tham ô", HEAD, True),
        ("bà Lâm tham ô", HEAD, True),
        ("bà Lan tham ô", HEAD, False),
        ("chú Hùng phó chủ tịch nhận tiền", DEPUTY, True),
        ("chu hung pho chu tich nhan tien", DEPUTY, True),
        ("PCT xã nhận tiền", DEPUTY, True),
        ("ông Hùng nhận tiền", DEPUTY, True),
        ("sếp Hung nhận tiền", DEPUTY, True),
        ("Hùng Sơn nhận tiền", DEPUTY, True),
        ("phó CT xã nhận tiền", DEPUTY, True),
        ("Hùng văn phòng nhận tiền", DEPUTY, False),
        ("công an đánh người", POLICE, True),
        ("Phòng Kinh tế ăn bớt", POLICE, False),
        ("Phòng Kinh tế ăn bớt", TURNED, True),
    ],
)
def test_whom_words_concern(words: str, who: Suspect, concerned: bool) -> None:
    assert concerns(words, who, RULES) is concerned


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("Tôi là Nguyễn Văn Kín, ông Bạch tham ô", f"Tôi là {STRUCK}, ông Bạch tham ô"),
        ("Nguyen Van Kin xin bao: ông Bạch tham ô", f"{STRUCK} xin bao: ông Bạch tham ô"),
        ("Tôi là Nguyễn Văn Kín, ở xóm Chợ. Ông Bạch tham ô", f"Tôi là {STRUCK}, ở {STRUCK}. Ông Bạch tham ô"),
        ("Nguyễn Văn Kín thôn Đông xin báo", f"{STRUCK} thôn {STRUCK}"),
        ("Tôi ở xóm Chợ. Ông Bạch tham ô", f"Tôi ở {STRUCK}. Ông Bạch tham ô"),
        ("gọi 0912 345 678 hoặc a.b@c.vn", f"gọi {STRUCK} hoặc {STRUCK}"),
        ("Số căn cước 031 201 004 567", f"Số căn cước {STRUCK}"),
        ("Ngày 12/5/2026 ông Bạch nhận 40 triệu", "Ngày 12/5/2026 ông Bạch nhận 40 triệu"),
    ],
)
def test_what_is_struck_out(words: str, shown: str) -> None:
    assert redacted(words, ("Nguyễn Văn Kín",)) == shown
