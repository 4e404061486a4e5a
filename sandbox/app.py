"""The sandbox as one application: Telegram's Bot API, both of Zalo's interfaces, the control API, the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from sandbox.control import routes as control
from sandbox.control.zalo import routes as zalo_control
from sandbox.telegram import http as telegram
from sandbox.timekeeper import Timekeeper
from sandbox.world import World
from sandbox.zalo import media
from sandbox.zalo.bot import http as zalo_bot
from sandbox.zalo.oa import http as zalo_oa

PAGE = Path(__file__).parent / "page"

Cast = Callable[[], Awaitable[dict[str, Any]]]


def create_app(
    world: World,
    *,
    timekeeper: Timekeeper | None = None,
    cast: Cast | None = None,
    ready: Callable[[], bool] = lambda: True,
) -> Starlette:
    """`timekeeper` replaces the world's clock; `cast` tells the page which communes and persons to show; until
    `ready`, /healthz answers 503."""
    if timekeeper:
        world.timekeeper = timekeeper
    pages = [
        Route("/healthz", _healthy),
        Route("/", _index),
        Mount("/page", StaticFiles(directory=PAGE, check_dir=False)),
    ]
    zalo = [*zalo_bot.routes(), *zalo_oa.routes(), *media.routes(), *zalo_control.routes()]
    app = Starlette(routes=[*telegram.routes(), *zalo, *control.routes(), *pages])
    app.state.world, app.state.cast, app.state.ready = world, cast, ready
    return app


async def _healthy(request: Request) -> Response:
    return PlainTextResponse("ok") if request.app.state.ready() else PlainTextResponse("not yet", status_code=503)


async def _index(request: Request) -> Response:
    index = PAGE / "index.html"
    return FileResponse(index) if index.exists() else PlainTextResponse("The sandbox is running.")
