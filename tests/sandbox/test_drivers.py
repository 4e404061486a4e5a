"""Two libraries that know nothing of the sandbox drive it unchanged but for the address."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator

import aiogram
import aiogram.exceptions
import aiogram.types
import httpx
import pytest
import telegram
import telegram.error
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.request import HTTPXRequest

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.sandbox.conftest import Town


@pytest.fixture
async def served(world: World) -> AsyncIterator[Town]:
    async with serve(create_app(world)) as address, httpx.AsyncClient(base_url=address, trust_env=False) as client:
        yield Town(world, client)
    assert world.complaints == []


@pytest.fixture
async def ptb(served: Town, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[telegram.Bot]:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    root = served.client.base_url

    def request() -> HTTPXRequest:
        return HTTPXRequest(httpx_kwargs={"trust_env": False})

    bot = telegram.Bot(
        served.token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=request(),
        get_updates_request=request(),
    )
    async with bot:
        yield bot


@pytest.fixture
async def gram(served: Town) -> AsyncIterator[aiogram.Bot]:
    server = TelegramAPIServer.from_base(str(served.client.base_url))
    async with aiogram.Bot(served.token, session=AiohttpSession(api=server)) as bot:
        yield bot


async def test_ptb_talks(served: Town, ptb: telegram.Bot) -> None:
    await served.act("start", payload="moi_123")
    (begun,) = await ptb.get_updates()
    assert begun.message and begun.message.text == "/start moi_123"
    keyboard = telegram.InlineKeyboardMarkup.from_button(telegram.InlineKeyboardButton("Nộp", callback_data="n:1"))
    bold = telegram.MessageEntity(telegram.MessageEntity.BOLD, 0, 3)
    asked = await ptb.send_message(served.person, "Hạn 04/6", entities=[bold], reply_markup=keyboard)
    await served.act("press", message_id=asked.message_id)
    (pressed,) = await ptb.get_updates(offset=begun.update_id + 1)
    assert pressed.callback_query and pressed.callback_query.data == "n:1"
    await pressed.callback_query.answer("Đã nhận", show_alert=True)
    await pressed.callback_query.edit_message_text("Đã nộp")
    shown = await served.chat()
    assert shown["messages"][-1]["text"] == "Đã nộp"
    assert [alert["text"] for alert in shown["alerts"]] == ["Đã nhận"]


async def test_ptb_sends_and_fetches_files(served: Town, ptb: telegram.Bot) -> None:
    await served.act("send", document="bao-cao.pdf", file_base64="bsOhbyBjw6Fv", caption="Báo cáo quý")
    (update,) = await ptb.get_updates()
    assert update.message and update.message.document
    file = await update.message.document.get_file()
    assert bytes(await file.download_as_bytearray()) == "náo cáo".encode()
    first = await ptb.send_document(
        served.person, io.BytesIO(b"%PDF"), filename="ke-hoach.pdf", caption="Kế hoạch"
    )
    assert first.document and first.document.file_name == "ke-hoach.pdf"
    again = await ptb.send_document(served.person, first.document.file_id)
    assert again.document and again.document.file_unique_id == first.document.file_unique_id
    photos = [telegram.InputMediaPhoto(b"\x89PNG1"), telegram.InputMediaPhoto(b"\x89PNG2", caption="hai")]
    album = await ptb.send_media_group(served.person, photos)
    assert len({message.media_group_id for message in album}) == 1


async def test_ptb_meets_its_errors(served: Town, ptb: telegram.Bot) -> None:
    with pytest.raises(telegram.error.BadRequest, match="Chat not found"):
        await ptb.send_message(served.person, "lạ")
    await served.act("start")
    message = await ptb.send_message(served.person, "một")
    with pytest.raises(telegram.error.BadRequest, match="not modified"):
        await ptb.edit_message_text("một", served.person, message.message_id)
    await served.act("faults", method="sendMessage", code=429, retry_after=7)
    with pytest.raises(telegram.error.RetryAfter):
        await ptb.send_message(served.person, "hai")
    await served.act("faults", method="sendMessage", close="after")
    with pytest.raises(telegram.error.NetworkError):
        await ptb.send_message(served.person, "tới mà không hay")
    assert (await served.chat())["messages"][-1]["text"] == "tới mà không hay"
    await served.act("block")
    with pytest.raises(telegram.error.Forbidden):
        await ptb.send_message(served.person, "ba")


async def test_ptb_finds_that_a_group_has_moved(served: Town, ptb: telegram.Bot) -> None:
    group = (await served.act("groups", title="Tổ công tác", admins=[served.person], bot="thu_bot"))["id"]
    moved = (await served.act("migrate", group=group))["id"]
    with pytest.raises(telegram.error.ChatMigrated) as caught:
        await ptb.send_message(group, "còn ai không")
    assert caught.value.new_chat_id == moved
    assert (await ptb.send_message(moved, "đây rồi")).chat.id == moved


async def test_aiogram_talks(served: Town, gram: aiogram.Bot) -> None:
    me = await gram.get_me()
    assert me.username == "thu_bot"
    await served.act("send", text="Đường hỏng")
    (heard,) = await gram.get_updates()
    assert heard.message and heard.message.text == "Đường hỏng"
    button = aiogram.types.InlineKeyboardButton(text="Đúng", callback_data="ok", style="success")
    markup = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
    asked = await gram.send_message(served.person, "Ở đâu?", reply_markup=markup)
    await served.act("press", message_id=asked.message_id, data="ok")
    (pressed,) = await gram.get_updates(offset=heard.update_id + 1)
    assert pressed.callback_query
    assert await gram.answer_callback_query(pressed.callback_query.id, "Cảm ơn")
    sent = await gram.send_photo(served.person, aiogram.types.BufferedInputFile(b"\x89PNG", "a.png"))
    assert sent.photo
    file = await gram.download(sent.photo[-1])
    assert file and file.read() == b"\x89PNG"
    await gram.set_my_commands([aiogram.types.BotCommand(command="tracuu", description="Tra cứu")])
    assert (await served.chat())["commands"] == [{"command": "tracuu", "description": "Tra cứu"}]


async def test_aiogram_meets_its_errors(served: Town, gram: aiogram.Bot) -> None:
    with pytest.raises(aiogram.exceptions.TelegramBadRequest):
        await gram.send_message(served.person, "lạ")
    await served.act("start")
    await served.act("faults", method="*", code=429, retry_after=3)
    with pytest.raises(aiogram.exceptions.TelegramRetryAfter):
        await gram.send_message(served.person, "một")
    await served.act("faults", code=502, description="Bad Gateway")
    with pytest.raises(aiogram.exceptions.TelegramServerError):
        await gram.send_message(served.person, "hai")
    await served.act("faults", malformed=True)
    with pytest.raises(aiogram.exceptions.ClientDecodeError):
        await gram.send_message(served.person, "ba")
    await served.act("block")
    with pytest.raises(aiogram.exceptions.TelegramForbiddenError):
        await gram.send_message(served.person, "bốn")
