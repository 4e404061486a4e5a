"""What officers look for and find first: a labelled table, among two thousand others."""

from __future__ import annotations

import sqlite3
import tomllib
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from domain.petitions.finding import Sought, question, relaxed, score, sought
from domain.petitions.lifecycle import PetitionKind
from handlers.figures.finding import keep_index
from storage.database import Database
from storage.memory import Memory
from storage.petitions.finding import Hit
from tests.finding import shelf

TABLE: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("searches.toml").read_text("utf-8"))[
    "petition"
]
RIGHT = 0.9  # of the searches find first what was meant: product.md, targets
SUBJECTS = (
    "Đèn đường hỏng",
    "Rác không ai dọn",
    "Cống tắc",
    "Xe tải chạy nhiều",
    "Đất bị lấn chiếm",
    "Chó thả rông",
)
PLACES = ("ngõ 7", "trước chợ", "cạnh trường học", "số nhà 72", "đầu thôn", "sau đình")
WHEN = ("từ hôm qua", "ba hôm nay", "buổi tối", "cả tuần", "mưa là ngập", "đề nghị sửa", "xin xem xét")
NAMES = ("Nguyễn Văn An", "Trần Thị Bình", "Lê Văn Cường", "Phạm Thị Dung")


@dataclass
class Shelf:
    memory: Memory

    async def fill(self) -> dict[str, int]:
        """The petitions of the table, the oldest of all; behind them others made of the same words."""
        ids = {}
        for number, one in enumerate(TABLE, 1):
            person = await shelf.somebody(self.memory, one["name"])
            ids[one["id"]] = await self.memory.petitions.file(
                shelf.petition(
                    number,
                    person,
                    one["story"],
                    one["place"],
                    field=one["field"],
                    kind=PetitionKind(one.get("kind", "feedback")),
                    sender_phone=one["phone"],
                )
            )
        others = [await shelf.somebody(self.memory, name) for name in NAMES]
        for number, parts in enumerate(list(product(SUBJECTS, PLACES, WHEN)) * 2, 1000):
            await self.memory.petitions.file(shelf.petition(number, others[number % 4], ", ".join(parts)))
        for _ in range(4):
            await keep_index(shelf.world(), self.memory)
        return ids

    async def first(self, words: str) -> int | None:
        found = await self.found(words)
        return found[0].id if found else None

    async def found(self, words: str, *, people: bool = True, commune: str = shelf.COMMUNE) -> list[Hit]:
        search = sought(words)
        assert search
        for tokens in (search.tokens, *relaxed(search.tokens)):
            if hits := await self._asked(tokens, commune, people):
                return sorted(hits, key=lambda hit: self._mark(search, hit, people), reverse=True)
        return []

    async def _asked(self, tokens: tuple[str, ...], commune: str, people: bool) -> list[Hit]:
        asked = question(tokens, commune, people=people)
        return await self.memory.finding.hits(asked, commune, below=10**18 - 1, limit=200)

    def _mark(self, search: Sought, hit: Hit, people: bool) -> tuple[int, int]:
        return score(search, hit.story, hit.found, people=people), hit.id


async def test_the_first_hit_is_the_one_meant(database: Database) -> None:
    async with database.transaction() as memory:
        shelf_ = Shelf(memory)
        ids = await shelf_.fill()
        searches = [(words, ids[one["id"]]) for one in TABLE for words in one["searches"]]
        wrong = [words for words, meant in searches if await shelf_.first(words) != meant]
    assert len(searches) >= 60
    assert len(wrong) <= (1 - RIGHT) * len(searches), f"of {len(searches)} searches these failed: {wrong}"


async def test_nothing_restricted_and_nothing_of_a_denunciation_is_ever_indexed(database: Database) -> None:
    async with database.transaction() as memory:
        person = await shelf.somebody(memory, "Kẻ Giấu Tên")
        secret = "bí mật chưa từng thấy"
        hidden = [
            shelf.petition(1, person, secret, restricted=True),
            shelf.petition(2, person, secret, kind=PetitionKind.DENUNCIATION),
            shelf.petition(3, person, secret, kind=PetitionKind.DENUNCIATION, restricted=True),
        ]
        shown = shelf.petition(4, person, secret)
        for one in hidden:
            await memory.petitions.file(one)
        number = await memory.petitions.file(shown)
        await keep_index(shelf.world(), memory)
        assert [hit.id for hit in await Shelf(memory).found("bi mat chua tung thay")] == [number]
        for change in ({"restricted": True}, {"kind": PetitionKind.DENUNCIATION}):
            now = await memory.petitions.by_code(shown.code)
            assert now and await memory.petitions.change(now, replace(now, **change))  # type: ignore[arg-type]
            assert not await Shelf(memory).found("bi mat chua tung thay")  # at once, before it is taken up anew
            await keep_index(shelf.world(), memory)
    assert not _left_in_the_index(database_file(database))


