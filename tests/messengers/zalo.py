"""Zalo in the sandbox, its Bot Platform and an Official Account: people write, and choose by what the lists say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import Response
from starlette.routing import Router
from starlette.types import Receive, Scope, Send

from bot.channels.base import Channel
from bot.keys import keys_of
from bot.vault import StoredVault
from bot.world import ZALO_BOT, ZALO_OA
from sandbox.control.zalo import acting, bodies
from sandbox.server import running
from sandbox.world import World as Sandbox
from sandbox.zalo.model import Chat, Message
from sandbox.zalo.oa.account import Hook, OfficialAccount
from storage.database import Database
from storage.messaging.tokens import TokenPair
from tests.messengers import Ability, Cannot
from tests.messengers.lists import Shown, shown
from tests.messengers.telegram import MAIN, OWN

if TYPE_CHECKING:
    from tests.town import Person, Town

HELLO = "Xin chào"
"""There is no start button: who comes without a word says this."""
TOKENS = {MAIN: "4444:a-zalo-token-of-the-stories", OWN: "4445:another-zalo-token-of-the-stories"}
APP_IDS, APP_SECRET, WEBHOOK_KEY = {MAIN: "4455", OWN: "4456"}, "the-apps-secret", "the-webhooks-key"
_KINDS = {"photo": "photo", "voice": "voice", "document": "file", "sticker": "sticker", "text": "text"}
_TOLD = ("caption", "file_name", "file_base64", "size", "location")
_RETRIES = 0.002  # of the ladder's pauses, of which the first is 30 seconds


class Zalo:
    """What both of Zalo's interfaces share; half of a `Messenger`."""

    channel = ""
    able: frozenset[Ability] = frozenset()

    def __init__(self, hosts: tuple[str, ...] = ("127.0.0.1",)) -> None:
        self._hosts = hosts
        self._own = ""

    @property
    def accounts(self) -> tuple[str, ...]:
        """Ours: the one for everybody, and the one that a commune may have for itself."""
        return (MAIN, OWN) if self._own else (MAIN,)

    def key(self, account: str) -> str:
        """The account's in the sandbox."""
        return self.channel if account == MAIN else f"{self.channel}.{account}"

    def owning(self, folder: Path, **secrets: str) -> dict[str, Any]:
        """The setting that names the commune's own account, if there is one."""
        if not self._own:
            return {}
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / "accounts.toml"
        said = "".join(f'{key} = "{value}"\n' for key, value in secrets.items())
        file.write_text(f'[{self.channel}.{OWN}]\ncommunes = ["{self._own}"]\n{said}', "utf-8")
        file.chmod(0o600)
        return {"accounts": file}

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
        return sandbox.zalo.accounts[self.key(person.account)].chat_with(sandbox.people[person.id])

    def _send_one(self, person: Person, thing: dict[str, Any]) -> None:
        kinds = [name for name in _KINDS if thing.get(name)]
        if not kinds and not thing.get("location"):
            raise Cannot(f"no such thing on {self.channel}: {thing}")
        given = {_KINDS[name]: thing[name] for name in kinds} | {
            name: thing[name] for name in _TOLD if name in thing
        }
        if given.get("sticker"):
            given["sticker"] = "46979"
        acting.send(person.town.sandbox, bodies.Send(account=self.key(person.account), person=person.id, **given))

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
        self._own = own
        for account in self.accounts:
            body = bodies.NewBot(key=self.key(account), token=TOKENS[account], name="Bot Nhịp Dân")
            acting.add_bot(sandbox, body)
        self._bots = sandbox.zalo.bots

    def settings(self, address: str, folder: Path) -> dict[str, Any]:
        return self.owning(folder, token=TOKENS[OWN]) | {
            "zalo_bot_token": TOKENS[MAIN],
            "zalo_bot_api_base": f"{address}/zalo-bot",
            "zalo_media_hosts": self._hosts,
            "zalo_max_text": 2000,
        }

    @asynccontextmanager
    async def served(self, town: Town) -> AsyncIterator[None]:
        yield

    def closed(self) -> None:
        """A poll that nobody listens to any more would swallow the next message."""
        for bot in self._bots:
            bot.close()

    def at_rest(self, sandbox: Sandbox) -> bool:
        """It polls again only when it has kept what it was given."""
        return all(not bot.waiting and bot.polls > 0 for bot in self._bots)


class ZaloOa(Zalo):
    """Implements `Messenger`: a state agency's account, with buttons for what is few enough."""

    channel = ZALO_OA
    able = frozenset({Ability.BLOCKING, Ability.PINS, Ability.DOCUMENTS})

    def settle(self, sandbox: Sandbox, own: str) -> None:
        self._own, self._first_pairs = own, {}
        for account in self.accounts:
            body = bodies.NewOfficialAccount(
                key=self.key(account),
                name="Nhịp Dân",
                app_id=APP_IDS[account],
                app_secret=APP_SECRET,
                webhook_key=WEBHOOK_KEY,
            )
            self._first_pairs[account] = acting.add_official_account(sandbox, body)
        sandbox.zalo.switches.retry_scale = _RETRIES
        sandbox.zalo.switches.windows = False

    def settings(self, address: str, folder: Path) -> dict[str, Any]:
        own = self.owning(folder, app_id=APP_IDS[OWN], app_secret=APP_SECRET, secret_key=WEBHOOK_KEY)
        return own | {
            "zalo_oa_app_id": APP_IDS[MAIN],
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
            channels = town.app.channels.values() if town.is_open else ()
            routes = [route for channel in channels for route in channel.routes(f"/{channel.account}")]
            await (Router(routes) if routes else Response(status_code=502))(scope, receive, send)

        async with running(deliver) as address:
            for account in self.accounts:
                official = town.sandbox.zalo.accounts[self.key(account)]
                assert isinstance(official, OfficialAccount)
                official.hook = Hook(f"{address}/{account}")
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
        place = bodies.Place(account=self.key(person.account), person=person.id)
        (acting.unfollow if blocks else acting.follow)(person.town.sandbox, place)

    def choose(self, person: Person, label: str, within: str) -> None:
        """By its button, if it has one: that comes back as words."""
        for message in reversed(self.heard(person)):
            titles = [button["title"] for button in message.buttons]
            near = [title for title in titles if label in title]
            if near and within in message.content.text:
                column = titles.index(label if label in titles else near[0])
                body = bodies.Press(
                    account=self.key(person.account), person=person.id, message_id=message.number, column=column
                )
                acting.press(person.town.sandbox, body)
                return
            if any(label in shown_as for shown_as, _ in _shown(message).choices):
                break
        super().choose(person, label, within)

    def at_rest(self, sandbox: Sandbox) -> bool:
        """Nothing is on its way, or waits for another attempt."""
        return not sandbox.zalo.courier.busy

    async def _consent(self, town: Town, now: datetime) -> None:
        database = await Database.open(town.settings.database)
        for account, given in self._first_pairs.items():
            pair = TokenPair(given["access_token"], given["refresh_token"], now, now + timedelta(hours=25))
            await StoredVault(database, keys_of(town.settings), self.channel, account).keep(pair)
        await database.close()
