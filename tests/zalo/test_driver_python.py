"""Conformance: python-zalo-bot drives the sandbox, unmodified but for the address. It sends forms, and of a refusal
it makes None."""

from __future__ import annotations

import asyncio
import importlib.util
import os
from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.zalo.conftest import Quarter

if importlib.util.find_spec("zalo_bot") is None:
    if os.environ.get("CI") == "true":
        pytest.fail("python-zalo-bot is missing: it stands in the dev group", pytrace=False)
    pytest.skip("python-zalo-bot is missing: make lock, make test", allow_module_level=True)

from zalo_bot import Bot
from zalo_bot.error import NetworkError, TimedOut, ZaloError
from zalo_bot.ext import ApplicationBuilder, MessageHandler, filters


@pytest.fixture(autouse=True)
def straight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
async def bot(served: Quarter, straight: None) -> AsyncIterator[Any]:
    async with Bot(served.token, base_url=f"{served.world.address}/zalo-bot") as bot:
        yield bot


async def test_it_talks(served: Quarter, bot: Any) -> None:
    assert (await bot.get_me()).account_name == "bot.thu"
    await served.act("send", text="Đèn đường hỏng")
    update = await bot.get_update(timeout=1)
    assert update.message.text == "Đèn đường hỏng"
    assert update.effective_user.display_name == "Hoa Trần"
    sent = await update.message.reply_text("Đã nhận")
    await update.message.reply_photo("https://xa.example.vn/anh.jpg", "Ảnh")
    await update.message.reply_sticker("bfe458bf64fa8da4d4eb")
    await update.message.reply_action("typing")
    assert sent.message_id
    assert (await served.look("transcript")).splitlines()[1:] == [
        "Bot thử: Đã nhận",
        "Bot thử: 📷 anh.jpg Ảnh",
        "Bot thử: 🩷 bfe458bf64fa8da4d4eb",
    ]
    assert served.world.complaints == []


async def test_no_news_is_no_update(served: Quarter, bot: Any) -> None:
    served.world.real.scale = 0.01
    assert await bot.get_update(timeout=1) is None


@pytest.mark.parametrize("photo_field", ["photo", "photo_url"])
async def test_it_reads_only_the_observed_name_of_a_picture(served: Quarter, bot: Any, photo_field: str) -> None:
    await served.turn(photo_field=photo_field)
    await served.act("send", photo=True)
    message = (await bot.get_update(timeout=1)).message
    assert message.message_type == "CHAT_PHOTO"
    assert bool(message.photo_url) is (photo_field == "photo_url")


async def test_it_asks_about_its_webhook(bot: Any) -> None:
    assert await bot._set_webhook_async("https://xa.example.vn/zalo", "only_we_know")
    assert (await bot._get_webhook_info_async()).url == "https://xa.example.vn/zalo"
    assert await bot._delete_webhook_async()
    assert (await bot._get_webhook_info_async()).url == ""


async def test_a_refusal_is_none_and_a_broken_answer_an_error(served: Quarter, bot: Any) -> None:
    assert await bot.send_message("nobody", "x") is None
    await served.act("faults", close="before")
    with pytest.raises((NetworkError, TimedOut)):
        await bot.get_me()
    await served.act("faults", malformed=True, status=200)
    with pytest.raises(ZaloError):
        await bot.get_me()


async def test_its_application_polls(served: Quarter, straight: None) -> None:
    heard: asyncio.Queue[str] = asyncio.Queue()

    async def answer(update: Any, context: Any) -> None:
        await update.message.reply_text(f"Nghe: {update.message.text}")
        heard.put_nowait(update.message.text)

    app = ApplicationBuilder().token(served.token).base_url(f"{served.world.address}/zalo-bot").build()
    app.add_handler(MessageHandler(filters.TEXT, answer))
    polling = asyncio.create_task(app._polling_loop())
    await served.act("send", text="một")
    async with asyncio.timeout(10):
        assert await heard.get() == "một"
    polling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await polling
    assert "Bot thử: Nghe: một" in await served.look("transcript")
