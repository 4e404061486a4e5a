"""The whole bot on Zalo: a petition filed by numbers alone, officers' work by numbers, silence, and stray words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.accounts import open_channels
from bot.app import App, open_app
from bot.demo.quiet import settled
from bot.settings import Settings
from bot.words.i18n import Words
from domain.language.text import verbatim
from domain.messaging.messages import Address, Message
from domain.people.roles import Member, Role
from handlers.people.invitations import invite_one
from handlers.voice import Voice
from storage.people.people import Reach
from tests.zalo_channels.conftest import StillClock
from tests.zalo_channels.fake import BOT_TOKEN, FakeZalo

COMMUNE = "gia-vien"
KEY = ("zalo_bot", "main")


@dataclass
class Town:
    app: App
    zalo: FakeZalo
    clock: StillClock

    async def says(self, user: str, text: str, **more: Any) -> str:
        """Everything the bot then says to this person."""
        before = len(self.zalo.calls("sendMessage"))
        self.zalo.says(user, text, **more)
        while not self.zalo.updates.empty():
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.05)
        await settled(self.app)
        self.clock.moment += timedelta(minutes=1)
        said = self.zalo.calls("sendMessage")[before:]
        return "\n---\n".join(body["text"] for body in said if body["chat_id"] == user)

    async def invitation(self, member: Member) -> str:
        async with self.app.database.transaction() as memory:
            invited = invite_one(self.app.world, memory, KEY, member, self.clock.now(), group=False, by=None)
        return invited.link


@asynccontextmanager
async def open_town(zalo: FakeZalo, folder: Path, clock: StillClock, **settings: Any) -> AsyncIterator[Town]:
    given = {"data": folder, "communes": (COMMUNE,), "zalo_bot_token": BOT_TOKEN, "zalo_bot_api_base": zalo.root}
    ready = Settings.model_validate({**given, **settings})
    channels = open_channels(ready)
    for channel in channels.values():
        channel.limits = replace(channel.limits, per_second=500.0, same_chat_gap=0.0)
    async with open_app(ready, channels, clock, Words.load(strict=True)) as app:
        running = asyncio.create_task(app.run())
        try:
            while not app.links.knows(KEY):
                await asyncio.sleep(0.01)
            yield Town(app, zalo, clock)
        finally:
            app.stop()
            await running


@pytest.fixture
async def town(zalo: FakeZalo, tmp_path: Path, clock: StillClock) -> AsyncIterator[Town]:
    async with open_town(zalo, tmp_path, clock) as town:
        yield town


def number_of(label: str, said: str) -> str:
    found = re.search(rf"^(\d+)\. .*{label}", said, re.MULTILINE)
    assert found, f"no {label!r} in {said!r}"
    return found[1]


async def test_a_petition_is_filed_by_words_and_numbers(town: Town) -> None:
    asked = await town.says("lan", "Đèn đường thôn Hạ hỏng ba ngày nay, tối đi lại rất nguy hiểm")
    assert "Cũng có thể nhắn" in asked
    assert "nhắn 0 để về đầu" in asked
    receipt = await town.says("lan", number_of("Đồng ý và gửi", asked))
    async with town.app.database.transaction() as memory:
        found = await memory.people.find(*KEY, "lan")
        assert found
        (petition,) = await memory.petitions.of_person(found[0].id, COMMUNE, 5)
    assert petition.code in receipt
    assert petition.story.startswith("Đèn đường")
    assert petition.code in await town.says("lan", "1")  # the receipt's only choice: how it stands


async def test_nobody_sees_a_slash(town: Town) -> None:
    for words in ("0", "menu", "hủy", "trogiup", "/khongco"):
        assert not re.search(r"(?<!\w)/[a-z]{2,}", await town.says("lan", words)), words


async def test_zero_leads_home_whatever_was_half_said(town: Town) -> None:
    await town.says("lan", "Đường thôn Hạ có ổ gà rất to, đề nghị xã sửa")
    greeting = await town.says("lan", "0")
    assert "1." in greeting
    async with town.app.database.transaction() as memory:
        assert await memory.dialogs.open(Address(*KEY, "lan"), "lan") is None


async def test_a_stray_number_next_day_files_nothing(town: Town) -> None:
    asked = await town.says("lan", "Đường thôn Hạ có ổ gà rất to, đề nghị xã sửa")
    town.clock.moment += timedelta(days=1)
    await town.says("lan", number_of("Đồng ý và gửi", asked))
    async with town.app.database.transaction() as memory:
        found = await memory.people.find(*KEY, "lan")
        assert found
        assert await memory.petitions.of_person(found[0].id, COMMUNE, 5) == []


async def test_a_number_alone_begins_nothing(town: Town) -> None:
    assert "“7”" in await town.says("lan", "7")
    async with town.app.database.transaction() as memory:
        assert await memory.dialogs.open(Address(*KEY, "lan"), "lan") is None


async def test_blank_words_and_repeated_deliveries_do_nothing(town: Town) -> None:
    assert await town.says("lan", "   ") == ""
    first = await town.says("lan", "0", message_id="same")
    assert first
    assert await town.says("lan", "0", message_id="same") == ""


async def test_staff_register_by_a_code_typed_here(town: Town) -> None:
    office = town.app.world.plans[COMMUNE].petitions.office
    code = await town.invitation(Member(COMMUNE, office, Role.OFFICER))
    await town.says("hoa", code)
    async with town.app.database.transaction() as memory:
        found = await memory.people.find(*KEY, "hoa")
        assert found
        assert [member.role for member in found[1]] == [Role.OFFICER]


async def test_who_has_no_name_is_not_named_by_nothing(town: Town) -> None:
    link = await town.invitation(Member(COMMUNE, "van-phong", Role.OFFICER))
    nameless = {"from": {"id": "long", "is_bot": False}}
    assert "Đồng chí (chưa rõ tên) đã được đăng ký" in await town.says("long", link.rpartition("#")[2], **nameless)
    assert "Đồng chí (chưa rõ tên)" in await town.says("long", "toi", **nameless)


async def test_what_a_citizen_wrote_keeps_its_slashes(town: Town) -> None:
    asked = await town.says("lan", "Văn bản số 12/kh ngày 05/6 ghi trong tệp /tmp của thôn sai, xem /abc")
    assert "“Văn bản số 12/kh ngày 05/6 ghi trong tệp /tmp của thôn sai, xem /abc”" in asked


async def test_first_words_in_english_are_answered_in_english(town: Town) -> None:
    assert "Agree and send" in await town.says("tom", "The street light near the market has been broken for weeks")
    assert "Đồng ý và gửi" in await town.says("lan", "Wifi is free")


async def test_what_staff_write_in_english_is_not_their_language(town: Town) -> None:
    link = await town.invitation(Member(COMMUNE, "van-phong", Role.OFFICER))
    await town.says("long", link.rpartition("#")[2])
    await town.says("long", "The street light near the market has been broken for weeks")
    assert "UBND phường" in await town.says("long", "menu")


async def test_an_officer_takes_a_petition_by_its_number(town: Town) -> None:
    office = town.app.world.plans[COMMUNE].petitions.office
    await town.says("hoa", await town.invitation(Member(COMMUNE, office, Role.OFFICER)))
    asked = await town.says("lan", "Đèn đường thôn Hạ hỏng ba ngày nay, tối đi lại rất nguy hiểm")
    before = len(town.zalo.calls("sendMessage"))
    await town.says("lan", number_of("Đồng ý và gửi", asked))
    cards = [b["text"] for b in town.zalo.calls("sendMessage")[before:] if b["chat_id"] == "hoa"]
    await town.says("hoa", number_of("Nhận", cards[-1]))
    async with town.app.database.transaction() as memory:
        found = await memory.people.find(*KEY, "lan")
        assert found
        (petition,) = await memory.petitions.of_person(found[0].id, COMMUNE, 5)
    assert petition.owner


async def test_a_cancelled_question_gives_the_card_back(town: Town) -> None:
    office = town.app.world.plans[COMMUNE].petitions.office
    await town.says("hoa", await town.invitation(Member(COMMUNE, office, Role.OFFICER)))
    asked = await town.says("lan", "Đèn đường thôn Hạ hỏng ba ngày nay, tối đi lại rất nguy hiểm")
    before = len(town.zalo.calls("sendMessage"))
    await town.says("lan", number_of("Đồng ý và gửi", asked))
    card = [b["text"] for b in town.zalo.calls("sendMessage")[before:] if b["chat_id"] == "hoa"][-1]
    for _ in range(2):
        await town.says("hoa", number_of("Trả lời", card))
        card = await town.says("hoa", "hủy")
        assert re.search(r"^Vẫn có thể chọn ở hồ sơ \S+:$", card, re.MULTILINE)
    await town.says("hoa", number_of("Nhận", card))
    async with town.app.database.transaction() as memory:
        found = await memory.people.find(*KEY, "lan")
        assert found
        (petition,) = await memory.petitions.of_person(found[0].id, COMMUNE, 5)
    assert petition.owner


async def test_a_number_of_no_list_brings_the_last_one_back(town: Town) -> None:
    await town.says("lan", "0")
    town.clock.moment += timedelta(days=1, hours=-1)
    said = await town.says("lan", "1")
    assert "đã cũ" in said
    assert "1. " in said


async def test_a_used_up_month_waits_and_the_admin_is_told(
    zalo: FakeZalo, tmp_path: Path, clock: StillClock
) -> None:
    async with open_town(zalo, tmp_path, clock, zalo_bot_monthly_limit=4) as town:
        office = town.app.world.plans[COMMUNE].petitions.office
        await town.says("an", await town.invitation(Member(COMMUNE, office, Role.ADMIN)))
        town.zalo.says("lan", "0")
        town.zalo.says("lan", "0")
        town.zalo.says("lan", "0")
        while not await _said_in_outbox(town.app, "undelivered.month_used_up"):
            await asyncio.sleep(0.02)
        assert await _said_in_outbox(town.app, "undelivered.quota_messages")
        async with town.app.database.transaction() as memory:
            assert (await memory.outbox.counts()).get("due")


async def test_what_was_said_into_silence_comes_together_when_they_speak(
    zalo: FakeZalo, tmp_path: Path, clock: StillClock
) -> None:
    async with open_town(zalo, tmp_path, clock) as town:
        channel: Any = town.app.channels[KEY]
        channel.allowance = replace(channel.allowance, open_for=timedelta(hours=48))
        await town.says("lan", "0")
        clock.moment += timedelta(hours=49)
        async with town.app.database.transaction() as memory:
            voice = Voice(memory, clock.now(), "test")
            for words in ("Hồ sơ đã chuyển.", "Hồ sơ đã có trả lời."):
                reach = Reach(Address(*KEY, "lan"), False, "vi")
                voice.tell(reach, Message(verbatim(words)), COMMUNE, subject="petition:K7M2")
        town.app.dispatcher.poke()
        await settled(town.app)
        async with town.app.database.transaction() as memory:
            assert (await memory.outbox.counts())["parked"] == 2
        said = (await town.says("lan", "0")).split("\n---\n")
        assert said[-1] == "Trong thời gian qua có các tin sau:\n\nHồ sơ đã chuyển.\n\nHồ sơ đã có trả lời."


async def _said_in_outbox(app: App, key: str) -> bool:
    async with app.database.transaction() as memory:
        rows = await memory._session.rows("SELECT body FROM outbox WHERE body LIKE :key", key=f"%{key}%")
    return bool(rows)


async def test_staff_register_by_the_code_of_an_invitation(town: Town) -> None:
    member = Member(COMMUNE, "cong-an", Role.STAFF)
    async with town.app.database.transaction() as memory:
        invited = invite_one(town.app.world, memory, KEY, member, town.clock.now(), group=False, by=None)
    await town.says("c1", "xin chào")
    said = await town.says("c1", f"tham gia {invited.code.lower().replace('-', ' ')}")
    assert "đã được đăng ký" in said
    assert "đã được dùng" in await town.says("c2", f"THAMGIA {invited.code}")


async def test_two_addresses_become_one_person_by_numbers_alone(town: Town) -> None:
    await town.says("a1", "/lienket")
    drawn = await town.says("a1", "Liên kết")
    code = re.search(r"LIENKET (\d{6})", drawn)
    assert code
    assert "Có phải chính ông/bà không?" in await town.says("a2", f"Liên kết {code[1]}")
    assert "câu hỏi xác nhận" in await town.says("a2", "1")
    assert "Đã liên kết" in await town.says("a1", "1")
    assert "đến trước hết ở" in await town.says("a2", "/noinhan")
