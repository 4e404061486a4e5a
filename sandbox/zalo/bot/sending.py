"""What a bot may say: text, a picture or a sound by its address, a sticker, that it is typing."""

from __future__ import annotations

from sandbox.zalo.bot.call import Call, answers
from sandbox.zalo.bot.delivery import month
from sandbox.zalo.bot.errors import bad_request, quota_exceeded
from sandbox.zalo.model import Chat, Content, Json
from sandbox.zalo.posting import fetched, post


@answers("sendMessage")
def send_message(call: Call) -> Json:
    style = {name: call[name] for name in ("parse_mode", "text_styles") if call.get(name)}
    return _sent(call, _open(call), Content(text=call["text"], details=style))


@answers("sendPhoto")
async def send_photo(call: Call) -> Json:
    return await _send_file(call, "photo", call["photo"], call.get("caption", ""))


@answers("sendVoice")
async def send_voice(call: Call) -> Json:
    return await _send_file(call, "voice", call["voice_url"])


@answers("sendSticker")
def send_sticker(call: Call) -> Json:
    return _sent(call, _open(call), Content("sticker", details={"id": call["sticker"]}))


@answers("sendChatAction")
def send_chat_action(call: Call) -> None:
    """The one answer without a result."""
    _chat(call)


async def _send_file(call: Call, kind: str, url: str, caption: str = "") -> Json:
    chat = _open(call)
    file = await fetched(call.world, kind, url)
    if file is None:
        raise bad_request(f"there is nothing at the {kind}'s address")
    return _sent(call, chat, Content(kind, caption, file))


def _chat(call: Call) -> Chat:
    """Anybody who has ever written may be written to."""
    if chat := call.bot.chat_called(call["chat_id"]):
        return chat
    raise bad_request("unknown chat_id")


def _open(call: Call) -> Chat:
    """What user 51 and message 3,001 really meet is not published; here both are the quota's end."""
    chat = _chat(call)
    if call.bot.beyond_its_users(chat.person) or call.bot.plan.spent(month(call.world)):
        raise quota_exceeded()
    return chat


def _sent(call: Call, chat: Chat, content: Content) -> Json:
    call.bot.plan.count(month(call.world))
    message = post(call.world, chat, content, from_account=True)
    return {"message_id": message.id, "date": message.date}
