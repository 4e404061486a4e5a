"""Webhooks: order within a lane, patience with a failing receiver, and what is dropped."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.server import running
from sandbox.world import World
from tests.sandbox.conftest import Town

SECRET = "only_we_know"


class Receiver:
    """Answers with what is next in `answers`, then 200; remembers what came."""

    def __init__(self) -> None:
        self.url = ""
        self.answers: list[Response] = []
        self.came: list[dict[str, Any]] = []
        self.secrets: set[str] = set()

    async def take(self, request: Request) -> Response:
        self.came.append(await request.json())
        self.secrets.add(request.headers["x-telegram-bot-api-secret-token"])
        return self.answers.pop(0) if self.answers else Response()

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.came]


@pytest.fixture
async def receiver(world: World) -> AsyncIterator[Receiver]:
    world.real.scale = 0.01  # a second of waiting lasts 10 ms; an answer may take 600 ms
    it = Receiver()
    async with running(Starlette(routes=[Route("/hook", it.take, methods=["POST"])])) as address:
        it.url = f"{address}/hook"
        yield it
        await world.close()


@pytest.fixture
async def hooked(town: Town, receiver: Receiver) -> Town:
    await town.ask("setWebhook", url=receiver.url, secret_token=SECRET)
    return town


async def until(done: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not done():
            await asyncio.sleep(0.005)


async def test_updates_arrive_with_the_secret_in_order(hooked: Town, receiver: Receiver) -> None:
    for text in ("một", "hai", "ba"):
        await hooked.act("send", text=text)
    await until(lambda: len(receiver.came) == 3)
    assert receiver.texts() == ["một", "hai", "ba"]
    assert receiver.secrets == {SECRET}
    await until(lambda: not hooked.bot.queue.waiting())


async def test_what_waited_before_arrives_too(town: Town, receiver: Receiver) -> None:
    await town.act("send", text="sớm")
    await town.ask("setWebhook", url=receiver.url, secret_token=SECRET)
    await until(lambda: receiver.texts() == ["sớm"])


async def test_a_failing_receiver_gets_it_again_before_anything_else(hooked: Town, receiver: Receiver) -> None:
    receiver.answers = [Response(status_code=503), Response(status_code=500)]
    await hooked.act("send", text="một")
    await hooked.act("send", text="hai")
    await until(lambda: len(receiver.came) == 4)
    assert receiver.texts() == ["một", "một", "một", "hai"]
    info = await hooked.ask("getWebhookInfo")
    assert info["last_error_message"] == "Wrong response from the webhook: 500 Internal Server Error"


async def test_a_press_overtakes_a_message_that_waits(hooked: Town, receiver: Receiver) -> None:
    keyboard = {"inline_keyboard": [[{"text": "Nhận", "callback_data": "x"}]]}
    await hooked.act("start")
    await until(lambda: len(receiver.came) == 1)
    card = await hooked.ask("sendMessage", chat_id=hooked.person, text="Phiếu", reply_markup=keyboard)
    receiver.answers = [Response(status_code=503, headers={"retry-after": "3600"})]
    await hooked.act("send", text="chậm")
    await until(lambda: len(receiver.came) == 2)
    await hooked.act("press", message_id=card["message_id"])
    await until(lambda: len(receiver.came) == 3)
    assert "callback_query" in receiver.came[-1]
    await until(lambda: len(hooked.bot.queue.waiting()) == 1)  # the press is done with once its answer is back
    assert (await hooked.ask("getWebhookInfo"))["pending_update_count"] == 1


async def test_what_would_be_tried_after_its_death_is_dropped(hooked: Town, receiver: Receiver) -> None:
    await hooked.act("start")
    keyboard = {"inline_keyboard": [[{"text": "Nhận", "callback_data": "x"}]]}
    card = await hooked.ask("sendMessage", chat_id=hooked.person, text="Phiếu", reply_markup=keyboard)
    await until(lambda: not hooked.bot.queue.waiting())
    receiver.answers = [Response(status_code=503, headers={"retry-after": "151"})]
    await hooked.act("press", message_id=card["message_id"])
    await until(lambda: not hooked.bot.queue.waiting())
    assert len(receiver.came) == 2


async def test_a_receiver_gone_for_a_day_is_forgotten(hooked: Town, receiver: Receiver) -> None:
    receiver.answers = [Response(status_code=410) for _ in range(10_000)]  # however often it is tried
    await hooked.act("send", text="một")
    webhook = hooked.world.webhooks[hooked.bot.id]
    await until(lambda: bool(webhook.last_error))  # the answer has arrived, not only the request
    await asyncio.sleep(0.1)  # the refusal is noted once its answer has come back
    hooked.world.real.skip(23 * 3600 + 1)
    await until(lambda: not hooked.world.webhooks)
    assert (await hooked.ask("getWebhookInfo"))["url"] == ""


async def test_an_answer_may_hold_a_request(hooked: Town, receiver: Receiver) -> None:
    receiver.answers = [JSONResponse({"method": "sendMessage", "chat_id": hooked.person, "text": "đáp"})]
    await hooked.act("send", text="hỏi")
    await until(lambda: len(hooked.world.requests) == 2)
    assert (await hooked.chat())["messages"][-1]["text"] == "đáp"


async def test_the_switch_holds_everything_back(hooked: Town, receiver: Receiver) -> None:
    await hooked.act("switch", name="webhook_silence", value=1_000_000)
    await hooked.act("send", text="kẹt")
    await asyncio.sleep(0.05)
    assert receiver.came == []


async def test_setting_twice_within_a_second_is_too_much(hooked: Town, receiver: Receiver) -> None:
    hooked.world.real.scale = 1.0
    hooked.bot.queue.hook_set_at = hooked.world.real.now()
    refusal = await hooked.call("setWebhook", url=receiver.url)
    assert refusal["error_code"] == 429
    assert (await hooked.ask("setWebhook", url="")) is True
    assert (await hooked.ask("getWebhookInfo"))["url"] == ""
