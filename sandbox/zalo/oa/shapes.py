"""The shapes of an official account's events: what people send, and the other envelope of follow and unfollow."""

from __future__ import annotations

from sandbox.world import World
from sandbox.zalo.media import address_of
from sandbox.zalo.model import Chat, Content, Json, Message
from sandbox.zalo.oa.account import OfficialAccount

EVENTS = {
    "text": "user_send_text",
    "photo": "user_send_image",
    "voice": "user_send_audio",
    "file": "user_send_file",
    "sticker": "user_send_sticker",
    "location": "user_send_location",
    "link": "user_send_link",
    "info": "user_submit_info",
}
ATTACHED = {"photo": "image", "voice": "audio", "file": "file"}


def event(world: World, oa: OfficialAccount, message: Message, stamp: int) -> Json:
    shape: Json = {
        "event_name": EVENTS[message.content.kind],
        "app_id": oa.app.id,
        "sender": {"id": message.chat.id},
        "recipient": {"id": oa.id},
        "timestamp": str(stamp),
        "user_id_by_app": oa.name_by_app(message.chat.person),
    }
    if message.content.kind == "info":
        return shape | {"info": message.content.details}
    return shape | {"message": {"msg_id": message.id} | _message(world, message.content)}


def _message(world: World, content: Content) -> Json:
    text = {"text": content.text} if content.text else {}
    attachment = _attachment(world, content)
    return text | ({"attachments": [attachment]} if attachment else {})


def _attachment(world: World, content: Content) -> Json | None:
    if content.file:
        url = address_of(world, content.file)
        payload: Json = {"url": url}
        if content.kind == "photo":
            payload["thumbnail"] = url
        if content.kind == "file":
            payload |= {"name": content.file.name, "size": str(content.file.size)}
        return {"type": ATTACHED[content.kind], "payload": payload}
    match content.kind:
        case "location":
            place = {name: str(content.details[name]) for name in ("latitude", "longitude")}
            return {"type": "location", "payload": {"coordinates": place}}
        case "sticker":
            name = content.details["id"]
            return {
                "type": "sticker",
                "payload": {"id": name, "url": f"{world.address}/zalo-media/sticker-{name}"},
            }
        case "link":
            return {"type": "link", "payload": {"url": content.details["url"], "description": ""}}
    return None


def following(oa: OfficialAccount, chat: Chat, stamp: int) -> Json:
    return {
        "oa_id": oa.id,
        "follower": {"id": chat.id},
        "user_id_by_app": oa.name_by_app(chat.person),
        "event_name": "follow" if chat.follows else "unfollow",
        "app_id": oa.app.id,
        "timestamp": str(stamp),
        "source": "oa_profile",
    }
