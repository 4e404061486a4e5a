"""Whether two people tell of the same matter, and that finding out does not look at every petition."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.reading.national import load_national
from domain.petitions.likeness import Matter
from storage.database import Database
from storage.petitions.alike import AlikeStore

LIKENESS = load_national().likeness
LAMP = "Đèn đường thôn Đông hỏng cả tuần nay, tối các cháu đi học về rất nguy hiểm"


@pytest.mark.parametrize(
    ("words", "hamlet", "alike"),
    [
        ("den duong thon dong khong sang may hom nay", "dong", True),
        ("Xin xã sửa đèn đường đầu thôn Đông", "dong", True),
        ("Đèn đường thôn Đông hỏng, tối quá", "", True),
        ("Đèn đường thôn Tây hỏng cả tuần nay", "tay", False),
        ("Đèn đường thôn Tây hỏng cả tuần nay", "", False),
        ("Rác ở thôn Đông bốc mùi cả tuần nay", "dong", False),
        ("Bãi rác đầu đường thôn Đông", "dong", False),
        ("Con đường bị ngập", "", False),
        ("", "dong", False),
    ],
)
def test_likeness(words: str, hamlet: str, alike: bool) -> None:
    assert bool(LIKENESS.of(Matter(words, hamlet), Matter(LAMP, "dong"))) is alike


async def test_candidates_are_found_by_index(tmp_path: Path) -> None:
    database = await Database.open(tmp_path / "alike.sqlite3")
    asked: list[str] = []
    async with database.transaction() as memory:
        store, session = memory.alike, memory._session
        assert isinstance(store, AlikeStore)
        since = datetime(2026, 1, 1, tzinfo=UTC)
        assert await store.of_field("a", "MT", since, 100) == []
        assert await store.of_hamlet("a", "dong", since, 100) == []
        for column in ("field", "hamlet"):
            further = " AND hamlet <> ''" if column == "hamlet" else ""
            plan = await session.rows(
                f"""EXPLAIN QUERY PLAN SELECT id FROM petitions
                    WHERE open = 1 AND kind = 'feedback' AND restricted = 0{further} AND commune = :c
                      AND {column} = :v AND received_at >= :s ORDER BY received_at DESC LIMIT 100""",
                c="a",
                v="x",
                s=since,
            )
            asked += [row["detail"] for row in plan]
    await database.close()
    assert [line.split(" ")[4] for line in asked] == ["petitions_alike_field", "petitions_alike_hamlet"]
