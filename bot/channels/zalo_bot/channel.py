"""One bot on Zalo's Bot Platform: `ZaloBotChannel` is what the rest of the process knows of it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import structlog
from pydantic import SecretStr
from starlette.routing import Route

from bot.channels.base import (
    Accept,
    Allowance,
    Caps,
    ChannelStopped,
    Document,
    Limits,
    Rendered,
    SendFailed,
    Sent,
    Why,
)
from bot.channels.plain import Plain
from bot.channels.split import split
from bot.channels.zalo import media
from bot.channels.zalo.calls import ZaloError, client
from bot.channels.zalo.media import MediaRules
from bot.channels.zalo_bot import decode, webhook
from bot.channels.zalo_bot.api import OFFICIAL, BotApi
from bot.channels.zalo_bot.errors import failure
from bot.channels.zalo_bot.poll import LONGEST_WAIT, UNAUTHORISED, poll, stopped
from bot.channels.zalo_bot.shelf import Shelf
from bot.sending.backoff import backoff
from domain.messaging.messages import Address, FileRef, Inbound, Medium

log = structlog.get_logger(__name__)

_TOKEN = re.compile(r"\d+:\S+")
_MEDIA = MediaRules(("*.zdn.vn",), 10 * 1024 * 1024)
_BASIC_PLAN = Allowance(per_month=3000, people=50, counts_heard=True)


@dataclass(frozen=True, slots=True)
class BotOptions:
    """What an operator may set; the defaults are cautious guesses where Zalo publishes nothing (zalo.md, 2.6).
    `public_base` is this process's own HTTPS address: without one no pictures go out."""

    base_url: str = OFFICIAL
    proxy: str | None = None
    webhook: SecretStr | None = None
    per_second: float = 5.0
    max_text: int = 1900
    media: MediaRules = _MEDIA
    allowance: Allowance = _BASIC_PLAN
    public_base: str = ""


class ZaloBotChannel(Plain):
    """Implements `bot.channels.base.Channel`."""

    name = decode.NAME

    def __init__(self, token: SecretStr, account: str, options: BotOptions) -> None:
        """Raises `ChannelStopped` if `token` cannot be one."""
        if not _TOKEN.fullmatch(token.get_secret_value()):
            raise ChannelStopped(f"The Zalo bot token of account {account!r} does not look like one (123:abc…).")
        self.account = account
        self.limits = Limits(options.per_second, 0.3, group_per_minute=20, group_gap=1.0, in_flight=4)
        self.allowance = options.allowance
        self.caps = Caps(
            buttons=False,
            edits=False,
            files=False,
            max_text=options.max_text,
            max_caption=options.max_text,
            max_download=options.media.max_bytes,
            commands=False,
            resends=False,
            carries=self._carries,
        )
        self.wait = LONGEST_WAIT
        self.api = BotApi(token, options.base_url, options.proxy)
        self._options = options
        self._downloads = client(options.base_url, options.proxy)
        self._shelf = Shelf(f"{options.public_base.rstrip('/')}{self._media}") if options.public_base else None
        self._receiver = webhook.receiver(account, options.webhook) if options.webhook else None

    async def listen(self, accept: Accept) -> None:
        await self._introduced()
        if self._receiver:
            await self._receiver.listen(accept)
        else:
            await poll(self.api, self.account, accept, wait=self.wait)

    def conversation_of(self, raw: str) -> str:
        return decode.conversation_of(raw)

    def decode(self, raw: str) -> Inbound:
        return decode.decode(raw, self.account)

    async def send(self, to: Address, message: Rendered) -> Sent:
        """One message wherever it fits into one. Raises `SendFailed`; after the first part a failure is `UNKNOWN`,
        since repeating would say that part twice."""
        delivered: list[str] = []
        for method, body in self._parts(message):
            try:
                told = await self.api.call(method, chat_id=to.chat, **body)
            except ZaloError as error:
                failed = failure(error)
                if delivered and failed.why is not Why.STOPPED:
                    raise SendFailed(Why.UNKNOWN, f"only the beginning arrived ({failed.detail})") from None
                raise failed from None
            delivered.append(str(told.get("message_id", "")) if isinstance(told, dict) else "")
        return Sent(tuple(delivered))

    def download(self, file: FileRef) -> AsyncIterator[bytes]:
        return media.download(self._downloads, file, self._options.media)

    async def link(self, payload: str, *, group: bool = False) -> str:
        """No address opens a bot's chat with something in it: the payload itself is what is typed there."""
        return payload

    async def set_webhook(self, url: str, secret: SecretStr) -> Any:
        """An operator's command. Zalo keeps the address even where its probe fails; tells what it found."""
        return await self.api.call("setWebhook", url=url, secret_token=secret.get_secret_value())

    async def delete_webhook(self) -> None:
        await self.api.call("deleteWebhook")

    def routes(self, path: str) -> list[Route]:
        deliveries = [self._receiver.route(path)] if self._receiver else []
        return [*deliveries, *([self._shelf.route(self._media)] if self._shelf else [])]

    async def close(self) -> None:
        await self.api.close()
        await self._downloads.aclose()

    def _carries(self, document: Document) -> bool:
        picture = document.medium is Medium.PHOTO and document.size > 0
        return self._shelf is not None and picture

    @property
    def _media(self) -> str:
        return f"/media/{self.name}/{self.account}"

    def _parts(self, message: Rendered) -> list[tuple[str, dict[str, Any]]]:
        """Calls as (method, body): a picture takes the words along as its caption if they fit."""
        shelf = self._shelf
        pictures = [{"photo": shelf.publish(document)} for document in message.documents] if shelf else []
        texts = [text for text, _ in split(message.text, (), self.caps.max_text) if text.strip()]
        if len(texts) == 1 and pictures:
            pictures[0]["caption"] = texts.pop()
        return [
            *(("sendMessage", {"text": text}) for text in texts),
            *(("sendPhoto", dict(picture)) for picture in pictures),
        ]

    async def _introduced(self) -> None:
        """Tries until the network is there. Raises `ChannelStopped` on a wrong token."""
        for attempts in count(1):
            try:
                await self.api.call("getMe")
                return
            except ZaloError as error:
                if error.code == UNAUTHORISED:
                    raise stopped(self.account) from None
                log.warning("zalo_bot.unreachable", account=self.account, detail=str(error))
                await asyncio.sleep(backoff(attempts))
