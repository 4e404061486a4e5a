"""Proof that cannot be had: the words arrive all the same, and the office hears that the file did not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.channels.base import SendFailed, Why
from bot.channels.telegram.channel import TelegramChannel
from domain.messaging.messages import FileRef
from domain.people.roles import Role
from tests.hostile.conftest import COMMUNE, select
from tests.hostile.test_floods import OFFICE, filed, status_of
from tests.town import Person, Town

MATTER = "Đèn đường ở đầu ngõ bị hỏng ba hôm nay"


@pytest.fixture
def nothing_comes(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """A messenger that hands out no file, and takes none back by its id."""

    async def download(self: TelegramChannel, file: FileRef) -> AsyncIterator[bytes]:
        raise SendFailed(Why.REFUSED, "download: not a kind of file that is kept")
        yield b""

    monkeypatch.setattr(TelegramChannel, "download", download)
    monkeypatch.setattr(TelegramChannel, "caps", replace(TelegramChannel.caps, resends=False))


async def officer_of(town: Town) -> Person:
    return await town.member("Đ/c Một", COMMUNE, Role.OFFICER, OFFICE)


@pytest.mark.usefixtures("nothing_comes")
@pytest.mark.parametrize(
    "order", ["dong {code} Đã thay bóng đèn", "traloi {code} Đã thay bóng đèn", "dinhkem {code}"]
)
async def test_an_officers_proof_that_never_comes(town: Town, order: str) -> None:
    man, citizen = await officer_of(town), await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, MATTER)
    await man.says(f"/nhan {code}")
    before = len(citizen.heard)
    await man.sends(document="anh-da-sua.exe", caption="/" + order.format(code=code))
    await town.app.fetcher.fetch_some()
    await town.quiet()
    assert select(town, "SELECT state FROM attachments") == [("in_chat_only",)]
    if "dinhkem" not in order:
        assert "Đã thay bóng đèn" in "".join(citizen.heard[before:])
    told = [said for said in man.heard if "không nhận được tệp" in said]
    assert len(told) == 1 and code in told[0] and "anh-da-sua.exe" in told[0]
    assert status_of(town, code) == {"dong": "closed", "traloi": "answered", "dinhkem": "taken"}[order.split()[0]]
