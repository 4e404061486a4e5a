"""Pictures that a messenger without albums brings one by one: one question about all of them."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tests.messengers.zalo import ZaloBot
from tests.running_bot import STEP
from tests.town import Person, Town, open_town

MORNING = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
PICTURES = 5


async def at_once(town: Town, person: Person, *things: dict[str, object]) -> list[str]:
    """What the bot says after all of these, of which it hears while the clock stands still."""
    before = len(town.messenger.heard(person))
    for thing in things:
        town.messenger.send(person, **thing)
    while not town.messenger.at_rest(town.sandbox) or await _unheard(town):
        await asyncio.sleep(STEP)
    await town.quiet()
    return [message.content.text for message in town.messenger.heard(person)[before:]]


async def _unheard(town: Town) -> int:
    async with town.app.database.transaction() as memory:
        return (await memory.inbox.counts()).get("waiting", 0)


async def test_five_pictures_are_asked_about_once(tmp_path: Path) -> None:
    async with open_town(tmp_path, MORNING, messenger=ZaloBot()) as town:
        lan = await town.citizen("Bà Lan", "nghi-duong")
        await lan.says("Đèn đường đầu thôn hỏng cả tuần nay")
        said = await at_once(town, lan, *({"photo": True} for _ in range(PICTURES)))
        assert [f"Kèm {PICTURES} tệp" in words for words in said] == [True]
        assert "Phiếu tiếp nhận" in (await at_once(town, lan, {"text": "gửi"}))[0]


async def test_what_they_decide_meanwhile_is_not_asked(tmp_path: Path) -> None:
    async with open_town(tmp_path, MORNING, messenger=ZaloBot()) as town:
        lan = await town.citizen("Bà Lan", "nghi-duong")
        said = await at_once(town, lan, {"photo": True}, {"text": "hủy"})
        assert len(said) == 1 and "xem lại" not in said[0]
