"""Saying something: texts with or without buttons, pictures and files uploaded first, by v3 or, where Zalo wants
it so, by v2 (zalo.md, 3.3 and 3.4)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import Any

from bot.channels.base import Button, Document, Rendered, SendFailed, Sent, Why
from bot.channels.split import split
from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.errors import WRONG_KIND_OF_OA, failure
from bot.channels.zalo_oa.oauth import NoToken
from bot.vault import Vault
from domain.messaging.messages import Medium

PATHS = {"v3": "/v3.0/oa/message/cs", "v2": "/v2.0/oa/message"}
TRAIT = "send_api"
MAX_BUTTONS = 5
_BIGGEST_PICTURE, _BIGGEST_FILE = 1024 * 1024, 5 * 1024 * 1024  # bytes
_PICTURES, _FILES = {".jpg", ".jpeg", ".png"}, {".pdf", ".doc", ".docx", ".csv"}
_LONGEST_TITLE = 100

Body = dict[str, Any]


def carries(document: Document) -> bool:
    """What Zalo takes as an upload; ids of files it handed us mean nothing to it."""
    ending, size = PurePath(document.name).suffix.lower(), document.size
    if document.medium is Medium.PHOTO:
        return 0 < size <= _BIGGEST_PICTURE and ending in _PICTURES
    return 0 < size <= _BIGGEST_FILE and ending in _FILES


class Sender:
    """`pinned` is "auto", "v3" or "v2"; `template_type` is sent beside buttons unless it is empty."""

    def __init__(self, api: OaApi, *, pinned: str, template_type: str, max_text: int) -> None:
        self.vault: Vault | None = None
        self._api = api
        self._pinned = pinned
        self._template_type = template_type
        self._max_text = max_text

    async def send(self, user: str, message: Rendered) -> Sent:
        """Raises `SendFailed`; after the first part every failure is `UNKNOWN`: repeating would say that twice."""
        bodies = [*self._texts(message), *[await self._uploaded(document) for document in message.documents]]
        delivered: list[str] = []
        for body in bodies:
            try:
                delivered.append(await self._post({"recipient": {"user_id": user}, "message": body}))
            except (ZaloError, NoToken) as error:
                failed = failure(error)
                if delivered:
                    raise SendFailed(Why.UNKNOWN, f"only the beginning arrived ({failed.detail})") from None
                raise failed from None
        return Sent(tuple(delivered))

    async def _post(self, body: Body) -> str:
        """By the way this account is known to accept. Only -235 says for certain that nothing was delivered."""
        way = self._pinned if self._pinned in PATHS else await self._known_way()
        try:
            told = await self._api.post(PATHS[way], body)
        except ZaloError as error:
            if error.code != WRONG_KIND_OF_OA or self._pinned in PATHS or way == "v2":
                raise
            told = await self._api.post(PATHS["v2"], body)
            await self._remember("v2")
        return str(told.get("message_id", ""))

    async def _known_way(self) -> str:
        known = await self.vault.trait(TRAIT) if self.vault else ""
        return known if known in PATHS else "v3"

    async def _remember(self, way: str) -> None:
        if self.vault:
            await self.vault.note_trait(TRAIT, way)

    def _texts(self, message: Rendered) -> Iterator[Body]:
        parts = [text for text, _ in split(message.text, (), self._max_text) if text.strip()]
        for text in parts[:-1]:
            yield {"text": text}
        for text in parts[-1:]:
            yield {"text": text, **self._buttons([button for row in message.buttons for button in row])}

    def _buttons(self, buttons: list[Button]) -> Body:
        if not buttons:
            return {}
        shown = [
            {"title": button.label[:_LONGEST_TITLE], "type": "oa.query.show", "payload": button.action}
            for button in buttons[:MAX_BUTTONS]
        ]
        kind = {"template_type": self._template_type} if self._template_type else {}
        return {"attachment": {"type": "template", "payload": {**kind, "buttons": shown}}}

    async def _uploaded(self, document: Document) -> Body:
        """Uploading may be repeated: nobody has seen anything yet."""
        try:
            return await self._upload(document)
        except (ZaloError, NoToken) as error:
            failed = failure(error)
            why = Why.LATER if failed.why is Why.UNKNOWN else failed.why
            raise SendFailed(why, failed.detail, retry_after=failed.retry_after) from None

    async def _upload(self, document: Document) -> Body:
        if document.medium is Medium.PHOTO:
            told = await self._api.upload("/v2.0/oa/upload/image", document.name, document.read())
            element = {"media_type": "image", "attachment_id": told.get("attachment_id", "")}
            payload = {"template_type": "media", "elements": [element]}
            return {"attachment": {"type": "template", "payload": payload}}
        told = await self._api.upload("/v2.0/oa/upload/file", document.name, document.read())
        return {"attachment": {"type": "file", "payload": {"token": told.get("token", "")}}}
