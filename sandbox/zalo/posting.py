"""Putting messages into Zalo's chats, whoever writes them, and fetching the pictures that bots name by address."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import urlsplit

import httpx

from sandbox.telegram.errors import ApiError
from sandbox.telegram.files import StoredFile, Upload
from sandbox.world import World
from sandbox.zalo.courier import LOOPBACK
from sandbox.zalo.model import Chat, Content, Json, Message, opaque

FETCH_WITHIN = 10.0
UNSEEN = 1024  # bytes of a file that lies elsewhere


def post(
    world: World, chat: Chat, content: Content, *, from_account: bool, buttons: list[Json] | None = None
) -> Message:
    """Telling the account is its delivery's."""
    number = len(chat.messages) + 1
    message_id = opaque(chat.account.key, chat.id, number)[:20]
    message = Message(message_id, number, chat, world.milliseconds(), from_account, content, buttons or [])
    chat.messages.append(message)
    world.pulse.tell("message", bot=chat.account.key, chat=chat.person.id)
    return message


async def fetched(world: World, kind: str, url: str) -> StoredFile | None:
    """The file at the address; None if there is none. What lies on another machine is taken to be there, unseen."""
    parts = urlsplit(url)
    name = PurePosixPath(parts.path).name or kind
    if parts.hostname not in LOOPBACK:
        return world.files.imagine(kind, name, UNSEEN)
    try:
        async with httpx.AsyncClient(timeout=FETCH_WITHIN, trust_env=False) as client:
            answer = (await client.get(url)).raise_for_status()
    except httpx.HTTPError:
        return None
    try:
        return world.files.keep(kind, Upload(name, answer.content, answer.headers.get("content-type", "")))
    except ApiError:  # empty, or too large for a picture
        return None
