"""A town in which somebody denounces somebody, and everything is searched for what they said."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio

from domain.language.vietnamese import fold
from domain.people.roles import Member, Role
from tests.town import Person, Town, open_town

MORNING = datetime(2026, 11, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
COMMUNE = "nghi-duong"


@dataclass
class Watched:
    """A town, those who work there, and what it logs."""

    town: Town
    log: pytest.LogCaptureFixture
    chairman: Person
    officer: Person
    group: Person

    def bytes_kept(self) -> bytes:
        """Of every file of the installation: the database after everything overwritten was let go, its log, the
        files."""
        database = self.town.settings.database
        with sqlite3.connect(database) as direct:
            direct.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        direct.close()
        copy = database.with_name("copy.sqlite3")
        shutil.copy(database, copy)
        with sqlite3.connect(copy) as db:
            db.execute("VACUUM")
        db.close()
        kept = b"".join(file.read_bytes() for file in self.town.settings.data.rglob("*") if file.is_file())
        copy.unlink()
        return kept

    def traces(self, *markers: str) -> list[str]:
        """Where a marker is found: on our disk, in the log, or with anybody but its writer."""
        kept = self.bytes_kept()
        found = [f"kept: {one}" for one in markers if any(form.encode() in kept for form in forms(one))]
        found += [f"logged: {one}" for one in markers if one in self.log.text]
        for person in (self.chairman, self.officer, self.group):
            said = "\n".join(message.words for message in self.town.messenger.heard(person))
            found += [f"told {person.name}: {one}" for one in markers if one in said]
        return found


def forms(marker: str) -> set[str]:
    """Every way in which words are written down somewhere: as they were said, folded as in the index of searches,
    and escaped as in JSON."""
    return {marker, marker.lower(), fold(marker), json.dumps(marker)[1:-1], json.dumps(marker.lower())[1:-1]}


@pytest_asyncio.fixture
async def watched(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Watched]:
    caplog.set_level(logging.INFO)  # as it runs
    async with open_town(tmp_path, MORNING) as town:
        chairman = await town.member("Trần Thị Lâm", COMMUNE, Role.LEADER, "ubnd")
        officer = await town.member("Đặng Văn Khoa", COMMUNE, Role.OFFICER, "van-phong")
        group = await town.group("Tổ tiếp nhận", officer, member(Role.OFFICER, "van-phong"))
        yield Watched(town, caplog, chairman, officer, group)


def member(role: Role, unit: str) -> Member:
    return Member(COMMUNE, unit, role)
