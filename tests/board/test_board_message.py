"""The board in the chat stays one message, however many units and reports there are."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path

import pytest

from domain.people.roles import Role
from tests.board import office
from tests.board.office import COMMUNE, NOW
from tests.town import open_town

LONGEST = 1900  # UTF-16 code units


@pytest.mark.parametrize(("units", "reports"), [(8, 3), (60, 8), (60, 40)])
async def test_one_message(tmp_path: Path, units: int, reports: int) -> None:
    async with open_town(tmp_path, NOW.astimezone(UTC)) as town:
        collector = await town.member("Vũ Thị Hoa", COMMUNE, Role.COLLECTOR, "phong-vhxh")
        async with town.app.database.transaction() as memory:
            await office.fill(memory, units, reports)
        for command in ("/tinhhinh", "/dunghan"):
            said = await collector.says(command)
            assert len(said) == 1
            assert len(said[0].words.encode("utf-16-le")) // 2 <= LONGEST
        assert "quá hạn" in said[0].words
