"""Saying: text, files, places, albums, copies and forwards."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import shapes
from sandbox.telegram.call import Call, answers
from sandbox.telegram.chats import message_in, open_to, thread_in, visible
from sandbox.telegram.errors import bad_request
from sandbox.telegram.files import ATTACHED, StoredFile, Upload
from sandbox.telegram.markup import checked
from sandbox.telegram.methods import CAPTION
from sandbox.telegram.model import Chat, Media, Message
from sandbox.telegram.text import marked

Json = dict[str, Any]

ALBUM_SIZES = range(2, 11)
DETAILS = ("duration", "width", "height")


@answers("sendMessage")
def send_message(call: Call) -> Json:
    return _shape(call, _post(call, text_of(call)))


@answers("sendPhoto", "sendDocument", "sendVoice", "sendVideo")
def send_file(call: Call) -> Json:
    kind = call.method.removeprefix("send").lower()
    details = {name: call[name] for name in DETAILS if name in call}
    media = Media(_file(call, kind, call[kind]), details)
    return _shape(call, _post(call, caption_of(call.parameters), media=media))


@answers("sendLocation")
def send_location(call: Call) -> Json:
    if not -90 <= call["latitude"] <= 90 or not -180 <= call["longitude"] <= 180:
        raise bad_request("wrong latitude or longitude specified")
    place = {"latitude": call["latitude"], "longitude": call["longitude"]}
    return _shape(call, _post(call, {"location": place}))


@answers("sendMediaGroup")
def send_album(call: Call) -> list[Json]:
    items = call["media"]
    if len(items) not in ALBUM_SIZES:
        raise bad_request("wrong number of messages in the album: it must be from 2 to 10")
    kinds = {item.get("type") for item in items}
    if not (kinds <= {"photo", "video"} or kinds == {"document"}):
        raise bad_request("wrong types of media in the album")
    album = str(call.world.number("album", 13_000_000_000_000_001))
    open_to(call.world, call.bot, call["chat_id"])
    ready = [(caption_of(item), Media(_file(call, item["type"], item.get("media", "")))) for item in items]
    return [_shape(call, _post(call, content, media=media, album=album)) for content, media in ready]


@answers("copyMessage")
def copy_message(call: Call) -> Json:
    source = _source(call, "message to copy not found")
    if not (source.media or source.content.keys() & {"text", "location", "contact"}):
        raise bad_request("message can't be copied")
    content = caption_of(call.parameters) if "caption" in call and source.media else dict(source.content)
    return {"message_id": _post(call, content, media=source.media).id}


@answers("forwardMessage")
def forward_message(call: Call) -> Json:
    source = _source(call, "message to forward not found")
    if source.protected:
        raise bad_request("message can't be forwarded")
    return _shape(call, _post(call, dict(source.content), media=source.media, origin=_origin(source)))


@answers("sendChatAction")
def send_chat_action(call: Call) -> bool:
    open_to(call.world, call.bot, call["chat_id"])
    return True


def text_of(call: Call) -> Json:
    _ask_no_parse_mode(call.parameters)
    text, entities = marked(call["text"], call.get("entities", []))
    return {"text": text} | ({"entities": entities} if entities else {})


def caption_of(given: Json) -> Json:
    _ask_no_parse_mode(given)
    given_caption = CAPTION("caption", given.get("caption") or "")
    caption, entities = marked(given_caption, given.get("caption_entities") or [])
    return ({"caption": caption} if caption else {}) | ({"caption_entities": entities} if entities else {})


def _ask_no_parse_mode(given: Json) -> None:
    if given.get("parse_mode"):
        raise bad_request("the sandbox has no parse_mode: send entities")


def _post(call: Call, content: Json, **more: Any) -> Message:
    """Everything that is sent passes here: place, reply and buttons are checked, then the message stands."""
    world, bot = call.world, call.bot
    chat = open_to(world, bot, call["chat_id"])
    thread = thread_in(chat, bot, call.get("message_thread_id"))
    reply_to = _reply_to(call, chat)
    markup = checked(call.get("reply_markup"))
    protected = call.get("protect_content", False)
    return world.post(
        chat, bot, content, thread=thread, reply_to=reply_to, markup=markup, protected=protected, **more
    )


def _reply_to(call: Call, chat: Chat) -> Message | None:
    wish = call.get("reply_parameters") or {"message_id": call.get("reply_to_message_id")}
    if wish.get("message_id") is None:
        return None
    if message := chat.messages.get(wish["message_id"]):
        return message
    if wish.get("allow_sending_without_reply") or call.get("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _file(call: Call, kind: str, given: str | Upload) -> StoredFile:
    """A file in the request, a part of it named attach://…, or the id of one that the server holds."""
    files = call.world.files
    if isinstance(given, str) and given.startswith(ATTACHED):
        part = call.parts.get(given.removeprefix(ATTACHED))
        if part is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        given = part
    if isinstance(given, Upload):
        return files.keep(kind, given)
    known = files.known(call.bot.id, given)
    if known.kind != kind:
        raise bad_request(f"can't use file of type {known.kind.capitalize()} as {kind.capitalize()}")
    return known


def _source(call: Call, otherwise: str) -> Message:
    chat = visible(call.world, call.bot, call["from_chat_id"])
    return message_in(chat, call["message_id"], otherwise)


def _origin(source: Message) -> Json:
    if source.origin:
        return source.origin
    if source.author is None or source.anonymous:
        return {"type": "chat", "sender_chat": shapes.chat(source.chat), "date": source.date}
    return {"type": "user", "sender_user": shapes.user(source.author), "date": source.date}


def _shape(call: Call, message: Message) -> Json:
    return shapes.message(message, call.bot, call.world.files)
