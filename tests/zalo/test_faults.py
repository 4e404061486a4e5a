"""Ordered faults: refusals that look like success, answers that are none, and refusals after the deed."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.zalo.conftest import Quarter


async def met(quarter: Quarter) -> str:
    await quarter.act("send", text="Chào")
    return str((await quarter.ask("getUpdates"))["message"]["chat"]["id"])


@pytest.mark.parametrize("code", [400, 401, 403, 429])
async def test_codes_under_http_200(quarter: Quarter, code: int) -> None:
    chat = await met(quarter)
    await quarter.act("faults", method="sendMessage", code=code, description="Hỏng")
    assert await quarter.bot("sendMessage", chat_id=chat, text="một") == {
        "ok": False,
        "description": "Hỏng",
        "error_code": code,
    }
    assert (await quarter.bot("sendMessage", chat_id=chat, text="hai"))["ok"]


async def test_the_other_spelling_and_another_status(quarter: Quarter) -> None:
    await quarter.act("faults", method="testWebhook", code=426, spelling="errorCode")
    assert (await quarter.bot("testWebhook"))["errorCode"] == 426
    await quarter.act("faults", code=429, status=429, bot="bot.thu")
    answer = await quarter.client.post(f"/zalo-bot/bot{quarter.token}/getMe")
    assert (answer.status_code, answer.json()["error_code"]) == (429, 429)


async def test_an_error_that_delivered_all_the_same(quarter: Quarter) -> None:
    user, chat = await quarter.write(), await met(quarter)
    await quarter.act("faults", code=-200, anyway=True, method="v2.0/oa/message")
    await quarter.act("faults", code=403, anyway=True, method="sendMessage")
    body = {"recipient": {"user_id": user}, "message": {"text": "đã tới"}}
    assert (await quarter.oa("v2.0/oa/message", body))["error"] == -200
    assert (await quarter.bot("sendMessage", chat_id=chat, text="đã tới"))["error_code"] == 403
    for account in ("oa", "bot.thu"):
        assert "đã tới" in await quarter.look("transcript", account=account)


async def test_oauth_fails_as_http_200(quarter: Quarter) -> None:
    await quarter.act("faults", method="v4/oa/access_token", code=-14001, description="Hỏng")
    answer = await quarter.refresh(refresh_token=quarter.pair["refresh_token"])
    assert (answer["error"], answer["error_name"]) == (-14001, "Hỏng")
    assert (await quarter.refresh(refresh_token=quarter.pair["refresh_token"]))["access_token"]


@pytest.mark.parametrize(
    ("fault", "delivered"),
    [
        ({"malformed": True}, False),
        ({"malformed": True, "anyway": True}, True),
        ({"close": "before"}, False),
        ({"close": "after"}, True),
    ],
)
async def test_no_answer_and_no_json(world: World, fault: dict[str, Any], delivered: bool) -> None:
    async with serve(create_app(world)) as address, httpx.AsyncClient(base_url=address, trust_env=False) as client:
        quarter = await Quarter(world, client).found()
        chat = await met(quarter)
        await quarter.act("faults", **fault)
        try:
            answer = await client.post(
                f"/zalo-bot/bot{quarter.token}/sendMessage", json={"chat_id": chat, "text": "tới?"}
            )
            assert (answer.status_code, answer.text[:6]) == (502, "<html>")
        except httpx.TransportError:
            assert "close" in fault
        assert ("tới?" in await quarter.look("transcript")) is delivered


async def test_faults_are_listed_and_taken_back(quarter: Quarter) -> None:
    await quarter.act("faults", code=429, times=-1)
    assert len((await quarter.look("faults"))["faults"]) == 1
    await quarter.client.delete("/_sandbox/zalo/faults")
    assert (await quarter.bot("getMe"))["ok"]
