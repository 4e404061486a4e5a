"""A channel and the sandbox it talks to over HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.base import Arrival, InboxUnavailable, Rendered, SendFailed
from bot.channels.telegram.channel import TelegramChannel, create
from domain.messaging.messages import Address
from sandbox.app import create_app
from sandbox.faults import Fault
from sandbox.realtime import RealTime
from sandbox.server import serve
from sandbox.telegram import people
from sandbox.telegram.model import Bot, Message, Person
from sandbox.world import World
from tests.oracle import Oracle

TOKEN = "123456789:AAFakeTokenForTestsOnly_0123456789abcde"


@dataclass
class Stage:
    """One bot, one citizen, one channel of ours; the oracle judges every request that the channel makes."""

    world: World
    root: str
    bot: Bot
    lan: Person
    channel: TelegramChannel

    @property
    def at(self) -> Address:
        return Address("telegram", "xa", str(self.lan.id))

    def says(self, text: str) -> None:
        people.say(
            self.world, self.world.private_chat(self.bot, self.lan), self.lan, people.Utterance(people.words(text))
        )

    def chat(self) -> list[Message]:
        """What the bot said to the citizen, in order."""
        said = self.world.private_chat(self.bot, self.lan).messages.values()
        return [message for message in said if message.author is self.bot]

    def fault(self, **fault: Any) -> None:
        self.world.faults.order(Fault(**fault))

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [request["parameters"] for request in self.world.show_requests(method)]


@dataclass
class Inbox:
    """Takes what arrives, and fails as often as it is told."""

    failures: int = 0
    batches: list[list[str]] = field(default_factory=list)
    arrivals: list[Arrival] = field(default_factory=list)

    async def accept(self, arrivals: Any) -> None:
        self.batches.append([one.update_id for one in arrivals])
        if self.failures:
            self.failures -= 1
            raise InboxUnavailable
        self.arrivals += arrivals


async def until(happened: Callable[[], Any], seconds: float = 10.0) -> None:
    """Waits for something that another task brings about."""
    async with asyncio.timeout(seconds):
        while not happened():
            await asyncio.sleep(0.005)


async def failure_of(stage: Stage, message: Rendered, at: Address | None = None) -> SendFailed:
    with pytest.raises(SendFailed) as caught:
        await stage.channel.send(at or stage.at, message)
    assert caught.value.__cause__ is None  # the library's error may hold what nobody should read
    return caught.value


@pytest.fixture(autouse=True)
def a_proxy_for_the_world_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing on this machine may go through it."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")


@pytest.fixture
async def stage() -> AsyncIterator[Stage]:
    world = World(RealTime())
    world.switches.limits = False
    world.observers.append(Oracle())
    bot = world.add_bot(TOKEN, "nhipdan_bot")
    lan = world.add_person("Lan")
    async with serve(create_app(world)) as root:
        channel = create(SecretStr(TOKEN), "xa", base_url=root)
        channel.wait = 1
        channel.limits = replace(channel.limits, same_chat_gap=0.0)
        people.start(world, bot, lan)
        yield Stage(world, root, bot, lan, channel)
        await channel.close()
        assert world.complaints == []
