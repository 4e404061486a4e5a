"""A report's files from the messenger to the shelf: streamed, looked at, told about."""

from __future__ import annotations

import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from bot.channels.base import Channel
from bot.clock import Clock
from bot.files.fetcher import Fetcher
from domain.messaging.messages import FileRef, Medium
from domain.people.roles import Role
from handlers.reports import paper_checks
from storage.reports.reviews import Lock
from tests import papers
from tests.town import Person, Town, open_town

MORNING = datetime(2026, 5, 18, 1, 30, tzinfo=UTC)  # 08:30 there
MEGABYTE = 1024 * 1024


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, MORNING) as town:
        yield town


class Tap:
    """A channel out of which as much comes as is asked for."""

    def __init__(self, chunks: int) -> None:
        self._chunks = chunks

    async def download(self, file: FileRef) -> AsyncIterator[bytes]:
        yield papers.pdf().removesuffix(b"%%EOF\n")
        for _ in range(self._chunks):
            yield bytes(64 * 1024)
        yield b"%%EOF\n"


async def _staff(town: Town, name: str = "Lê Thu Trang") -> Person:
    return await town.member(name, "gia-vien", Role.STAFF, "tt-pvhcc")


async def test_a_big_file_goes_through_in_small_pieces(town: Town, tmp_path: Path) -> None:
    app, person = town.app, await _staff(town)
    await person.says("/nop 12/BC-TTPVHCC ngày 10/5/2026")
    async with app.database.transaction() as memory:
        (submission,) = await memory.reports.handed_in("gia-vien", since=MORNING.date())
        at = (await memory.people.reach_person(submission.person, "gia-vien")) or pytest.fail("nobody there")
        file = FileRef("big", "big", Medium.DOCUMENT, name="bao-cao.pdf")
        memory.files.attach("gia-vien", submission.subject, file, at, town.clock.now())
    tap = cast(Channel, Tap(20 * MEGABYTE // (64 * 1024)))
    fetcher = Fetcher(app.database, {(at.channel, at.account): tap}, tmp_path, cast(Clock, town.clock), app.world)
    tracemalloc.start()
    try:
        await fetcher.fetch_some()
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    async with app.database.transaction() as memory:
        (kept,) = await memory.files.of(submission.subject)
    assert (kept.state, kept.fault) == ("kept", "") and kept.file.size > 20 * MEGABYTE
    assert peak < 2 * MEGABYTE


async def test_the_same_content_under_another_name_is_told_and_kept_once(town: Town) -> None:
    """Some messengers give a file a new id every time; then only its content tells."""
    app, person = town.app, await _staff(town)
    await person.says("/nop")
    await person.sends(**_document("bao-cao.pdf", papers.pdf("one")))
    async with app.database.transaction() as memory:
        (submission,) = await memory.reports.handed_in("gia-vien", since=MORNING.date())
        (first,) = await memory.files.of(submission.subject)
        again = FileRef("again", "again", Medium.DOCUMENT, name="ban-cuoi.pdf")
        at = (await memory.people.reach_person(submission.person, "gia-vien")) or pytest.fail("nobody there")
        memory.files.attach("gia-vien", submission.subject, again, at, town.clock.now())
        second = (await memory.files.of(submission.subject))[1]
        memory.files.kept(second.id, first.sha256, first.file.size)
        await paper_checks.take_in(app.world, memory, second, first.sha256, town.clock.now())
    await person.says("/phienban")
    assert any("“ban-cuoi.pdf” giống hệt tệp “bao-cao.pdf”" in said for said in person.heard)
    (listed,) = [said for said in person.heard if "Bản 1" in said]
    assert "bao-cao.pdf" in listed and "ban-cuoi.pdf" not in listed


async def test_nothing_comes_into_a_closed_period(town: Town) -> None:
    person, chief = (
        await _staff(town),
        await town.member("Phan Thị Ngọc", "gia-vien", Role.COLLECTOR, "phong-vhxh"),
    )
    await person.says("/hanbaocao")
    await person.presses("Nộp báo cáo 6 tháng")
    async with town.app.database.transaction() as memory:
        obligation = next(o.id for o in town.app.world.plans["gia-vien"].obligations if o.period == "6m")
        (by, _) = (await memory.people.find("telegram", "main", str(chief.id))) or pytest.fail("nobody there")
        lock = Lock(True, "đã tổng hợp", by.id, town.clock.now())
        memory.reviews.lock("gia-vien", obligation, "2026-6T", lock)
    await person.sends(**_document("bao-cao.pdf", papers.pdf()))
    assert "đã khóa" in person.last and "Phan Thị Ngọc" in person.last and "đã tổng hợp" in person.last
    async with town.app.database.transaction() as memory:
        assert not await memory.reports.handed_in("gia-vien", since=MORNING.date())
    await person.presses("Nộp báo cáo 6 tháng")
    assert "đã khóa" in person.last


async def test_only_the_unit_and_those_who_watch_see_its_versions(town: Town) -> None:
    person = await _staff(town)
    await person.says("/nop 12/BC-TTPVHCC ngày 10/5/2026")
    stranger = await town.citizen("Nguyễn Thị Lan", "gia-vien")
    async with town.app.database.transaction() as memory:
        (submission,) = await memory.reports.handed_in("gia-vien", since=MORNING.date())
    await stranger.says(f"/phienban {submission.code}")
    assert submission.document_number == "12/BC-TTPVHCC" and "12/BC-TTPVHCC" not in stranger.last
    await person.says(f"/phienban {submission.code}")
    assert "12/BC-TTPVHCC ngày 10/05/2026" in person.last


def _document(name: str, data: bytes) -> dict[str, Any]:
    import base64

    return {"document": True, "file_name": name, "file_base64": base64.b64encode(data).decode()}
