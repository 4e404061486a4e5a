"""A command said without its slash, by those who may; a code alone, by anybody."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.people.roles import Role
from tests.town import open_town

MORNING = datetime(2026, 5, 18, 1, 30, tzinfo=UTC)
COMMUNE, OFFICE = "nghi-duong", "van-phong"


@pytest.mark.parametrize("said", ["nhan {code}", "Nhận {code}", "{code} nhan"])
async def test_an_officer_takes_a_case_in_two_words(tmp_path: Path, said: str) -> None:
    async with open_town(tmp_path, MORNING) as town:
        citizen = await town.citizen("Nguyễn Thị Lan", COMMUNE)
        officer = await town.member("Đặng Văn Khoa", COMMUNE, Role.OFFICER, OFFICE)
        await citizen.says("Đèn đường thôn Đông hỏng cả tuần nay")
        await citizen.presses("Đồng ý và gửi")
        async with town.app.database.transaction() as memory:
            code = (await memory.petitions.queue(COMMUNE, OFFICE, after=None, limit=1, restricted=False))[0].code
        before = len(citizen.heard)
        await officer.says(said.format(code=code))
        assert "đã nhận hồ sơ" in officer.last
        assert len(citizen.heard) == before + 1
        await citizen.says(f"tracuu {code}")
        assert "Cán bộ đang xử lý" in citizen.last
