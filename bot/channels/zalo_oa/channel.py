"""One Zalo Official Account: `ZaloOaChannel` is what the rest of the process knows of it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from pydantic import SecretStr
from starlette.routing import Route

from bot.channels.base import Accept, Allowance, Arrival, Caps, Limits, Rendered, Sent, Why
from bot.channels.plain import Plain
from bot.channels.zalo import media
from bot.channels.zalo.calls import ZaloError, client
from bot.channels.zalo.media import MediaRules
from bot.channels.zalo_oa import api, decode, oauth, webhook
from bot.channels.zalo_oa.api import OaApi
from bot.channels.zalo_oa.errors import failure
from bot.channels.zalo_oa.names import Names
from bot.channels.zalo_oa.oauth import NoToken, OAuth
from bot.channels.zalo_oa.send import MAX_BUTTONS, Sender, carries
from bot.channels.zalo_oa.templates import Announcer, Template
from bot.channels.zalo_oa.tokens import TokenBook
from bot.clock import Clock, SystemClock
from bot.redaction import whereabouts
from bot.vault import Vault
from domain.messaging.messages import Address, FileRef, Inbound
from domain.messaging.notices import Occasion

log = structlog.get_logger(__name__)

FREE, PAID = timedelta(hours=48), timedelta(days=7)
"""Since the person's last words: free so long, then for money, then not at all (zalo.md, 3.3)."""
_MEDIA = MediaRules(("*.zdn.vn",), 10 * 1024 * 1024)
_RENEW_EVERY = 3600.0  # seconds
_OAID = "oaid"


@dataclass(frozen=True, slots=True)
class OaOptions:
    """`app_secret` exchanges tokens, `secret_key` of the webhook screen signs events: two different things.
    `oa_id` is the account's number, by which events for another one are told apart; '' takes them all for its own."""

    app_id: str
    app_secret: SecretStr
    secret_key: SecretStr
    base_url: str = api.OFFICIAL
    oauth_url: str = oauth.OFFICIAL
    proxy: str | None = None
    send_api: str = "auto"
    buttons: bool = False
    button_template_type: str = ""
    free_per_window: int = 0
    paid_sends: bool = False
    max_text: int = 1900
    media: MediaRules = _MEDIA
    per_second: float = 20.0
    oa_id: str = ""
    templates: Mapping[Occasion, Template] = field(default_factory=dict)


class ZaloOaChannel(Plain):
    """Implements `bot.channels.base.Channel` and `bot.vault.NeedsVault`."""

    name = decode.NAME

    def __init__(self, account: str, options: OaOptions) -> None:
        self.account = account
        self.limits = Limits(options.per_second, 0.3, group_per_minute=20, group_gap=1.0, in_flight=8)
        self.allowance = Allowance(open_for=PAID if options.paid_sends else FREE, replies=options.free_per_window)
        self.caps = Caps(
            buttons=False,
            edits=False,
            files=True,
            max_text=options.max_text,
            max_caption=options.max_text,
            max_download=options.media.max_bytes,
            quick_replies=MAX_BUTTONS if options.buttons else 0,
            commands=False,
            resends=False,
            carries=carries,
            announces=frozenset(options.templates),
        )
        self.oauth = OAuth(options.app_id, options.app_secret, options.oauth_url, options.proxy)
        self.api = OaApi(options.base_url, options.proxy)
        self._clock: Clock = SystemClock()
        self._vault: Vault | None = None
        self._options = options
        self._downloads = client(options.base_url, options.proxy)
        self._names = Names(self.name_of)
        self._sender = Sender(
            self.api,
            pinned=options.send_api,
            template_type=options.button_template_type,
            max_text=options.max_text,
        )
        self.receiver = webhook.receiver(account, options.app_id, options.secret_key, self._now, self._whose)
        self.numbers = {options.oa_id: account} if options.oa_id else {}
        self.templates = options.templates
        self._announcer = Announcer(self.api, options.templates)

    def use(self, vault: Vault, clock: Clock) -> None:
        self._clock, self._vault, self._sender.vault = clock, vault, vault
        self.api.tokens = TokenBook(self.oauth.refresh, vault, clock, self.account)

    async def listen(self, accept: Accept) -> None:
        """People are heard even while we may not answer for want of consent."""

        async def named(arrivals: Sequence[Arrival]) -> None:
            await self._names.learn(arrivals)
            await accept(arrivals)

        async with asyncio.TaskGroup() as both:
            both.create_task(self.receiver.listen(named))
            both.create_task(self._keep_tokens())

    def conversation_of(self, raw: str) -> str:
        return decode.conversation_of(raw)

    def decode(self, raw: str) -> Inbound:
        inbound = decode.decode(raw, self.account)
        return replace(inbound, sender_name=inbound.sender_name or self._names.of(inbound.sender))

    async def send(self, to: Address, message: Rendered) -> Sent:
        if message.notice:
            return await self._announcer.send(to.chat, message.notice)
        return await self._sender.send(to.chat, message)

    def download(self, file: FileRef) -> AsyncIterator[bytes]:
        return media.download(self._downloads, file, self._options.media)

    async def link(self, payload: str, *, group: bool = False) -> str:
        """The OA's page. It carries nothing itself: what stands behind the # is typed there, or pasted whole.
        Raises `SendFailed`."""
        oaid = await self._vault.trait(_OAID) if self._vault else ""
        try:
            oaid = oaid or str((await self.profile()).get("oaid", ""))
        except (ZaloError, NoToken) as error:
            raise failure(error) from None
        return f"https://zalo.me/{oaid}#{payload}"

    async def profile(self) -> dict[str, Any]:
        """Who the account is: `oaid`, `name`, `is_verified`, `oa_type` (4 = state agency), `package_name`. Raises
        `ZaloError`, `NoToken`."""
        told = await self.api.get("/v2.0/oa/getoa")
        if self._vault and told.get("oaid"):
            await self._vault.note_trait(_OAID, str(told["oaid"]))
        return told

    async def name_of(self, user: str) -> str:
        """The name that somebody shows; '' where the OA may not see it. Raises `SendFailed`."""
        try:
            told = await self.api.get("/v3.0/oa/user/detail", data=json.dumps({"user_id": user}))
        except (ZaloError, NoToken) as error:
            if failure(error).why is Why.GONE:
                return ""
            raise failure(error) from None
        return str(told.get("display_name", ""))

    def routes(self, path: str) -> list[Route]:
        return [self.receiver.route(path)]

    async def close(self) -> None:
        if self.api.tokens:
            await self.api.tokens.settled()
        await self.api.close()
        await self.oauth.close()
        await self._downloads.aclose()

    @property
    def app_id(self) -> str:
        return self._options.app_id

    def _whose(self, event: Mapping[str, Any]) -> str | None:
        return self.numbers.get(decode.official_account(event)) if self.numbers else self.account

    def _now(self) -> datetime:
        return self._clock.now()

    async def _keep_tokens(self) -> None:
        """A quiet account renews its tokens too: a refresh token dies after three months."""
        while True:
            try:
                if self.api.tokens:
                    await self.api.tokens.current()
            except NoToken as problem:
                log.error("zalo_oa.no_token", account=self.account, detail=str(problem))
            except Exception as error:  # the disk, say: people are heard all the same
                log.error("zalo_oa.not_renewed", account=self.account, trace=whereabouts(error))
            await asyncio.sleep(_RENEW_EVERY)
