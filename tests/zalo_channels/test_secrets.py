"""Tokens in any of their shapes never reach a log."""

from __future__ import annotations

import logging

import pytest
from pydantic import SecretStr

from bot.channels.base import Rendered, SendFailed
from bot.channels.zalo_bot.channel import BotOptions, ZaloBotChannel
from bot.redaction import masked
from domain.messaging.messages import Address
from tests.zalo_channels.fake import BOT_TOKEN

SECRET = "aB3xY9zK"
OA_TOKEN = "Xq3Z" * 60


@pytest.mark.parametrize(
    "line",
    [
        f"POST https://bot-api.zaloplatforms.com/bot1459232241454765289:{SECRET}/getMe",
        f"token 1459232241454765289:{SECRET * 4}",
        f"access_token: {SECRET}",
        f'{{"access_token": "{SECRET}", "expires_in": "90000"}}',
        f"refresh_token={SECRET}&app_id=1",
        f"{{'secret_key': '{SECRET}'}}",
        f"code_verifier={SECRET}",
    ],
)
def test_no_line_holds_a_token(line: str) -> None:
    assert SECRET not in masked(line)


def test_a_bare_token_of_an_official_account_is_masked() -> None:
    assert "Xq3Z" not in masked(f"refused: {OA_TOKEN}")


@pytest.mark.parametrize(
    "line",
    [
        "row 12 at 08:30:15 to zalo_oa:main:5510185758261927916",
        "file 3ffd723cf76d6fdf3fcc47fdd117c34af0edf19d7fc2188cbdd2dd57fd648921 kept",
        "a refresh token is missing",
    ],
)
def test_what_is_no_token_stays_readable(line: str) -> None:
    assert masked(line) == line


async def test_a_failing_call_tells_no_address(unused_tcp_port: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    root = f"http://127.0.0.1:{unused_tcp_port}"
    channel = ZaloBotChannel(SecretStr(BOT_TOKEN), "main", BotOptions(base_url=root))
    with pytest.raises(SendFailed) as caught:
        await channel.send(Address("zalo_bot", "main", "lan"), Rendered("lời"))
    await channel.close()
    trouble = caught.value
    assert BOT_TOKEN not in f"{trouble}{trouble.__cause__}"
