"""One Telegram account: `TelegramChannel` is what the rest of the bot knows of Telegram."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from itertools import count

import structlog
from pydantic import SecretStr
from starlette.routing import Route
from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeChat, BotCommandScopeDefault
from telegram.constants import CallbackQueryLimit, FileSizeLimit, MessageLimit
from telegram.error import InvalidToken, TelegramError
from telegram.helpers import create_deep_linked_url

from bot.channels.base import Accept, Allowance, Caps, ChannelStopped, Limits, Rendered, Sent
from bot.channels.receiving import Receiver
from bot.channels.telegram import files, http, keys, send
from bot.channels.telegram.decode import NAME, Decoder
from bot.channels.telegram.errors import detail, failure
from bot.channels.telegram.intake import KINDS
from bot.channels.telegram.poll import LONGEST_WAIT, poll, stopped
from bot.channels.telegram.webhook import receiver
from bot.sending.backoff import backoff
from domain.messaging.messages import Address, FileRef, Inbound

log = structlog.get_logger(__name__)

OFFICIAL = "https://api.telegram.org"
_TOKEN = re.compile(r"\d+:[A-Za-z0-9_-]+")


class TelegramChannel:
    """Implements `bot.channels.base.Channel`. Made by `create`."""

    name = NAME
    caps = Caps(
        buttons=True,
        edits=True,
        files=True,
        max_text=int(MessageLimit.MAX_TEXT_LENGTH),
        max_caption=int(MessageLimit.CAPTION_LENGTH),
        max_download=int(FileSizeLimit.FILESIZE_DOWNLOAD),
    )
    allowance = Allowance()

    def __init__(self, account: str, token: SecretStr, root: str, proxy: str | None, limits: Limits) -> None:
        self.account = account
        self.limits = limits
        self.webhook: Receiver | None = None
        self.wait = LONGEST_WAIT
        self._requests = http.polling(root, proxy), http.sending(root, proxy)
        self._http = http.fetching(root, proxy)
        self._bot = Bot(
            token.get_secret_value(),
            base_url=f"{root}/bot",
            base_file_url=f"{root}/file/bot",
            get_updates_request=self._requests[0],
            request=self._requests[1],
        )
        self._decoder = Decoder(account)
        self._introduction = asyncio.Lock()

    async def listen(self, accept: Accept) -> None:
        await self._introduced()
        if self.webhook:
            await self.webhook.listen(accept)
        else:
            await poll(self._bot, self.account, accept, wait=self.wait)

    def conversation_of(self, raw: str) -> str:
        return keys.conversation_of(raw)

    def decode(self, raw: str) -> Inbound:
        return self._decoder.decode(raw)

    def is_group(self, chat: str) -> bool:
        """Groups and channels have negative ids, people positive ones."""
        return chat.startswith("-")

    async def send(self, to: Address, message: Rendered) -> Sent:
        return await send.send(self._bot, to.chat, message, gap=self.limits.same_chat_gap)

    async def edit(self, to: Address, message_id: str, message: Rendered) -> None:
        await send.edit(self._bot, to.chat, message_id, message)

    async def acknowledge(self, press_id: str, note: str = "") -> None:
        with suppress(TelegramError):
            text = note[: CallbackQueryLimit.ANSWER_CALLBACK_QUERY_TEXT_LENGTH]
            await self._bot.answer_callback_query(press_id, text=text or None)

    async def offer_commands(self, chat: str | None, language: str, commands: Sequence[tuple[str, str]]) -> None:
        """An empty menu takes the chat back to the one for everybody."""
        scope: BotCommandScope = BotCommandScopeChat(chat) if chat else BotCommandScopeDefault()
        menu = [BotCommand(command, description) for command, description in commands]
        try:
            if menu:
                await self._bot.set_my_commands(menu, scope=scope, language_code=language or None)
            else:
                await self._bot.delete_my_commands(scope=scope, language_code=language or None)
        except TelegramError as error:
            raise failure(error) from None

    def download(self, file: FileRef) -> AsyncIterator[bytes]:
        return files.download(self._bot, self._http, file, self.caps.max_download)

    async def link(self, payload: str, *, group: bool = False) -> str:
        """Asks for our user name the first time. `payload`: at most 64 of `A-Za-z0-9_-`, else `ValueError`.
        Raises `SendFailed` without network."""
        try:
            await self._introduce()
        except TelegramError as error:
            raise failure(error) from None
        return create_deep_linked_url(self._bot.username, payload, group)

    async def set_webhook(self, url: str, secret: SecretStr) -> None:
        """An operator's command, never done at start: it takes the updates away from whoever polls. Raises
        `SendFailed`."""
        try:
            await self._bot.set_webhook(url, allowed_updates=KINDS, secret_token=secret.get_secret_value())
        except TelegramError as error:
            raise failure(error) from None

    async def delete_webhook(self) -> None:
        """Back to polling; nothing that waits is dropped. Raises `SendFailed`."""
        try:
            await self._bot.delete_webhook(drop_pending_updates=False)
        except TelegramError as error:
            raise failure(error) from None

    def route(self, path: str) -> Route:
        """Where Telegram delivers, for an account created with a webhook's secret."""
        if self.webhook is None:
            raise ValueError(f"account {self.account!r} polls and has no webhook")
        return self.webhook.route(path)

    def routes(self, path: str) -> list[Route]:
        return [self.route(path)] if self.webhook else []

    async def close(self) -> None:
        for request in self._requests:
            await request.shutdown()
        await self._http.aclose()

    async def _introduced(self) -> None:
        """Tries until the network is there. Raises `ChannelStopped` on a wrong token."""
        for attempts in count(1):
            try:
                await self._introduce()
                return
            except InvalidToken:
                raise stopped(self.account) from None
            except TelegramError as error:
                log.warning("telegram.unreachable", account=self.account, detail=detail(error))
                await asyncio.sleep(backoff(attempts))

    async def _introduce(self) -> None:
        """Learns our own name, once."""
        async with self._introduction:
            await self._bot.initialize()
        self._decoder = Decoder(self.account, self._bot.username)


def create(
    token: SecretStr,
    account: str,
    *,
    base_url: str = OFFICIAL,
    proxy: str | None = None,
    webhook: SecretStr | None = None,
    per_second: float = 25.0,
) -> TelegramChannel:
    """An account ready to listen and send; nothing is asked of the network yet.

    `base_url` without `/bot`; `proxy` as httpx writes it; `webhook` is the secret of the webhook and, where given,
    takes the place of polling; `per_second` up to 28. Raises `ChannelStopped` if `token` cannot be one.

    The limits: https://core.telegram.org/bots/faq#broadcasting-to-users. One message a second holds for groups
    too, beside their 20 a minute: with less between them, the fourth in a row was answered with 429.
    """
    if not _TOKEN.fullmatch(token.get_secret_value()):
        raise ChannelStopped(f"The Telegram token of account {account!r} does not look like one (123456:ABC…).")
    limits = Limits(per_second, same_chat_gap=1.05, group_per_minute=19, group_gap=1.05, in_flight=12)
    channel = TelegramChannel(account, token, base_url.rstrip("/"), proxy, limits)
    if webhook:
        channel.webhook = receiver(account, webhook)
    return channel
