"""Starting on bad ground, stopping in the middle: one clear line, and nothing half done."""

from __future__ import annotations

import random
import socket
import threading
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest

import plans
from sandbox.app import create_app
from sandbox.server import serve
from sandbox.telegram.files import BLOCK, StoredFile
from tests.faults import books
from tests.faults.assembly import assemble
from tests.faults.conftest import Telegram, until
from tests.faults.process import TOKEN, BotProcess
from tests.papers import pdf_holding

pytestmark = pytest.mark.faults

Bots = Callable[..., BotProcess]


async def test_sigterm_ends_it_cleanly(telegram: Telegram, bots: Bots) -> None:
    process = bots(telegram.address)
    await process.start()
    await telegram.heard(process)

    assert await process.stop() == 0
    assert "Traceback" not in process.log
    assert books.rows(process, "PRAGMA integrity_check") == ["ok"]


async def refused(process: BotProcess) -> str:
    """The one line it ends with."""
    await process.start()
    assert await process.ended() == 1, process.log
    [line] = process.log.splitlines()
    assert TOKEN not in line
    return line


async def test_a_second_process_on_the_same_folder_is_refused(telegram: Telegram, bots: Bots) -> None:
    first, second = bots(telegram.address), bots(telegram.address, log="second.log")
    await first.start()
    await telegram.heard(first)

    assert "another nhipdan is running" in await refused(second)
    assert await first.stop() == 0


async def test_a_wrong_token_is_said_in_one_line(telegram: Telegram, bots: Bots) -> None:
    process = bots(telegram.address, TELEGRAM_TOKEN="4242:this-token-belongs-to-nobody-at-all")

    assert "Telegram refuses the token" in await refused(process)


async def test_what_cannot_be_a_token_is_said_in_one_line(telegram: Telegram, bots: Bots) -> None:
    assert "does not look like one" in await refused(bots(telegram.address, TELEGRAM_TOKEN="hello"))


async def test_a_missing_token_is_said_in_one_line(telegram: Telegram, bots: Bots) -> None:
    assert "NHIPDAN_TELEGRAM_TOKEN is not set" in await refused(bots(telegram.address, TELEGRAM_TOKEN=""))


async def test_a_file_that_is_no_database_is_said_in_one_line(telegram: Telegram, bots: Bots) -> None:
    process = bots(telegram.address)
    process.data.mkdir()
    process.database.write_text("Kính gửi Uỷ ban, đây không phải là cơ sở dữ liệu." * 100)

    line = await refused(process)
    assert process.database.name in line and "not a database" in line


async def test_every_mistake_in_a_plan_is_said_with_its_line(
    telegram: Telegram, bots: Bots, tmp_path: Path
) -> None:
    folder = tmp_path / "plans"
    folder.mkdir()
    sound = next(plans.FOLDER.glob("*.toml")).read_text("utf-8")
    (folder / "broken.toml").write_text("nonsense = 1\n" + sound, "utf-8")
    process = bots(telegram.address, PLANS=str(folder))
    await process.start()

    assert await process.ended() == 1
    assert process.log.startswith(f"{folder / 'broken.toml'}:1: nonsense: ")
    assert "Traceback" not in process.log


async def test_without_network_it_keeps_trying_until_the_server_appears(telegram: Telegram, bots: Bots) -> None:
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    process = bots(f"http://127.0.0.1:{port}")
    await process.start()
    await until(lambda: "telegram.unreachable" in process.log)

    async with serve(create_app(telegram.world), port):
        await telegram.heard(process)
        assert await process.stop() == 0


@pytest.fixture
def stalled(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Downloads stop after two blocks until this is set."""
    whole, may_go_on = StoredFile.blocks, threading.Event()

    def slowly(file: StoredFile) -> Iterator[bytes]:
        for number, block in enumerate(whole(file)):
            if number == 2:
                may_go_on.wait()
            yield block

    monkeypatch.setattr(StoredFile, "blocks", slowly)
    yield may_go_on
    may_go_on.set()


async def test_a_kill_in_the_middle_of_a_download_leaves_no_half_file(
    telegram: Telegram, bots: Bots, stalled: threading.Event
) -> None:
    process = bots(telegram.address)
    clerk = (await assemble(telegram, process.data, random.Random(1))).clerks[0]
    clerk.paper = pdf_holding(random.Random(2).randbytes(10 * BLOCK))
    await process.start()
    await clerk.acts()
    await until(lambda: books.kept_files(process))
    await process.kill()
    assert books.kept_files(process) != [sha256(clerk.paper).hexdigest()]

    stalled.set()
    await process.start()
    await until(lambda: books.nothing_waits(process))
    assert await process.stop() == 0
    assert books.kept_files(process) == [sha256(clerk.paper).hexdigest()]
