"""Somebody of a unit on Telegram and on Zalo: reminded where they chose, handing in there, and reached on the other
where the first takes nothing."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.base import Channel
from domain.people.roles import Role
from storage.reports.reports import Submission
from tests.messengers.both import Both, through
from tests.messengers.zalo import ZaloBot, ZaloOa
from tests.stories.script import ZONE
from tests.town import Person, Town, open_town

START = datetime(2026, 5, 18, 8, 30, tzinfo=ZONE)
COMMUNE, UNIT = "nghi-duong", "phong-kinh-te"
REMINDED, HANDED_IN = "⏰", "✅ Đã nhận"


@dataclass
class Nam:
    """Registered on Telegram, linked with his Zalo, where he wants to be told first."""

    town: Town
    zalo: ZaloBot | ZaloOa
    telegram_chat: Person
    zalo_chat: Person

    @property
    def channel(self) -> Channel:
        return next(one for one in self.town.app.channels.values() if one.name == self.zalo.channel)

    def heard_on_zalo(self) -> list[str]:
        return [message.content.text for message in self.zalo.heard(self.zalo_chat)]

    async def reminded(self) -> None:
        await self.town.goes_to_next_reminder()


@asynccontextmanager
async def linked(folder: Path, zalo: ZaloBot | ZaloOa) -> AsyncIterator[Nam]:
    async with open_town(folder, START, messenger=Both(zalo)) as town:
        here = await town.member("Nam", COMMUNE, Role.STAFF, UNIT)
        there = through(here, zalo)
        await there.says("Xin chào")
        await here.says("/lienket")
        (code,) = re.findall(r"LIENKET (\d+)", here.last)
        await there.says(f"lien ket {code}")
        await there.presses("Đúng, là tôi")
        await here.presses("Đúng, là tôi")
        await here.says("/noinhan")
        await here.presses("Zalo")
        yield Nam(town, zalo, here, there)


async def submissions(town: Town) -> list[Submission]:
    async with town.app.database.transaction() as memory:
        codes = await memory._session.rows("SELECT code FROM submissions")
        found = [await memory.reports.by_code(COMMUNE, code) for (code,) in codes]
    return [one for one in found if one]


@pytest.mark.parametrize("zalo", [ZaloBot, ZaloOa])
async def test_reminded_on_zalo_hands_in_there(zalo: type[ZaloBot | ZaloOa], tmp_path: Path) -> None:
    async with linked(tmp_path, zalo()) as nam:
        before = len(nam.telegram_chat.heard)
        await nam.reminded()
        assert nam.heard_on_zalo()[-1].startswith(REMINDED)
        await nam.zalo_chat.presses("Nộp")
        await nam.zalo_chat.says("25/BC-UBND ngày 18/5")
        assert nam.heard_on_zalo()[-1].startswith(HANDED_IN)
        assert len(nam.telegram_chat.heard) == before
        (report,) = await submissions(nam.town)
        assert (report.unit, report.document_number) == (UNIT, "25/BC-UBND")


def _used_up(nam: Nam) -> None:
    nam.channel.allowance = replace(nam.channel.allowance, per_month=1)


def _silent(nam: Nam) -> None:
    nam.channel.allowance = replace(nam.channel.allowance, open_for=timedelta(hours=48))


def _blocked(nam: Nam) -> None:
    nam.zalo.block(nam.zalo_chat, blocks=True)


@pytest.mark.parametrize(
    ("zalo", "cut_off"),
    [(ZaloBot, _used_up), (ZaloOa, _silent), (ZaloOa, _blocked)],
    ids=["month used up", "reply window closed", "blocked"],
)
async def test_what_zalo_does_not_take_is_said_on_telegram(
    zalo: type[ZaloBot | ZaloOa], cut_off: Callable[[Nam], None], tmp_path: Path
) -> None:
    async with linked(tmp_path, zalo()) as nam:
        cut_off(nam)
        on_zalo = nam.heard_on_zalo()
        await nam.reminded()
        assert nam.heard_on_zalo() == on_zalo
        assert [said.startswith(REMINDED) for said in nam.telegram_chat.heard].count(True) == 1
        await nam.telegram_chat.presses("Nộp")
        await nam.telegram_chat.says("25/BC-UBND ngày 18/5")
        assert nam.telegram_chat.last.startswith(HANDED_IN)
