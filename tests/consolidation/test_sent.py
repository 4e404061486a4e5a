"""Big papers on their way out: read from disk while they are sent, and gone afterwards."""

from __future__ import annotations

import asyncio
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.channels.base import Caps, Document, Rendered
from bot.channels.telegram.calls import say
from bot.channels.telegram.parts import parts_of
from bot.words.fitting import name_what_stays
from domain.messaging.messages import Medium
from domain.people.roles import Role
from tests.papers import paper
from tests.town import Person, Town, open_town

JUNE = datetime(2026, 6, 1, 1, 30, tzinfo=UTC)  # 08:30 there


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, JUNE) as town:
        yield town


async def _collector(town: Town) -> Person:
    unit = await town.member("Lê Thị Thu", "nghi-duong", Role.STAFF, "van-phong")
    await unit.says("/nop")
    await unit.sends(document=True, file_name="bao-cao.pdf")
    return await town.member("Vũ Thị Hoa", "nghi-duong", Role.COLLECTOR, "phong-vhxh")


async def test_nothing_of_an_archive_stays_behind(town: Town) -> None:
    hoa = await _collector(town)
    await hoa.says("/tonghop")
    await hoa.presses("Tệp của các đơn vị (ZIP)")
    assert [one.media.file.name for one in hoa.messages if one.media] == [
        "Tong hop 6 tháng năm 2026 - nghi-duong-6m.xlsx",
        "Tong hop 6 tháng năm 2026 - nghi-duong-6m.docx",
        "Tong hop 6 tháng năm 2026 - nghi-duong-6m.zip",
    ]
    assert not list(town.settings.files.glob("part-*"))


async def test_a_forged_button_shows_nothing(town: Town) -> None:
    await _collector(town)
    stranger = await town.citizen("Nguyễn Thị Lan", "nghi-duong")
    for words in ("/tonghop", "/tonghop 6 tháng"):
        await stranger.says(words)
    assert not [one for one in stranger.messages if one.media]


def test_what_a_messenger_cannot_carry_is_let_go(tmp_path: Path) -> None:
    made, kept = tmp_path / "made.zip", tmp_path / "kept.pdf"
    for path in (made, kept):
        path.write_bytes(paper("x.pdf"))
    documents = (
        Document("tong-hop.zip", Medium.DOCUMENT, path=made, fleeting=True),
        Document("bao-cao.pdf", Medium.DOCUMENT, path=kept),
    )
    caps = Caps(True, True, True, 4096, 1024, 1, carries=lambda document: document.size < 10)
    shown = name_what_stays(Rendered("Tệp", documents=documents), caps, lambda text: str(text.gaps["name"]))
    assert shown.text == "Tệp\ntong-hop.zip\nbao-cao.pdf" and not shown.documents
    assert kept.exists() and not made.exists()


async def test_a_big_file_goes_out_in_small_pieces(town: Town, tmp_path: Path) -> None:
    big = tmp_path / "big.zip"
    with big.open("wb") as file:
        file.truncate(20 * 1024 * 1024)
    (part,) = parts_of(Rendered("Tệp", documents=(Document("big.zip", Medium.DOCUMENT, path=big),)))
    received = 0

    async def count(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal received
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        while received < length:
            received += len(await reader.read(65536))
        body = b'{"ok":true,"result":{"message_id":1,"date":1,"chat":{"id":7,"type":"private"}}}'
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b" % (len(body), body))
        await writer.drain()
        writer.close()

    from telegram import Bot

    from bot.channels.telegram.http import sending

    server = await asyncio.start_server(count, "127.0.0.1", 0)
    root = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    bot = Bot("1:x", base_url=f"{root}/bot", request=sending(root, None))
    await bot._request[1].initialize()
    tracemalloc.start()
    try:
        await say(bot, "7", part, thread=None, protected=False, silent=False)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        await bot._request[1].shutdown()
        server.close()
        await server.wait_closed()
    assert received > 20 * 1024 * 1024 and peak < 10 * 1024 * 1024
