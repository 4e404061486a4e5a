"""One word that says what somebody wants is never taken for a petition, with accents or without, however it ends."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.people.roles import Role
from tests.town import open_town

MORNING = datetime(2026, 5, 18, 1, 30, tzinfo=UTC)
COMMUNE = "gia-vien"
GREETING, HELP, NOTHING, CODE = "Kính chào ông/bà", "Hướng dẫn – UBND", "Không có việc nào", "Xin nhắn mã tra cứu"
SAID = {
    GREETING: ("menu", "Menu!", "về đầu", "ve dau", "Bắt đầu", "Xin chào", "alo", "Hello", "quay lại", "“Menu”"),
    HELP: ("giúp", "Trợ giúp", "tro giup...", "HELP", "hướng dẫn"),
    NOTHING: ("hủy", "huỷ", "huy", "HỦY.", "Hủy bỏ", "thôi"),
    CODE: ("tra cứu", "Tra cứu?"),
}


async def test_what_is_said_is_done(tmp_path: Path) -> None:
    async with open_town(tmp_path, MORNING) as town:
        minh = await town.citizen("Đỗ Thị Minh", COMMUNE)
        for answer, ways in SAID.items():
            for said in ways:
                await minh.says(said)
                assert answer in minh.last, said
                await minh.says("/menu")


@pytest.mark.parametrize(
    "said", ["Hủy hoại cây xanh trước cổng chợ", "Menu quán ăn treo giá sai", "Giúp dân dọn rác"]
)
async def test_a_sentence_that_begins_so_is_a_petition(tmp_path: Path, said: str) -> None:
    async with open_town(tmp_path, MORNING) as town:
        minh = await town.citizen("Đỗ Thị Minh", COMMUNE)
        await minh.says(said)
        assert f"“{said}”" in minh.last


async def test_one_word_may_be_an_officers_work_and_a_citizens_question(tmp_path: Path) -> None:
    async with open_town(tmp_path, MORNING) as town:
        officer = await town.member("Trịnh Văn Long", COMMUNE, Role.OFFICER, "van-phong")
        await officer.says("hướng dẫn")
        assert HELP not in officer.last
