"""How people of the sandbox come to the bot on each messenger: by the very link that the bot gives out."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import parse_qs, urlsplit

from bot.settings import MAIN
from bot.world import TELEGRAM
from handlers.world import AccountKey
from sandbox.telegram import people as in_telegram
from sandbox.telegram.model import Chat, Person, Standing
from sandbox.world import World as Sandbox
from sandbox.zalo import people as in_zalo
from sandbox.zalo.model import Content
from sandbox.zalo.oa.account import OfficialAccount


class Door(Protocol):
    """`account` is ours as the bot knows it, `bot` as the page does; `messenger` is empty for the page's usual one."""

    account: AccountKey
    bot: str
    messenger: str

    def enter(self, person: Person, link: str) -> None: ...


class TelegramDoor:
    account: AccountKey = (TELEGRAM, MAIN)
    messenger = ""

    def __init__(self, sandbox: Sandbox, username: str) -> None:
        found = sandbox.bot_named(username)
        assert found
        self.bot = username
        self._sandbox = sandbox
        self._known = found

    def enter(self, person: Person, link: str) -> None:
        in_telegram.start(self._sandbox, self._known, person, _carried(link, "start"))

    def let_in(self, chat: Chat, person: Person, link: str) -> None:
        """A group's owner makes the bot an administrator there."""
        carried = _carried(link, "startgroup")
        in_telegram.let_in(self._sandbox, self._known, chat, person, Standing.ADMINISTRATOR, carried)


class ZaloDoor:
    """No link opens a chat with words in it: what the link says is pasted there."""

    def __init__(self, sandbox: Sandbox, account: AccountKey, key: str, messenger: str) -> None:
        self.account = account
        self.bot = key
        self.messenger = messenger
        self._sandbox = sandbox

    def enter(self, person: Person, link: str) -> None:
        chat = self._sandbox.zalo.accounts[self.bot].chat_with(person)
        if isinstance(chat.account, OfficialAccount) and not chat.follows:
            in_zalo.follow(self._sandbox, chat)
        in_zalo.say(self._sandbox, chat, Content(text=link))


def _carried(link: str, name: str) -> str:
    return parse_qs(urlsplit(link).query)[name][0]
