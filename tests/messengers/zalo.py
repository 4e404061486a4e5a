"""Zalo in the sandbox, its Bot Platform and an Official Account: people write, and choose by what the lists say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from bot.channels.base import Channel
from bot.settings import MAIN
from bot.vault import StoredVault
from bot.world import ZALO_BOT, ZALO_OA
from sandbox.control.zalo import acting, bodies
from sandbox.server import running
from sandbox.world import World as Sandbox
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.model import Chat, Message
from sandbox.zalo.oa.account import Hook, OfficialAccount
from storage.database import Database
from storage.tokens import TokenPair
from tests.messengers import Ability, Cannot
from tests.messengers.lists import Shown, shown

if TYPE_CHECKING:
    from tests.town import Person, Town

HELLO = "Xin chào"
"""There is no start button: who comes without a word says this."""
TOKEN = "4444:a-zalo-token-of-the-stories"
APP_ID, APP_SECRET, WEBHOOK_KEY = "4455", "the-apps-secret", "the-webhooks-key"
_KINDS = {"photo": "photo", "voice": "voice", "document": "file", "sticker": "sticker", "text": "text"}
_TOLD = ("caption", "file_name", "size", "location")
_RETRIES = 0.002  # of the ladder's pauses, of which the first is 30 seconds


class Zalo:
    """What both of Zalo's interfaces share; half of a `Messenger`."""

    channel = ""
    able: frozenset[Ability] = frozenset()

    def __init__(self, hosts: tuple[str, ...] = ("127.0.0.1",)) -> None:
        self._hosts = hosts

    def closed(self) -> None:
        """Nothing is held open."""

    def loosen(self, channel: Channel) -> None:
        """Its pace is the town's."""

    def heard(self, person: Person) -> list[Any]:
        return [message for message in self.chat_of(person).messages if message.from_account]

    def send(self, person: Person, **thing: Any) -> None:
        if thing.get("reply_to") or thing.get("anonymous") or person.group:
            raise Cannot(f"no such thing on {self.channel}: {thing}")
        for one in thing.get("album") or [thing]:
            self._send_one(person, one)

    def start(self, person: Person, carried: str) -> None:
        self.send(person, text=carried or HELLO)

    def choose(self, person: Person, label: str, within: str) -> None:
        self.send(person, text=self._choice(person, label, within))

    def block(self, person: Person, *, blocks: bool) -> None:
        raise Cannot(f"nobody can block {self.channel}")

    def carried(self, link: str) -> str:
        return link.rpartition("#")[2]

    def chat_of(self, person: Person) -> Chat:
        sandbox = person.town.sandbox
        return sandbox.zalo.accounts[self.channel].chat_with(sandbox.people[person.id])

    def _send_one(self, person: Person, thing: dict[str, Any]) -> None:
        kinds = [name for name in _KINDS if thing.get(name)]
        if not kinds and not thing.get("location"):
            raise Cannot(f"no such thing on {self.channel}: {thing}")
        given = {_KINDS[name]: thing[name] for name in kinds} | {
            name: thing[name] for name in _TOLD if name in thing
        }
        if given.get("sticker"):
            given["sticker"] = "46979"
        acting.send(person.town.sandbox, bodies.Send(account=self.channel, person=person.id, **given))

    def _choice(self, person: Person, label: str, within: str) -> str:
        """What to type for it."""
        messages: list[Message] = [m for m in reversed(self.heard(person)) if within in m.content.text]
        choices = [choice for message in messages for choice in _shown(message).choices]
        exact = [typed for shown_as, typed in choices if shown_as == label]
        near = [typed for shown_as, typed in choices if label in shown_as]
        if not near:
            raise AssertionError(f"no choice {label!r} for {person.name}; there are {[one for one, _ in choices]}")
        return (exact or near)[0]


def _shown(message: Message) -> Shown:
    return shown(message.content.text, message.buttons)


