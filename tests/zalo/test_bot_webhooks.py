"""A bot's webhook: the secret, both shapes, the probe, and that what is not taken is lost."""

from __future__ import annotations

import json

import pytest

from tests.zalo.conftest import SECRET, Quarter, Receiver, until

HEADER = "x-bot-api-secret-token"


@pytest.fixture
async def hooked(quarter: Quarter, receiver: Receiver) -> Quarter:
    """The probe of the verification has come already."""
    result = await quarter.ask("setWebhook", url=receiver.url, secret_token=SECRET)
    assert result["verification"]["outcome"] == "webhook.ok"
    assert receiver.bodies.pop() == b""
    assert "content-type" not in receiver.headers.pop()
    return quarter


async def test_both_shapes(hooked: Quarter, receiver: Receiver) -> None:
    await hooked.act("send", text="một")
    await hooked.turn(webhook_shape="flat")
    await hooked.act("send", text="hai")
    await receiver.hears(2)
    wrapped, flat = (json.loads(body) for body in receiver.bodies)
    assert wrapped["result"]["message"]["text"] == "một"
    assert flat["message"]["text"] == "hai"
    assert receiver.headers[0][HEADER] == SECRET
    assert receiver.headers[0]["user-agent"].startswith("Java/")


async def test_wrong_and_missing_secrets(hooked: Quarter, receiver: Receiver) -> None:
    await hooked.turn(webhook_secret="wrong")
    await hooked.act("send", text="một")
    await receiver.hears(1)
    await hooked.turn(webhook_secret="missing")
    await hooked.act("knock", account="bot.thu")
    assert receiver.headers[0][HEADER] != SECRET
    assert HEADER not in receiver.headers[1]


async def test_what_is_not_taken_is_lost(hooked: Quarter, receiver: Receiver) -> None:
    receiver.answers = [503]
    await hooked.act("send", text="mất")
    await hooked.act("send", text="còn")
    await receiver.hears(2)
    assert [json.loads(body)["result"]["message"]["text"] for body in receiver.bodies] == ["mất", "còn"]
    await until(lambda: len(hooked.world.zalo.courier.deliveries) == 3)
    deliveries = (await hooked.look("deliveries", account="bot.thu"))["deliveries"]
    assert [it["status"] for it in deliveries[1:]] == [503, 200]


async def test_the_same_message_twice(hooked: Quarter, receiver: Receiver) -> None:
    await hooked.turn(duplicate_updates=1)
    await hooked.act("send", text="một")
    await receiver.hears(2)
    assert receiver.bodies[0] == receiver.bodies[1]


async def test_polling_under_a_webhook_is_silent_or_refused(hooked: Quarter) -> None:
    assert (await hooked.bot("getUpdates", timeout="0"))["error_code"] == 408
    await hooked.turn(polling_under_webhook="refused")
    assert (await hooked.bot("getUpdates", timeout="0"))["error_code"] == 400
    assert (await hooked.ask("deleteWebhook"))["url"] == ""
    await hooked.act("send", text="lại hỏi được")
    assert (await hooked.ask("getUpdates"))["message"]["text"] == "lại hỏi được"


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(403, "webhook.http.403"), (500, "webhook.http.5xx"), (301, "webhook.http.other"), (204, "webhook.ok")],
)
async def test_the_address_is_saved_whatever_comes_of_it(
    quarter: Quarter, receiver: Receiver, status: int, outcome: str
) -> None:
    receiver.answers = [status]
    result = await quarter.ask("setWebhook", url=receiver.url, secret_token=SECRET)
    assert result["verification"]["outcome"] == outcome
    assert (await quarter.ask("getWebhookInfo"))["url"] == receiver.url
    await quarter.turn(verification="webhook.err.tls")
    assert await quarter.ask("testWebhook") == {
        "ok": False,
        "url": receiver.url,
        "outcome": "webhook.err.tls",
        "hint": "",
    }


@pytest.mark.parametrize(
    ("url", "outcome"),
    [
        ("https://10.0.0.5/hook", "webhook.err.blocked"),
        ("https://xa.example.vn/hook", "webhook.err.unreachable"),
        ("http://127.0.0.1:9/hook", "webhook.err.conn"),
    ],
)
async def test_addresses_that_cannot_be_reached(quarter: Quarter, url: str, outcome: str) -> None:
    result = await quarter.ask("setWebhook", url=url, secret_token=SECRET)
    assert (result["url"], result["verification"]["outcome"]) == (url, outcome)
