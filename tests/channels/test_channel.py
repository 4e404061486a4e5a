"""The rest of what the channel offers: presses, menus, links, files."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from bot.channels.base import Button, Rendered, SendFailed, Why
from domain.messaging.messages import FileRef, Medium
from sandbox.telegram import people
from sandbox.telegram.files import Upload
from tests.channels.conftest import Stage

TAKE = ((Button("Nhận", "p:7:take:3"),),)


async def test_a_press_is_acknowledged_and_one_too_late_is_nobodys_trouble(stage: Stage) -> None:
    sent = await stage.channel.send(stage.at, Rendered("Thẻ", buttons=TAKE))
    chat = stage.world.private_chat(stage.bot, stage.lan)
    press = people.press(stage.world, stage.bot, chat, stage.lan, int(sent.message_ids[0]), "p:7:take:3")
    await stage.channel.acknowledge(press.id, "Cán bộ khác đã nhận")
    await stage.channel.acknowledge("1")
    stage.fault(method="answerCallbackQuery", close="before")
    await stage.channel.acknowledge(press.id)
    assert len(stage.calls("answerCallbackQuery")) >= 2


async def test_menus_are_offered_by_chat_and_language_and_taken_back(stage: Stage) -> None:
    await stage.channel.offer_commands(None, "", [("trogiup", "Trợ giúp")])
    await stage.channel.offer_commands(None, "en", [("trogiup", "Help")])
    await stage.channel.offer_commands(stage.at.chat, "vi", [("hangdoi", "Hàng đợi")])
    await stage.channel.offer_commands(stage.at.chat, "vi", [])
    scopes = [(str(call.get("scope")), call.get("language_code")) for call in stage.calls("setMyCommands")]
    assert [language for _, language in scopes] == [None, "en", "vi"]
    assert "default" in scopes[0][0]
    assert stage.at.chat in scopes[2][0]
    assert len(stage.calls("deleteMyCommands")) == 1
    with pytest.raises(SendFailed) as caught:
        await stage.channel.offer_commands(None, "", [("Không hợp lệ", "x")])
    assert caught.value.why is Why.REFUSED


async def test_links_carry_the_payload(stage: Stage) -> None:
    assert await stage.channel.link("kp_thon3") == "https://t.me/nhipdan_bot?start=kp_thon3"
    assert await stage.channel.link("Zk9", group=True) == "https://t.me/nhipdan_bot?startgroup=Zk9"
    assert len(stage.calls("getMe")) == 1
    with pytest.raises(ValueError, match="characters"):
        await stage.channel.link("a" * 65)


async def test_a_file_is_fetched_in_chunks(stage: Stage) -> None:
    content = hashlib.sha256(b"seed").digest() * 10_000
    ref = _uploaded(stage, content)
    chunks = [chunk async for chunk in stage.channel.download(ref)]
    assert b"".join(chunks) == content
    assert len(chunks) > 1


async def test_a_file_too_big_or_gone_is_refused(stage: Stage) -> None:
    ref = _uploaded(stage, b"x" * 5000)
    stage.channel.caps = replace(stage.channel.caps, max_download=4000)
    for file in (ref, FileRef(ref.id, ref.unique, ref.medium), FileRef("no-such-id", "", Medium.PHOTO)):
        with pytest.raises(SendFailed) as caught:
            [chunk async for chunk in stage.channel.download(file)]
        assert caught.value.why is Why.REFUSED
    stage.fault(method="getFile", close="before")
    with pytest.raises(SendFailed) as later:
        [chunk async for chunk in stage.channel.download(FileRef(ref.id, ref.unique, ref.medium))]
    assert later.value.why is Why.LATER


def test_a_group_is_known_by_its_id(stage: Stage) -> None:
    assert [stage.channel.is_group(chat) for chat in ("7", "-7", "-1007")] == [False, True, True]


def _uploaded(stage: Stage, content: bytes) -> FileRef:
    """A file that somebody sent, as the bot hears of it; its size may not be told."""
    held = stage.world.files.keep("document", Upload("anh.bin", content))
    return FileRef(stage.world.files.id_for(stage.bot.id, held), held.unique_id, Medium.DOCUMENT, len(content))
