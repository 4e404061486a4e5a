"""Each story goes as it is written, and on the way the bot breaks no rule of the platform and logs no error."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from handlers.book import COMMANDS
from tests.oracle import Oracle
from tests.stories.player import Player
from tests.stories.recorder import Recorder
from tests.stories.script import read
from tests.town import Town, open_town

FOLDER = Path(__file__).parent
STORIES = sorted(FOLDER.glob("*.story.txt"))


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.name.removesuffix(".story.txt"))
async def test_the_story_goes_as_written(
    path: Path, tmp_path: Path, rewriting: bool, caplog: pytest.LogCaptureFixture
) -> None:
    script = read(path)
    caplog.set_level(logging.WARNING)
    with capture_logs() as log:
        async with open_town(tmp_path, script.start, own=script.own) as town:
            recorder = Recorder(town.sandbox, town.clock.now)
            town.sandbox.observers += [Oracle(), recorder]
            player = Player(town, script, recorder, lambda: f"{log}{caplog.text}")
            told = await player.play()
            await _nothing_is_amiss(town, crashes=bool(player.crashed))
    errors = [line for line in log if line["log_level"] in ("error", "critical")]
    expected = [line for line in errors if player.crashed and line["event"] == "turn.failed"]
    assert errors == expected
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert told == (_rewritten(path, told) if rewriting else script.text)


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
