"""The webhook's answers, as a table."""

from __future__ import annotations

import asyncio
import json

import httpx
import pytest
from pydantic import SecretStr
from starlette.applications import Starlette

from bot.channels.receiving import MAX_BODY
from bot.channels.telegram.channel import create
from bot.channels.telegram.webhook import receiver
from tests.channels.conftest import TOKEN, Inbox, Stage, until

SECRET = "s3cret-of-the-webhook"
GOOD = json.dumps({"update_id": 5, "message": {"message_id": 1, "date": 0, "chat": {"id": 7, "type": "private"}}})
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def answer(body: bytes, headers: dict[str, str], inbox: Inbox | None) -> httpx.Response:
    webhook = receiver("xa", SecretStr(SECRET))
    app = Starlette(routes=[webhook.route("/in")])
    listening = asyncio.create_task(webhook.listen(inbox.accept)) if inbox else None
    await asyncio.sleep(0)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
        response = await client.post("/in", content=body, headers=headers)
    if listening:
        listening.cancel()
    return response


@pytest.mark.parametrize(
    ("body", "secret", "status"),
    [
        (GOOD, SECRET, 200),
        (GOOD, None, 403),
        (GOOD, "wrong", 403),
        (GOOD, SECRET + "x", 403),
        ("x" * (MAX_BODY + 1), "wrong", 403),  # the secret comes before the body
        ("x" * (MAX_BODY + 1), SECRET, 413),
        ("", SECRET, 400),
        ("{", SECRET, 400),
        ("[" * 20_000, SECRET, 400),
        ("[1]", SECRET, 400),
        ("{}", SECRET, 400),
        ('{"update_id": "5"}', SECRET, 400),
        ('{"update_id": true}', SECRET, 400),
        ('{"update_id": 6, "telepathy": 1}', SECRET, 200),  # an unknown kind is stored like any other
    ],
)
async def test_the_table(body: str, secret: str | None, status: int) -> None:
    inbox = Inbox()
    response = await answer(body.encode(), {HEADER: secret} if secret else {}, inbox)
    assert response.status_code == status
    assert response.content == b""
    assert len(inbox.arrivals) == (status == 200)


async def test_a_body_that_is_no_utf8_is_not_telegrams() -> None:
    assert (await answer(b"\xff\xfe", {HEADER: SECRET}, Inbox())).status_code == 400


@pytest.mark.parametrize("inbox", [Inbox(failures=1), None], ids=["cannot be written", "nobody listens yet"])
async def test_an_inbox_that_is_not_there_asks_telegram_to_come_again(inbox: Inbox | None) -> None:
    response = await answer(GOOD.encode(), {HEADER: SECRET}, inbox)
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")


async def test_an_account_with_a_webhook_does_not_poll(stage: Stage) -> None:
    channel = create(SecretStr(TOKEN), "xa", base_url=stage.root, webhook=SecretStr(SECRET))
    assert channel.route("/in/xa").path == "/in/xa"
    listening = asyncio.create_task(channel.listen(Inbox().accept))
    await until(lambda: stage.calls("getMe"))
    await asyncio.sleep(0.05)
    listening.cancel()
    assert not stage.calls("getUpdates")
    await channel.close()


async def test_an_operator_sets_and_removes_the_webhook(stage: Stage) -> None:
    await stage.channel.set_webhook("http://127.0.0.1:9/in", SecretStr(SECRET))
    await stage.channel.delete_webhook()
    (asked,) = stage.calls("setWebhook")
    assert (asked["secret_token"], asked["url"]) == (SECRET, "http://127.0.0.1:9/in")
    assert stage.calls("deleteWebhook")[0].get("drop_pending_updates") in (None, False, "false")
    with pytest.raises(ValueError, match="has no webhook"):
        stage.channel.route("/in")
