"""A command's name with words behind it is understood without its slash, by those whose work it is, where nobody is
asked anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.people.roles import Role
from tests.town import Person, Town, open_town

MORNING = datetime(2026, 5, 18, 1, 30, tzinfo=UTC)
COMMUNE, OFFICE = "nghi-duong", "van-phong"
STORY = "Đèn đường thôn Đông hỏng cả tuần nay"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, MORNING) as town:
        yield town


async def filed(town: Town) -> tuple[Person, Person, str]:
    """Whoever sent a petition, an officer, and its code."""
    citizen = await town.citizen("Nguyễn Thị Lan", COMMUNE)
    officer = await town.member("Đặng Văn Khoa", COMMUNE, Role.OFFICER, OFFICE)
    await citizen.says(STORY)
    await citizen.presses("Đồng ý và gửi")
    async with town.app.database.transaction() as memory:
        return (
            citizen,
            officer,
            (await memory.petitions.queue(COMMUNE, OFFICE, after=None, limit=1, restricted=False))[0].code,
        )


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("tìm đèn đường thôn Đông", "Kết quả tìm “đèn đường thôn Đông”"),
        ("Tim kiem den duong", "Kết quả tìm “den duong”"),
        ("hàng đợi của tôi", "Ý kiến chờ xử lý"),
        ("Hàng đợi xây dựng", "Ý kiến chờ xử lý"),
        ("thống kê tháng 5", "Thống kê ý kiến"),
        ("nhập Cống tắc; bà Nguyễn Thị Mận; điện thoại", "Xin đồng chí xem lại"),
    ],
)
async def test_an_officer_needs_no_slash(town: Town, said: str, answer: str) -> None:
    _, officer, _ = await filed(town)
    await officer.says(said)
    assert answer in officer.last


@pytest.mark.parametrize(
    "said", ["Tìm con bò lạc ở thôn Đông", "Hàng đợi ở một cửa dài quá", "Nhập học; thu tiền quá cao"]
)
async def test_a_citizen_s_sentence_is_a_petition(town: Town, said: str) -> None:
    citizen = await town.citizen("Nguyễn Thị Lan", COMMUNE)
    await citizen.says(said)
    assert f"“{said}”" in citizen.last


async def test_an_answer_is_an_answer(town: Town) -> None:
    """Who is asked for words is not looking for anything."""
    _, officer, code = await filed(town)
    await officer.says(f"/ghichu {code}")
    await officer.says("Tìm thợ điện ở thôn Đông")
    assert "Kết quả tìm" not in officer.last
    await officer.says(f"/xem {code}")
    assert "“Tìm thợ điện ở thôn Đông”" in officer.last


async def test_a_code_alone_opens_the_case_to_its_officer(town: Town) -> None:
    citizen, officer, code = await filed(town)
    await officer.says(code.lower().replace("-", " "))
    assert "Nhận" in officer.last and f"📌 {code}" in officer.last
    await citizen.says(code)
    assert "Mã tra cứu" in citizen.last
