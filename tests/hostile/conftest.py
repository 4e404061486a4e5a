"""A town in which everybody may do their worst: its log is kept, and nothing in it may be an error."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import pytest_asyncio
import structlog

from sandbox.telegram import people
from sandbox.telegram.model import Message
from tests.messengers.telegram import Telegram
from tests.oracle import Oracle
from tests.town import Person, Town, open_town

MORNING = datetime(2026, 11, 3, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Tuesday
COMMUNE, OTHER = "nghi-duong", "hanh-thien"
ACCUSATION = "Chủ tịch xã nhận hối lộ của dân"


@pytest.fixture
def errors() -> Iterator[list[Any]]:
    """What was logged as an error."""
    with structlog.testing.capture_logs() as logged:
        found: list[Any] = []
        yield found
        found += [event for event in logged if event["log_level"] in ("error", "critical")]
    assert found == []


@pytest_asyncio.fixture
async def town(tmp_path: Path, errors: list[Any]) -> AsyncIterator[Town]:
    async with open_town(tmp_path, MORNING) as town:
        town.sandbox.observers.append(Oracle())
        yield town
        assert town.sandbox.complaints == []
        assert unfinished(town) == []


def unfinished(town: Town) -> list[Any]:
    """Turns that failed, once or for good."""
    return select(town, "SELECT id, state, problem FROM inbox WHERE state <> 'done' OR attempts > 0")


def kept(town: Town, words: str) -> list[str]:
    """The tables in which these words are found."""
    tables = [name for (name,) in select(town, "SELECT name FROM sqlite_master WHERE type = 'table'")]
    return [t for t in tables if any(words in str(row) for row in select(town, f"SELECT * FROM {t}"))]


def select(town: Town, sql: str) -> list[Any]:
    with sqlite3.connect(town.settings.database) as database:
        found = database.execute(sql).fetchall()
    database.close()
    return found


def write(town: Town, sql: str) -> None:
    """Behind the bot's back."""
    with sqlite3.connect(town.settings.database) as database:
        database.execute(sql)
    database.close()


async def forges(person: Person, data: str) -> list[Message]:
    """Presses a button that nobody offered."""
    town = person.town
    chat, bot = town.chat_of(person), town.sandbox.bot_named(person.bot)
    assert bot
    who = town.sandbox.people[person.id]
    newest = max(chat.messages, default=1)
    return await town.after(person, lambda: people.press(town.sandbox, bot, chat, who, newest, data))


async def presses_on(person: Person, label: str, message: Message) -> list[Message]:
    """Presses that button of this message, however old it is."""
    number, data = person.town.button(person, label, message)
    return await person.town.after(person, lambda: Telegram().press(person, number, data))


def words_of(messages: list[Message]) -> str:
    return "\n".join(message.words for message in messages)
