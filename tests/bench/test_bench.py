"""The benchmarks still measure what they say: the dialogue they time files petitions."""

from __future__ import annotations

from pathlib import Path

from bench import dialogue
from bench.office import open_office, settle
from bench.statements import is_turn, recorded


async def test_the_timed_dialogue_files_petitions(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await settle(office, 6)
        pace = await dialogue.hold(office, range(2))
        assert pace is not None
        await dialogue.hold(office, range(2, 6), together=4)  # asserts within that every one was filed


async def test_its_statements_are_recognised(tmp_path: Path) -> None:
    async with open_office(tmp_path) as office:
        await settle(office, 1)
        with recorded() as transactions:
            await dialogue.hold(office, range(1))
        assert sum(map(is_turn, transactions)) == dialogue.TURNS
