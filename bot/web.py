"""The process's own web endpoint: is it alive, the webhooks of the messengers, and the web form."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.app import App
from bot.channels.web.channel import WebChannel
from bot.channels.web.front import Front
from bot.feed import CalendarFeed
from bot.hosting import House
from bot.settings import Settings


def create_web(app: App) -> Starlette:
    hooks = [
        route
        for channel in app.channels.values()
        for route in channel.routes(f"/{channel.name}/{channel.account}")
    ]
    return Starlette(routes=[Route("/healthz", _healthy), *hooks, *_calendars(app), *_front(app)])


def _calendars(app: App) -> list[Route]:
    """Only where the world can come to them."""
    if not app.world.public_url:
        return []
    return CalendarFeed(app.world, app.database, app.words, app.files, app.clock).routes()


def _front(app: App) -> list[Route]:
    """What the communes' pages have in common, if there are any."""
    pages = [channel for channel in app.channels.values() if isinstance(channel, WebChannel)]
    if not pages:
        return []
    house = House(app.world, app.database, app.words, app.clock, app.keys)
    return Front(house, pages[0].flood, [page.account for page in pages]).routes()


async def _healthy(request: Request) -> Response:
    return PlainTextResponse("ok")


class _Server(uvicorn.Server):
    """Leaves the signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@asynccontextmanager
async def serving(app: App, settings: Settings) -> AsyncIterator[None]:
    """Serves while the block runs, if a port is set."""
    if settings.port is None:
        yield
        return
    config = uvicorn.Config(
        create_web(app),
        host=settings.host,
        port=settings.port,
        access_log=False,  # its lines would hold what people sent
        log_config=None,
        lifespan="off",
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve())
    try:
        yield
    finally:
        server.should_exit = True
        await task
