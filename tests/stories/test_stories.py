"""Each story goes as it is written, and on the way the bot breaks no rule of the platform and logs no error."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.world import TELEGRAM
from handlers.book import COMMANDS
from tests.messengers.zalo import ZaloBot, ZaloOa
from tests.oracle import Oracle
from tests.stories.neutral import neutral
from tests.stories.player import Player
from tests.stories.recorder import Recorder, Records
from tests.stories.script import Script, read
from tests.stories.zalo_recorder import ZaloRecorder
from tests.town import Town, open_town

FOLDER = Path(__file__).parent
STORIES = sorted(FOLDER.glob("*.story.txt"))


def _told_on(channel: str) -> list[Path]:
    return [path for path in STORIES if read(path).is_for(channel)]


def _name(path: Path) -> str:
    return path.name.removesuffix(".story.txt")


@pytest.mark.parametrize("path", _told_on(TELEGRAM), ids=_name)
async def test_the_story_goes_as_written(
    path: Path, tmp_path: Path, rewriting: bool, caplog: pytest.LogCaptureFixture
) -> None:
    script = read(path)
    with _without_errors(caplog) as watched:
        async with open_town(tmp_path, script.start, own=script.own) as town:
            recorder = Recorder(town.sandbox, town.clock.now)
            town.sandbox.observers += [Oracle(), recorder]
            told = await _played(town, script, recorder, watched)
    assert told == (_rewritten(path, told) if rewriting else script.text)


@pytest.mark.parametrize(
    ("path", "messenger"),
    [
        pytest.param(path, messenger, id=f"{_name(path)}-{messenger.channel}")
        for messenger in (ZaloBot, ZaloOa)
        for path in _told_on(messenger.channel)
    ],
)
async def test_the_story_goes_the_same_on(
    path: Path, messenger: type[ZaloBot | ZaloOa], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    script = read(path)
    with _without_errors(caplog) as watched:
        async with open_town(tmp_path, script.start, own=script.own, messenger=messenger()) as town:
            told = await _played(town, script, ZaloRecorder(town.sandbox), watched)
    expected = neutral(script.text, messenger.channel)
    assert neutral(told, messenger.channel).split("\n") == expected.split("\n")


@dataclass
class Watched:
    """What was logged. `crashes` where a handler was broken on purpose."""

    log: list[Any]
    caplog: pytest.LogCaptureFixture
    crashes: bool = False

    @property
    def wrote(self) -> str:
        return f"{self.log}{self.caplog.text}"


@contextmanager
def _without_errors(caplog: pytest.LogCaptureFixture) -> Iterator[Watched]:
    caplog.set_level(logging.WARNING)
    with capture_logs() as log:
        watched = Watched(log, caplog)  # type: ignore[arg-type]
        yield watched
    errors = [line for line in log if line["log_level"] in ("error", "critical")]
    expected = [line for line in errors if watched.crashes and line["event"] == "turn.failed"]
    assert errors == expected
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


async def _played(town: Town, script: Script, recorder: Records, watched: Watched) -> str:
    player = Player(town, script, recorder, lambda: watched.wrote)
    told = await player.play()
    watched.crashes = player.crashed
    await _nothing_is_amiss(town, crashes=player.crashed)
    return told


def _rewritten(path: Path, told: str) -> str:
    path.write_text(told, encoding="utf-8")
    return told


async def _nothing_is_amiss(town: Town, *, crashes: bool) -> None:
    assert town.sandbox.complaints == []
    async with town.app.database.transaction() as memory:
        assert await memory.history.first_broken_seal() is None
        heard, said = await memory.inbox.counts(), await memory.outbox.counts()
    assert crashes or not heard.get("dead")
    assert not said.get("failed") and not said.get("unknown")


def test_every_command_is_in_a_story() -> None:
    told = "\n".join(line for path in STORIES for deed in read(path).deeds for line in deed.lines)
    missing = [command.name for command in COMMANDS if f"/{command.name}" not in told]
    assert missing == []
