"""A sandbox with one bot and one person in it, spoken to in-process; the oracle listens and must stay content."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from sandbox.app import create_app
from sandbox.world import World
from tests.oracle import Oracle

TOKEN = "810:test-token_of_one_bot"


class Town:
    """The Bot API as `bot(...)`, the control API as `act(...)` and `look(...)`."""

    def __init__(self, world: World, client: httpx.AsyncClient) -> None:
        self.world = world
        self.client = client
        self.token = TOKEN
        self.bot = world.add_bot(TOKEN, "thu_bot", "Bot thử")
        self.person = world.add_person("Hoa", "Trần").id

    async def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The whole envelope."""
        answer = await self.client.post(f"/bot{self.token}/{method}", json=parameters)
        envelope: dict[str, Any] = answer.json()
        assert answer.status_code == envelope.get("error_code", 200)
        return envelope

    async def ask(self, method: str, **parameters: Any) -> Any:
        """The result; fails the test on a refusal."""
        envelope = await self.call(method, **parameters)
        assert envelope["ok"], envelope
        return envelope["result"]

    async def refused(self, method: str, **parameters: Any) -> str:
        """The description of the refusal."""
        envelope = await self.call(method, **parameters)
        assert not envelope["ok"], envelope
        return str(envelope["description"])

    async def act(self, what: str, **body: Any) -> dict[str, Any]:
        """As a person, the test's own unless another is named."""
        named = {"bot": "thu_bot", "person": self.person} if what in NAMING_BOTH else {}
        answer = await self.client.post(f"/_sandbox/{what}", json=named | body)
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    async def look(self, what: str, **query: Any) -> Any:
        answer = await self.client.get(f"/_sandbox/{what}", params=query)
        return answer.json() if "json" in answer.headers["content-type"] else answer.text

    async def chat(self, **query: Any) -> Any:
        return await self.look("chat", **({"bot": "thu_bot", "person": self.person} | query))

    async def updates(self, offset: int = 0) -> list[dict[str, Any]]:
        """All that wait, without the server's impatience rules."""
        return [item.body for item in self.bot.queue.waiting() if item.update_id >= offset]

    async def kinds(self) -> list[str]:
        return [next(k for k in update if k != "update_id") for update in await self.updates()]


NAMING_BOTH = ("send", "start", "press", "edit", "delete", "block", "unblock")


@pytest.fixture
def world() -> World:
    world = World()
    world.observers.append(Oracle())
    return world


@pytest.fixture
async def town(world: World) -> AsyncIterator[Town]:
    transport = httpx.ASGITransport(create_app(world))
    async with httpx.AsyncClient(transport=transport, base_url="http://sandbox") as client:
        yield Town(world, client)
        await world.close()
    assert world.complaints == []


@pytest.fixture
async def met(town: Town) -> Town:
    """The person has pressed Start; nothing is waiting."""
    await town.act("start")
    town.bot.queue.clear()
    return town
