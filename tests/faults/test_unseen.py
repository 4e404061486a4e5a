"""Nobody agrees to what they were not shown, however well they know the way."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from sandbox.faults import Fault
from sandbox.telegram.model import Message
from tests.town import Town, open_town

COMMUNE = "nghi-duong"
MORNING = datetime(2026, 11, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
STORY = "Đèn đường ở đầu ngõ nhà bà Mận bị hỏng ba hôm nay"


@pytest_asyncio.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, MORNING) as town:
        yield town


@pytest.mark.parametrize("blindly", ["1", "Đồng ý và gửi"])
async def test_a_question_that_did_not_arrive_is_put_again(town: Town, blindly: str) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    town.sandbox.faults.order(Fault(method="sendMessage", code=400, description="Bad Request"))
    assert await citizen.says(STORY) == []
    assert STORY in words_of(await citizen.says(blindly))
    assert filed(town) == 0
    assert "Mã tra cứu" in words_of(await citizen.says(blindly))
    assert filed(town) == 1


async def test_the_way_out_is_open_unseen(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    town.sandbox.faults.order(Fault(method="sendMessage", code=400, description="Bad Request"))
    await citizen.says(STORY)
    assert STORY not in words_of(await citizen.says("Hủy"))
    assert STORY not in words_of(await citizen.says("1"))
    assert filed(town) == 0


def filed(town: Town) -> int:
    with closing(sqlite3.connect(town.settings.database)) as database:
        (count,) = database.execute("SELECT count(*) FROM petitions").fetchone()
    return int(count)


def words_of(messages: list[Message]) -> str:
    return "\n".join(message.words for message in messages)
