"""A sandbox with one bot, one official account of a state agency, and one person, spoken to in-process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sandbox.app import create_app
from sandbox.server import running, serve
from sandbox.world import World
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.oa.account import OfficialAccount

TOKEN = "1234567:zalo-test_token"
APP = {"app_id": "50554360515256678", "app_secret": "APP-SECRET", "webhook_key": "OA-SECRET"}
SECRET = "only_we_know"

Json = dict[str, Any]


class Quarter:
    """The control API as `act(...)` and `look(...)`, the Bot Platform as `bot(...)`, the OpenAPI as `oa(...)`."""

    def __init__(self, world: World, client: httpx.AsyncClient) -> None:
        self.world, self.client = world, client
        self.token = TOKEN
        self.person = world.add_person("Hoa", "Trần").id
        self.pair: Json = {}

    async def found(self) -> Quarter:
        await self.act("bots", key="bot.thu", token=TOKEN, name="Bot thử")
        self.pair = await self.act("official-accounts", key="oa", name="UBND xã Mẫu", **APP)
        return self

    @property
    def the_bot(self) -> Bot:
        return self.world.zalo.bots[0]

    @property
    def the_oa(self) -> OfficialAccount:
        return self.world.zalo.official_accounts[0]

    async def act(self, what: str, **body: Any) -> Json:
        """Fails the test where a person could not do it."""
        named = {"account": "bot.thu", "person": self.person} if what in NAMING_BOTH else {}
        answer = await self.client.post(f"/_sandbox/zalo/{what}", json=named | body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def to_oa(self, what: str, **body: Any) -> Json:
        return await self.act(what, **({"account": "oa"} | body))

    async def turn(self, **switches: Any) -> None:
        for name, value in switches.items():
            await self.act("switch", name=name, value=value)

    async def look(self, what: str, **query: Any) -> Any:
        named = {"account": "bot.thu", "person": self.person} if what in ("chat", "transcript") else {}
        answer = await self.client.get(f"/_sandbox/zalo/{what}", params=named | query)
        return answer.json() if "json" in answer.headers["content-type"] else answer.text

    async def bot(self, method: str, **parameters: Any) -> Json:
        """The whole envelope, which comes under HTTP 200 whatever it says."""
        answer = await self.client.post(f"/zalo-bot/bot{self.token}/{method}", json=parameters)
        assert answer.status_code == 200
        return dict(answer.json())

    async def ask(self, method: str, **parameters: Any) -> Any:
        envelope = await self.bot(method, **parameters)
        assert envelope["ok"], envelope
        return envelope["result"]

    async def oa(self, path: str, body: Json | None = None, **more: Any) -> Json:
        """The whole answer; `more` goes to httpx."""
        headers = {"access_token": self.pair["access_token"]}
        more = {"json": body} | more if body is not None else more
        method = "POST" if more.keys() & {"json", "files", "data"} else "GET"
        answer = await self.client.request(method, f"/zalo-oa/{path}", headers=headers, **more)
        assert answer.status_code == 200
        return dict(answer.json())

    async def refresh(self, **form: Any) -> Json:
        form = {"grant_type": "refresh_token", "app_id": APP["app_id"]} | form
        headers = {"secret_key": APP["app_secret"]}
        answer = await self.client.post("/zalo-oauth/v4/oa/access_token", data=form, headers=headers)
        assert answer.status_code == 200
        return dict(answer.json())

    async def write(self, text: str = "Chào") -> str:
        """The person writes to the official account, which learns what to call them."""
        await self.to_oa("send", text=text)
        return self.the_oa.chat_with(self.world.people[self.person]).id


NAMING_BOTH = ("send", "press", "follow", "unfollow", "window")


@dataclass
class Receiver:
    """Answers with the statuses in `answers`, then 200; remembers what came."""

    url: str = ""
    answers: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    slow: float = 0.0

    async def take(self, request: Request) -> Response:
        self.bodies.append(await request.body())
        self.headers.append(dict(request.headers))
        await asyncio.sleep(self.slow)
        return Response(status_code=self.answers.pop(0) if self.answers else 200)

    async def hears(self, count: int) -> None:
        await until(lambda: len(self.bodies) >= count)


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(40):
        while not done():
            await asyncio.sleep(0.005)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
async def quarter(world: World) -> AsyncIterator[Quarter]:
    transport = httpx.ASGITransport(create_app(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        yield await Quarter(world, client).found()
        await world.close()


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    it = Receiver()
    async with running(Starlette(routes=[Route("/hook", it.take, methods=["POST"])])) as address:
        it.url = f"{address}/hook"
        yield it


@pytest.fixture
async def served(world: World) -> AsyncIterator[Quarter]:
    """The same over TCP, for clients of other people's."""
    async with serve(create_app(world)) as address, httpx.AsyncClient(base_url=address, trust_env=False) as client:
        yield await Quarter(world, client).found()
