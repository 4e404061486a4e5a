"""Taking a webhook in, committed to the disk before it is confirmed, beside a bare route that only parses the JSON."""

from __future__ import annotations

import asyncio
import copy
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.figures import Line, Pace, Progress, Stopwatch
from bot.accounts import open_channels
from bot.app import App, open_app
from bot.clock import SystemClock
from bot.demo import zalo
from bot.settings import MAIN, Settings
from bot.words.i18n import Words
from bot.world import ZALO_BOT, ZALO_OA
from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from sandbox.zalo.oa.delivery import signature

ROUNDS, EACH, TOGETHER = 6, 192, 16  # of every route in turn: so many requests, so many of them at once
BARE = "/bare"
SECRET = "the-benchmark's-webhook-secret"
NOT_YET = 503

Json = dict[str, Any]
Bringing = tuple[bytes, dict[str, str]]

_RECORDED = Path(__file__).parents[1] / "tests" / "zalo_channels" / "payloads"
_BOT_EVENT: Json = json.loads((_RECORDED / "bot" / "text_wrapped.json").read_text("utf-8"))["update"]
_OA_EVENT: Json = json.loads((_RECORDED / "oa" / "text.json").read_text("utf-8"))["update"]


@dataclass(frozen=True)
class Hook:
    """One route, and what is brought to it: body and headers, never the same twice."""

    name: str
    path: str
    bring: Callable[[int], Bringing]


async def measure(folder: Path, progress: Progress) -> list[Line]:
    progress("webhooks")
    hooks = [
        Hook("Zalo Bot", f"{zalo.HOOKS}/{ZALO_BOT}/{MAIN}", _from_bot),
        Hook("Zalo OA", f"{zalo.HOOKS}/{ZALO_OA}/{MAIN}", _from_oa),
        Hook("bare", BARE, _from_bot),
    ]
    paces = {hook.name: Pace(together=TOGETHER) for hook in hooks}
    waits: dict[str, list[float]] = {hook.name: [] for hook in hooks}
    async with _served(folder / "webhooks") as (app, http):
        numbers = count()
        for _ in range(ROUNDS):
            for hook in hooks:
                paces[hook.name] += await _deliver(http, hook, numbers, waits[hook.name])
        assert await _kept(app) == 2 * ROUNDS * EACH  # otherwise the figures would be of something else
    return list(_lines(paces, waits))


def _lines(paces: dict[str, Pace], waits: dict[str, list[float]]) -> Iterator[Line]:
    """How many a second all together; p50 and p99 are of single requests among so many at once."""
    bare = paces["bare"]
    for name, pace in paces.items():
        beside = None if pace is bare else ("a bare route that parses the JSON", bare)
        what = (
            f"a webhook of {name} taken in, {TOGETHER} at once" if beside else f"a bare route, {TOGETHER} at once"
        )
        line, single = pace.line(what, beside=beside), Pace(waits[name])
        yield Line(
            what, line.value, line.unit, single.quantile(0.5), single.quantile(0.99), line.ratio, line.beside
        )


@asynccontextmanager
async def _served(folder: Path) -> AsyncIterator[tuple[App, httpx.AsyncClient]]:
    """Both accounts listen, and nobody works on what they take in. One server serves all three routes."""
    sandbox = World()
    zalo.add_accounts(sandbox, "Bench")
    web = create_app(sandbox)
    web.router.routes.insert(0, Route(BARE, _parse, methods=["POST"]))
    async with serve(web) as address:
        ready = _settings(folder, address)
        async with open_app(ready, open_channels(ready), SystemClock(), Words.load()) as app:
            await zalo.connect(app, sandbox, web, address)
            listening = [
                asyncio.create_task(channel.listen(app._accept_for(channel))) for channel in app.channels.values()
            ]
            async with httpx.AsyncClient(base_url=address, trust_env=False) as http:
                yield app, http
            for task in listening:
                task.cancel()
            await asyncio.wait(listening)


def _settings(folder: Path, address: str) -> Settings:
    bot = {"zalo_bot_mode": "webhook", "zalo_bot_webhook_secret": SECRET}
    return Settings.model_validate({**zalo.settings(address), **bot, "data": folder})


async def _parse(request: Request) -> Response:
    json.loads(await request.body())
    return Response()


async def _deliver(http: httpx.AsyncClient, hook: Hook, numbers: Iterator[int], waits: list[float]) -> Pace:
    """Always `TOGETHER` requests under way; each batch is timed, and each request in it."""
    watch = Stopwatch()
    for _ in range(EACH // TOGETHER):
        brought = [hook.bring(next(numbers)) for _ in range(TOGETHER)]
        with watch:
            waits += await asyncio.gather(*(_confirmed(http, hook.path, *one) for one in brought))
    return Pace(watch.seconds, TOGETHER)


async def _confirmed(http: httpx.AsyncClient, path: str, body: bytes, headers: dict[str, str]) -> float:
    before = time.perf_counter()
    while (await http.post(path, content=body, headers=headers)).status_code == NOT_YET:
        await asyncio.sleep(0.05)  # the channel does not listen yet
    return time.perf_counter() - before


async def _kept(app: App) -> int:
    async with app.database.transaction() as memory:
        return sum((await memory.inbox.counts()).values())


def _from_bot(number: int) -> Bringing:
    body = _body(_BOT_EVENT, lambda event: event["result"]["message"].update(message_id=f"{number:020x}"))
    return body, {"x-bot-api-secret-token": SECRET, "content-type": "application/json"}


def _from_oa(number: int) -> Bringing:
    stamp = str(int(SystemClock().now().timestamp() * 1000))

    def mark(event: Json) -> None:
        event["message"]["msg_id"] = f"{number:020x}"
        event["timestamp"] = stamp

    body = _body(_OA_EVENT, mark)
    mac = signature(zalo.OA_APP.id, body, stamp, zalo.OA_APP.webhook_key)
    return body, {"x-zevent-signature": f"mac={mac}", "content-type": "application/json"}


def _body(event: Json, mark: Callable[[Json], None]) -> bytes:
    fresh = copy.deepcopy(event)
    mark(fresh)
    return json.dumps(fresh, ensure_ascii=False).encode()
