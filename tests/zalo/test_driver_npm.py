"""Conformance: the npm package @openclaw/zalo drives the sandbox, unmodified but for the address. It sends JSON, and
raises on `ok: false`. What it imports of its host program is stood in for (npm/stand-in.mjs)."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, NoReturn

import pytest

from tests.zalo.conftest import SECRET, Quarter

FOLDER = Path(__file__).parent / "npm"
INSTALL = ["npm", "install", "--ignore-scripts", "--no-package-lock", "--no-audit", "--no-fund"]


def missing(what: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what}: .ci/run must see to it")
    pytest.skip(what)


@pytest.fixture(scope="module")
def node() -> str:
    """The path of Node, beside which the package is installed."""
    found = shutil.which("node")
    if not found or not shutil.which("npm"):
        missing("Node.js or npm is missing: apt-get install nodejs npm")
    if not (FOLDER / "node_modules/@openclaw/zalo").exists():
        done = subprocess.run(INSTALL, cwd=FOLDER, capture_output=True, text=True, check=False)
        if done.returncode:
            missing(f"npm could not install the package: {done.stderr.strip()[-300:]}")
    return found


class Stranger:
    def __init__(self, node: str, address: str, token: str) -> None:
        self.node, self.token = node, token
        self.environment = {"PATH": os.environ["PATH"], "ZALO_API_URL": f"{address}/zalo-bot"}

    async def calls(self, *calls: list[Any]) -> list[Any]:
        """`[name, arguments after the token]`; what each returned or raised."""
        script = json.dumps([[name, self.token, *given] for name, *given in calls])
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            self.node, "drive.mjs", cwd=FOLDER, env=self.environment, stdin=pipe, stdout=pipe, stderr=pipe
        )
        answers, errors = await process.communicate(script.encode())
        assert process.returncode == 0, errors.decode()
        return list(json.loads(answers))


@pytest.fixture
def stranger(served: Quarter, node: str) -> Stranger:
    return Stranger(node, served.world.address, served.token)


async def test_it_talks(served: Quarter, stranger: Stranger) -> None:
    await served.act("send", text="Đèn đường hỏng")
    me, update, none = await stranger.calls(
        ["getMe"], ["getUpdates", {"timeout": 2}], ["getUpdates", {"timeout": 0}]
    )
    assert me["result"]["account_name"] == "bot.thu"
    assert none == {"raised": "ZaloApiError", "errorCode": 408, "idle": True}
    message = update["result"]["message"]
    assert message["text"] == "Đèn đường hỏng"
    chat = message["chat"]["id"]
    photo = {"chat_id": chat, "photo": "https://xa.example.vn/anh.jpg", "caption": "Ảnh"}
    sent = await stranger.calls(
        ["sendChatAction", {"chat_id": chat, "action": "typing"}],
        ["sendMessage", {"chat_id": chat, "text": "Đã nhận"}],
        ["sendPhoto", photo],
    )
    assert sent[0] == {"ok": True}
    assert all(answer["result"]["message_id"] for answer in sent[1:])
    assert (await served.look("transcript")).splitlines()[1:] == ["Bot thử: Đã nhận", "Bot thử: 📷 anh.jpg Ảnh"]
    assert served.world.complaints == []


async def test_it_sets_a_webhook(served: Quarter, stranger: Stranger) -> None:
    hook = {"url": "https://xa.example.vn/zalo", "secret_token": SECRET}
    set_, info, deleted, gone = await stranger.calls(
        ["setWebhook", hook], ["getWebhookInfo"], ["deleteWebhook"], ["getWebhookInfo"]
    )
    assert set_["result"]["verification"]["outcome"] == "webhook.err.unreachable"
    assert [answer["result"]["url"] for answer in (info, deleted, gone)] == [hook["url"], "", ""]


async def test_it_meets_its_errors(served: Quarter, stranger: Stranger) -> None:
    await served.act("faults", method="getMe", code=429, description="Quota exceeded")
    await served.act("faults", method="getMe", malformed=True)
    to_nobody = ["sendMessage", {"chat_id": "nobody", "text": "x"}]
    unknown, quota, gateway = await stranger.calls(to_nobody, ["getMe"], ["getMe"])
    assert (unknown["raised"], unknown["errorCode"]) == ("ZaloApiError", 400)
    assert quota["errorCode"] == 429
    assert gateway["raised"] == "Error"
    stranger.token = "1:junk"
    assert (await stranger.calls(["getMe"]))[0]["errorCode"] == 401
