"""A story that cannot be played says at which line, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.stories.heads import BadStory
from tests.stories.player import Player
from tests.stories.recorder import Recorder
from tests.stories.script import read
from tests.town import open_town

HEAD = "Chuyện: Thử\nLúc: 18/05/2026 08:30\nXã: nghi-duong\nNgười:\n  bà Lan: người dân\n\n"


@pytest.mark.parametrize(
    ("deed", "why"),
    [
        ("ông Không: chào", "nobody of that name"),
        ("bà Lan nhảy múa", "nobody knows how to do this"),
        ("bà Lan bấm [Không có nút này]", "no button"),
        ("bà Lan (nhóm Không có): chào", "Không có"),
        ("bà Lan mở lời mời", "IndexError"),
        ("Số thao tác: bà Lan 7", "0 actions"),
        ("Không còn dấu vết: bà Lan", "kept"),
        ("Người vận hành mời: thợ mộc của van-phong", "not a role"),
    ],
)
async def test_it_names_the_line(tmp_path: Path, deed: str, why: str) -> None:
    path = tmp_path / "a.story.txt"
    path.write_text(HEAD + deed + "\n", encoding="utf-8")
    script = read(path)
    async with open_town(tmp_path, script.start) as town:
        player = Player(town, script, Recorder(town.sandbox, town.clock.now), lambda: "")
        with pytest.raises(BadStory, match=r"a\.story\.txt:7") as told:
            await player.play()
    assert why in str(told.value)


def test_a_story_needs_a_title_and_a_time(tmp_path: Path) -> None:
    path = tmp_path / "a.story.txt"
    path.write_text("Chuyện: Thử\n\nbà Lan: chào\n", encoding="utf-8")
    with pytest.raises(BadStory, match="the head needs"):
        read(path)


def test_answers_are_left_out_and_notes_stay_with_their_deed(tmp_path: Path) -> None:
    path = tmp_path / "a.story.txt"
    body = "# Một lời nhắn\nbà Lan: một\n  hai\n→ bà Lan:\n  trả lời\n\n  [Nút]\n\nbà Lan: ba\n"
    path.write_text(HEAD + body, encoding="utf-8")
    first, second = read(path).deeds
    assert first.words == "bà Lan: một\nhai"
    assert first.lines == ("# Một lời nhắn", "bà Lan: một", "  hai")
    assert second.words == "bà Lan: ba"
