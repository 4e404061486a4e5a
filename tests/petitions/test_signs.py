"""A long story is read in stretches: all of it, and as it grows only what is new."""

from __future__ import annotations

from itertools import cycle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from bot.reading.national import load_national
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.signs import Memo, Signs, stretches

NATION = load_national()
IDLE = "Đường hỏng nặng, mưa xuống là ngập. "
BETWEEN = some.lists(some.sampled_from(["", " ", "\n", ", ", "đ"]), min_size=1, max_size=8)
NOTHING = Signs(accuses=False, kinds=frozenset(), fields=(), emergencies=frozenset())


@given(BETWEEN, some.integers(0, 5_000))
@settings(max_examples=60, deadline=None)
def test_all_of_it_is_read(between: list[str], words: int) -> None:
    story = "".join(f"{number:05}{sign}" for number, sign in zip(range(words), cycle(between), strict=False))
    parts = list(stretches(story))
    assert story.startswith(parts[0]) and story.endswith(parts[-1])
    at = 0
    for part in parts:  # each begins within what was read already, or just behind
        start = story.find(part)
        assert 0 <= start <= at <= start + len(part)
        at = start + len(part)
    assert at == len(story)


def test_as_it_grows_only_its_end_is_read() -> None:
    read: list[str] = []

    def look(words: str) -> Signs:
        read.append(words)
        return NOTHING

    signs, story = Memo(look), ""
    for number in range(26):
        story += f"Phần {number}: " + IDLE * 110 + "\n"
        before = len(read)
        for stretch in stretches(story):
            signs(stretch)
        assert len(read) - before <= 2
    assert len(story) > 100_000 and sum(map(len, read)) < 4 * len(story)


@pytest.mark.parametrize("before", range(3_900, 4_100, 10))
def test_an_accusation_is_found_wherever_it_stands(before: int) -> None:
    idle = IDLE * 400
    story = f"{idle[:before]} Trưởng thôn nhận hối lộ của dân. {idle}"
    assert NATION.reading(story).denounces
    assert not NATION.reading(idle).denounces


def test_signs_of_all_stretches_count() -> None:
    long = IDLE * 400
    assert NATION.reading(f"{long}\nCháy nhà ở thôn 2, gọi ai bây giờ").emergency is not None
    assert NATION.reading(f"{long}\nTôi khiếu nại quyết định xử phạt").kind is PetitionKind.COMPLAINT
    assert NATION.reading(long).field == NATION.reading(IDLE).field