async def test_another_commune_and_the_sender_s_name_stay_hidden(database: Database) -> None:
    async with database.transaction() as memory:
        person = await shelf.somebody(memory, "Đỗ Văn Đạt")
        nameless = shelf.petition(2, person, "Cây đổ", identity="nobody", sender_phone="0912345678")
        named = shelf.petition(1, person, "Rác sau chợ", sender_phone="0987654321")
        for one in (named, nameless):
            await memory.petitions.file(one)
        await keep_index(shelf.world(), memory)
        hits = Shelf(memory)
        assert [hit.code for hit in await hits.found("do van dat")] == [named.code]
        assert [hit.code for hit in await hits.found("4321")] == [named.code]
        assert not await hits.found("5678")
        assert not await hits.found("do van dat", people=False)
        assert not await hits.found("4321", people=False)
        assert not await hits.found("rac", commune="ha-dong")


@pytest.mark.parametrize("written", ["0912345678", "0912 345 678", "0912.345.678", "+84 912-345-678"])
@pytest.mark.parametrize("asked", ["5678", "345678", "912345678"])
async def test_a_number_in_the_words_is_found_by_its_tail(database: Database, written: str, asked: str) -> None:
    async with database.transaction() as memory:
        person = await shelf.somebody(memory)
        story = f"Rác sau chợ, xin gọi {written}"
        filed = [
            shelf.petition(1, person, "Rác sau chợ", "gần nhà 5679"),
            shelf.petition(2, person, story),
            shelf.petition(3, person, story, restricted=True),
            shelf.petition(4, person, story, kind=PetitionKind.DENUNCIATION),
            shelf.petition(5, person, "Chuyển nhầm vào stk 0911345678"),
        ]
        for one in filed:
            await memory.petitions.file(one)
        await keep_index(shelf.world(), memory)
        hits = Shelf(memory)
        assert [hit.code for hit in await hits.found(asked)] == [filed[1].code]
        assert not await hits.found(asked, people=False)


async def test_what_is_erased_cannot_be_found(database: Database) -> None:
    async with database.transaction() as memory:
        await memory.petitions.file(shelf.petition(1, await shelf.somebody(memory), "Rác sau chợ"))
        await keep_index(shelf.world(), memory)
    with sqlite3.connect(database_file(database)) as db:
        db.execute("UPDATE petitions SET story = ''")
        db.execute("DELETE FROM petitions")
    db.close()
    assert not _left_in_the_index(database_file(database))


@pytest.mark.parametrize(
    "typed",
    [
        *(
            '"',
            "AND OR NOT",
            "NEAR(a b)",
            "words : x",
            "a* OR b",
            "^rác",
            "rác -chợ",
            "col:",
            "(",
            "'; DROP TABLE x",
        ),
        *("a\x00b", "{words} : x", "+", "…", "👍", "rác " * 500, "đ", "𝔄", "½", "x" * 4000),
    ],
)
async def test_no_search_is_an_error(database: Database, typed: str) -> None:
    async with database.transaction() as memory:
        await memory.petitions.file(shelf.petition(1, await shelf.somebody(memory), "Rác sau chợ"))
        await keep_index(shelf.world(), memory)
        if sought(typed) is not None:
            assert isinstance(await Shelf(memory).found(typed), list)


def database_file(database: Database) -> Path:
    return Path(next(iter(database._connection._conn.execute("PRAGMA database_list")))["file"])


def _left_in_the_index(file: Path) -> list[object]:
    """What the index itself still holds, whatever the table beside it says."""
    with sqlite3.connect(file) as db:
        db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'petition_finds', 'row')")
        left = (
            db.execute("SELECT term FROM temp.terms").fetchall()
            + db.execute("SELECT * FROM petition_words").fetchall()
        )
    db.close()
    return left
