"""One commune's page as a channel: `WebChannel` is what the rest of the process knows of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog
from starlette.routing import Route

from bot.channels.base import (
    Accept,
    Allowance,
    Caps,
    Document,
    Limits,
    Rendered,
    SendFailed,
    Sent,
    Why,
)
from bot.channels.plain import Plain
from bot.channels.web import arrivals
from bot.channels.web.desk import Desk
from bot.channels.web.flood import Flood
from bot.channels.web.routes import routes
from bot.channels.web.uploads import Uploads
from bot.channels.web.visits import Visits
from bot.hosting import House
from domain.messaging.messages import Address, FileRef, Inbound

log = structlog.get_logger(__name__)

_TIDY_EVERY = 3600.0  # seconds
_LARGEST_CARRIED = 5_000_000  # bytes


class WebChannel(Plain):
    """Implements `bot.channels.base.Channel` and `bot.hosting.Hosted`. The account is the commune's id: a browser
    has one conversation with each commune, and none of them knows of another."""

    name = arrivals.NAME
    _house: House
    _desk: Desk
    limits = Limits(per_second=500, same_chat_gap=0, group_per_minute=1, group_gap=0, in_flight=8)
    allowance = Allowance()

    def __init__(self, commune: str, uploads: Path, flood: Flood) -> None:
        self.account = commune
        self.caps = Caps(
            buttons=True,
            edits=True,
            files=True,
            max_text=100_000,
            max_caption=100_000,
            max_download=2**40,  # what was too big was refused before it was here
            commands=False,
            resends=False,
            pushes=False,
            carries=_carries,
        )
        self.flood = flood
        self._uploads = Uploads(uploads / commune)
        self._visits: Visits | None = None

    def move_in(self, house: House) -> None:
        self._house = house
        self._desk = Desk(self.account, house, self._uploads)

    async def listen(self, accept: Accept) -> None:
        seals = self._desk.seals()
        self._desk.open(accept)
        self._visits = Visits(self._house, self._desk, seals, self._uploads, self.flood)
        try:
            while True:
                await self._tidy()
                await asyncio.sleep(_TIDY_EVERY)
        finally:
            self._visits = None
            self._desk.close()

    def conversation_of(self, raw: str) -> str:
        return arrivals.conversation_of(raw)

    def decode(self, raw: str) -> Inbound:
        return arrivals.decode(raw, self.account)

    async def send(self, to: Address, message: Rendered) -> Sent:
        """It arrives when it is kept for the page. Nobody can tell when it is read."""
        with _surely_not_said():
            return Sent((str(await self._desk.say(to.chat, message)),))

    async def edit(self, to: Address, message_id: str, message: Rendered) -> None:
        with _surely_not_said():
            stands = await self._desk.change(to.chat, int(message_id), message)
        if not stands:
            raise SendFailed(Why.CARD_LOST, "it was answered, and is off the page")

    def download(self, file: FileRef) -> AsyncIterator[bytes]:
        return self._uploads.download(file)

    async def discard(self, file: FileRef) -> None:
        """It is kept elsewhere, locked."""
        await self._uploads.discard(file)

    async def link(self, payload: str, *, group: bool = False) -> str:
        """The page's path: which address leads to it from outside, only the server in front knows."""
        return f"/{self.account}"

    def routes(self, path: str) -> list[Route]:
        """At the root, where people can type it."""
        return routes(f"/{self.account}", lambda: self._visits, self._house.words)

    async def close(self) -> None:
        """There is nothing to close."""

    async def _tidy(self) -> None:
        try:
            await self._desk.tidy()
        except Exception:
            log.exception("web.not_tidied", account=self.account)


def _carries(document: Document) -> bool:
    return document.size <= _LARGEST_CARRIED


@contextmanager
def _surely_not_said() -> Iterator[None]:
    """What could not be kept was not said: it may be said again."""
    try:
        yield
    except Exception as error:
        raise SendFailed(Why.LATER, f"the page could not be written: {type(error).__name__}") from error
