"""An officers' group with topics: the whole bot against the sandbox, whose every call strangers' models check."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.people.roles import Member, Role
from sandbox.control import acting, bodies
from sandbox.telegram.model import Chat, Message, Topic
from tests.oracle import Oracle
from tests.town import BOTS, MAIN, Person, Town, open_town

COMMUNE, OFFICE = "nghi-duong", "van-phong"
MORNING = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
CARD = re.compile(r"📌 (\w{4}-\w{4}-\w) ")
QUEUES = ["Tiếp nhận mới", "Đang xử lý", "Chờ người dân", "Quá hạn", "Đã xong", "Hệ thống"]


@dataclass
class Forum:
    """The officer speaks in it; `opens_topics` is whether the bot may."""

    town: Town
    lan: Person
    khoa: Person

    @property
    def chat(self) -> Chat:
        return self.town.chat_of(self.khoa)

    @property
    def names(self) -> list[str]:
        return [topic.name for topic in self.chat.topics.values()]

    def topic(self, name: str) -> Topic:
        return next(topic for topic in self.chat.topics.values() if name in topic.name)

    def within(self, name: str = "") -> list[str]:
        """What stands in the topic, or in the general one."""
        number = self.topic(name).id if name else None
        return [one.words for one in self.chat.messages.values() if one.thread == number and one.words]

    def card(self) -> Message:
        """The case's card, wherever it stands."""
        return next(one for one in reversed(self.chat.messages.values()) if CARD.match(one.words) and one.buttons)

    def stands_in(self) -> str:
        thread = self.card().thread
        return self.chat.topics[thread].name if thread else ""

    @property
    def code(self) -> str:
        return self.card().words.split()[1]

    async def says(self, text: str, topic: str = "", **more: Any) -> None:
        await (self.khoa.in_topic(topic) if topic else self.khoa).sends(text=text, **more)

    async def files(self, words: str = "Cống thoát nước đầu xóm vỡ, nước tràn ra đường") -> str:
        await self.lan.says(words)
        await self.lan.presses("Đồng ý và gửi")
        return self.code

    async def change(self, topic: str, change: str, name: str = "") -> None:
        body = bodies.ChangeTopic.model_validate(
            {
                "group": self.chat.id,
                "person": self.khoa.id,
                "topic": self.topic(topic).id,
                "change": change,
                "name": name,
            }
        )
        acting.change_topic(self.town.sandbox, body)
        await self.town.quiet()

    async def allow(self, *, allowed: bool) -> None:
        body = bodies.TopicRight(group=self.chat.id, person=self.khoa.id, bot=BOTS[MAIN], allowed=allowed)
        acting.allow_topics(self.town.sandbox, body)
        await self.town.quiet()

    async def ticks(self, times: int = 1) -> None:
        for _ in range(times):
            await self.town.app.timetable.remind()
            await self.town.quiet()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(tmp_path, MORNING) as town:
        oracle = Oracle()
        town.sandbox.observers.append(oracle)
        yield town
    assert town.sandbox.complaints == []


async def bind(town: Town) -> Forum:
    """A group with topics, bound to the office."""
    lan = await town.citizen("Nguyễn Thị Lan", COMMUNE)
    officer = Member(COMMUNE, OFFICE, Role.OFFICER)
    khoa = await town.member("Đặng Văn Khoa", COMMUNE, Role.OFFICER, OFFICE)
    return Forum(town, lan, await town.group("Tổ tiếp nhận", khoa, officer, forum=True))


@pytest.fixture
async def forum(town: Town) -> Forum:
    forum = await bind(town)
    for _ in ("for the last queue", "until more may be opened"):
        await later(forum)
    return forum


async def later(forum: Forum) -> None:
    """The minute passes in which only so many topics may be opened."""
    await forum.town.goes_to(forum.town.clock.now() + timedelta(minutes=2))