class ZaloBot(Zalo):
    """Implements `Messenger`; polled."""

    channel = ZALO_BOT

    def settle(self, sandbox: Sandbox, own: str) -> None:
        _one_account(own)
        acting.add_bot(sandbox, bodies.NewBot(key=self.channel, token=TOKEN, name="Bot Nhịp Dân"))
        (self._bot,) = sandbox.zalo.bots

    def settings(self, address: str) -> dict[str, Any]:
        return {
            "zalo_bot_token": TOKEN,
            "zalo_bot_api_base": f"{address}/zalo-bot",
            "zalo_media_hosts": self._hosts,
            "zalo_max_text": 2000,
        }

    @asynccontextmanager
    async def served(self, town: Town) -> AsyncIterator[None]:
        yield

    def closed(self) -> None:
        """A poll that nobody listens to any more would swallow the next message."""
        self._bot.close()

    def at_rest(self, sandbox: Sandbox) -> bool:
        """It polls again only when it has kept what it was given."""
        bot: Bot = self._bot
        return not bot.waiting and bot.polls > 0


class ZaloOa(Zalo):
    """Implements `Messenger`: a state agency's account, with buttons for what is few enough."""

    channel = ZALO_OA
    able = frozenset({Ability.BLOCKING, Ability.PINS, Ability.DOCUMENTS})

    def settle(self, sandbox: Sandbox, own: str) -> None:
        _one_account(own)
        body = bodies.NewOfficialAccount(
            key=self.channel, name="Nhịp Dân", app_id=APP_ID, app_secret=APP_SECRET, webhook_key=WEBHOOK_KEY
        )
        self._first_pair = acting.add_official_account(sandbox, body)
        sandbox.zalo.switches.retry_scale = _RETRIES
        sandbox.zalo.switches.windows = False

    def settings(self, address: str) -> dict[str, Any]:
        return {
            "zalo_oa_app_id": APP_ID,
            "zalo_oa_app_secret": APP_SECRET,
            "zalo_oa_secret_key": WEBHOOK_KEY,
            "zalo_oa_api_base": f"{address}/zalo-oa",
            "zalo_oa_oauth_base": f"{address}/zalo-oauth",
            "zalo_oa_buttons": True,
            "zalo_media_hosts": self._hosts,
            "zalo_max_text": 2000,
        }

    @asynccontextmanager
    async def served(self, town: Town) -> AsyncIterator[None]:
        await self._consent(town, town.clock.now())

        async def deliver(scope: Scope, receive: Receive, send: Send) -> None:
            """To our program; while that is closed, nobody answers for it."""
            routes = [r for c in town.app.channels.values() for r in c.routes("/hook")] if town.is_open else []
            await (Router(routes) if routes else Response(status_code=502))(scope, receive, send)

        async with running(deliver) as address:
            self._account(town.sandbox).hook = Hook(f"{address}/hook")
            yield

    def loosen(self, channel: Channel) -> None:
        """The reply windows."""
        channel.allowance = replace(channel.allowance, open_for=timedelta())

    def chat_of(self, person: Person) -> Chat:
        """Everybody has followed the account since long ago: else their names could not be seen."""
        chat = super().chat_of(person)
        if not chat.begun:
            chat.follows = True
        return chat

    def block(self, person: Person, *, blocks: bool) -> None:
        place = bodies.Place(account=self.channel, person=person.id)
        (acting.unfollow if blocks else acting.follow)(person.town.sandbox, place)

    def choose(self, person: Person, label: str, within: str) -> None:
        """By its button, if it has one: that comes back as words."""
        for message in reversed(self.heard(person)):
            titles = [button["title"] for button in message.buttons]
            near = [title for title in titles if label in title]
            if near and within in message.content.text:
                column = titles.index(label if label in titles else near[0])
                body = bodies.Press(
                    account=self.channel, person=person.id, message_id=message.number, column=column
                )
                acting.press(person.town.sandbox, body)
                return
            if any(label in shown_as for shown_as, _ in _shown(message).choices):
                break
        super().choose(person, label, within)

    def at_rest(self, sandbox: Sandbox) -> bool:
        """Nothing is on its way, or waits for another attempt."""
        return not sandbox.zalo.courier.busy

    def _account(self, sandbox: Sandbox) -> OfficialAccount:
        (account,) = sandbox.zalo.official_accounts
        return account

    async def _consent(self, town: Town, now: datetime) -> None:
        database = await Database.open(town.settings.database)
        pair = TokenPair(
            self._first_pair["access_token"], self._first_pair["refresh_token"], now, now + timedelta(hours=25)
        )
        await StoredVault(database, self.channel, MAIN).keep(pair)
        await database.close()


def _one_account(own: str) -> None:
    if own:
        raise Cannot("one account for everybody")
