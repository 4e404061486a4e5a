"""A bot that speaks by nothing but its web form, over a real database, and browsers to visit it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette

from bot.accounts import open_channels
from bot.app import App, open_app
from bot.channels.web.channel import WebChannel
from bot.channels.web.flood import Flood
from bot.clock import MovableClock
from bot.settings import Settings
from bot.web import create_web
from bot.words.i18n import Words
from domain.people.roles import Member, Role
from tests.web_form.browser import Browser

HERE, THERE = "nghi-duong", "ha-dong"


@dataclass
class Site:
    """One process after another over the same data."""

    data: Path
    clock: MovableClock = field(default_factory=MovableClock)
    app: App = field(init=False)
    web: Starlette = field(init=False)
    _browsers: list[httpx.AsyncClient] = field(default_factory=list)
    _running: AsyncExitStack = field(default_factory=AsyncExitStack)

    @property
    def settings(self) -> Settings:
        return Settings(_env_file=None, data=self.data, web_form=True, port=1, communes=(HERE, THERE))  # type: ignore[call-arg]

    async def start(self) -> None:
        await self._running.enter_async_context(self._run())

    async def stop(self) -> None:
        await self._running.aclose()

    @asynccontextmanager
    async def _run(self) -> AsyncIterator[None]:
        channels = open_channels(self.settings)
        async with open_app(self.settings, channels, self.clock, Words.load(strict=True)) as self.app:
            self.web = create_web(self.app)
            running = asyncio.create_task(self.app.run())
            await self._open()
            try:
                yield
            finally:
                self.app.stop()
                await running

    async def _open(self) -> None:
        async with self.client() as http:
            for commune in (HERE, THERE):
                while (await http.get(f"/{commune}")).status_code == 503:
                    await asyncio.sleep(0.01)

    def client(self, address: str = "203.0.113.7", scheme: str = "http") -> httpx.AsyncClient:
        async def web(scope: object, receive: object, send: object) -> None:
            await self.web(scope, receive, send)  # type: ignore[arg-type]

        transport = httpx.ASGITransport(web, client=(address, 40_000))
        made = httpx.AsyncClient(transport=transport, base_url=f"{scheme}://xa.example", follow_redirects=True)
        self._browsers.append(made)
        return made

    async def visit(self, commune: str = HERE, **where: str) -> Browser:
        browser = Browser(self.client(**where), f"/{commune}")
        await browser.open()
        return browser

    def flood(self, flood: Flood) -> None:
        """Other dams from now on."""
        for channel in self.app.channels.values():
            assert isinstance(channel, WebChannel)
            channel.flood = flood
            assert channel._visits
            channel._visits._flood = flood

    async def appoint(self, browser: Browser, role: Role) -> None:
        """Whoever is at this browser."""
        await browser.send("Xin chào.")
        [(person,)] = await self.rows("SELECT max(id) FROM persons")
        assert isinstance(person, int)
        async with self.app.database.transaction() as memory:
            office = self.app.world.plans[HERE].petitions.office
            memory.people.appoint(person, Member(HERE, office, role), self.clock.now())

    async def rows(self, sql: str) -> list[tuple[object, ...]]:
        async with self.app.database.transaction() as memory:
            return [tuple(row) for row in await memory._session.rows(sql)]

    async def tidy(self) -> None:
        """What happens every hour."""
        await self.app.timetable.tidy()
        for channel in self.app.channels.values():
            assert isinstance(channel, WebChannel)
            await channel._desk.tidy()

    async def close(self) -> None:
        for browser in self._browsers:
            await browser.aclose()
        await self.stop()


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Site]:
    made = Site(tmp_path)
    await made.start()
    yield made
    await made.close()


@pytest.fixture
def remembered(site: Site) -> Callable[[str], bool]:
    """Whether these words stand anywhere in what the process keeps."""

    def found(words: str) -> bool:
        return any(words.encode() in file.read_bytes() for file in site.data.rglob("*") if file.is_file())

    return found
