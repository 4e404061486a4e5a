"""Whatever the index holds: what must not be found is not found."""

from __future__ import annotations

import pytest

from domain.petitions.finding import findable, question
from domain.petitions.lifecycle import PetitionKind
from storage.database import Database
from tests.finding.shelf import COMMUNE, petition, somebody

STORY = "Đèn đường thôn Đông hỏng"


@pytest.mark.parametrize(
    ("more", "hits"),
    [
        ({}, 1),
        ({"commune": "nghi-duong"}, 0),
        ({"restricted": True}, 0),
        ({"kind": PetitionKind.DENUNCIATION}, 0),
    ],
)
async def test_a_wrong_index_shows_nothing(database: Database, more: dict[str, object], hits: int) -> None:
    async with database.transaction() as memory:
        one = petition(1, await somebody(memory), STORY, **more)  # type: ignore[arg-type]
        number = await memory.petitions.file(one)
        memory.finding.index([(number, findable(COMMUNE, one.code, [STORY], "", "", ""))])
    async with database.transaction() as memory:
        asked = question(["den", "duong"], COMMUNE, people=True)
        assert len(await memory.finding.hits(asked, COMMUNE, below=10**9, limit=10)) == hits
