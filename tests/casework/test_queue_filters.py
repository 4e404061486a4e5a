"""What a filter of the queue says, how it travels in a button, and what it costs."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest

from domain.messaging.messages import Address
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import PetitionKind, Status
from domain.petitions.petition_terms import parts_of_title, read_terms
from domain.petitions.queue_filter import SWITCHES, QueueFilter, read_filter
from storage.database import Database
from storage.petitions.petitions import EVERYTHING
from storage.petitions.queue_filters import conditions
from tests.casework.office import COMMUNE, NOW, OFFICE, petition, world

FIELDS = {field.code: field.title for field in world().national.suggestions.fields}
HAMLETS = {"thon-dong": "Thôn Đông", "thon-dong-hai": "Thôn Đông Hải", "to-dan-pho-so-" + "9" * 60: "TDP 9"}
NAMES = {
    **{("switch", name): list(called) for name, called in SWITCHES.items()},
    **{("field", code): [*parts_of_title(title), code] for code, title in FIELDS.items()},
    **{("hamlet", unit): [name] for unit, name in HAMLETS.items()},
    ("kind", "complaint"): ["Khiếu nại"],
    ("kind", "suggestion"): ["Kiến nghị"],
    ("kind", "regulation"): ["Kiến nghị về quy định hành chính"],
    ("flag", "crowd"): ["đông người"],
}


@pytest.mark.parametrize(
    ("words", "meant", "puzzling"),
    [
        ("qua han dat dai thon dong", QueueFilter(overdue=True, field="DD", hamlet="thon-dong"), ""),
        ("Thôn Đông Hải, quá hạn", QueueFilter(overdue=True, hamlet="thon-dong-hai"), ""),
        ("kien nghi ve quy dinh hanh chinh", QueueFilter(kind=PetitionKind.REGULATION), ""),
        ("loại kiến nghị và lĩnh vực môi trường", QueueFilter(kind=PetitionKind.SUGGESTION, field="MT"), ""),
        ("của tôi, đông người", QueueFilter(mine=True, flag=Flag.CROWD), ""),
        ("moi mai kia", QueueFilter(new=True), "mai kia"),
        ("tnhh", QueueFilter(), "tnhh"),
        ("", EVERYTHING, ""),
    ],
)
def test_words_in_any_order(words: str, meant: QueueFilter, puzzling: str) -> None:
    terms, rest = read_terms(words, NAMES)
    only = EVERYTHING
    for what, which in terms:
        only = only.and_only(what, which)
    assert (only, rest) == (meant, puzzling)


def test_every_filter_fits_a_button_and_comes_back() -> None:
    for switches in product([False, True], repeat=len(SWITCHES)):
        for kind, field, hamlet, flag in product(
            (None, *PetitionKind), ("", *FIELDS), ("", *HAMLETS), (None, *Flag)
        ):
            only = QueueFilter(*switches, kind=kind, field=field, hamlet=hamlet, flag=flag)
            assert len(f"qp:253402300799:{10**9}:{only.code}".encode()) <= 64
            assert read_filter(only.code, FIELDS, HAMLETS) == only
        if sum(switches) > 1:
            break


@pytest.mark.parametrize("forged", ["x", "m/9", "m//KHONG-CO", "m///deadbeef", "m////77", "////////", "mm", " m"])
def test_a_forged_filter_is_none(forged: str) -> None:
    assert read_filter(forged, FIELDS, HAMLETS) is None


ONE_OF_EACH = [
    EVERYTHING,
    *(EVERYTHING.and_only("switch", name) for name in SWITCHES),
    QueueFilter(kind=PetitionKind.COMPLAINT),
    QueueFilter(field="DD"),
    QueueFilter(hamlet="thon-dong"),
    QueueFilter(flag=Flag.URGENT),
    QueueFilter(mine=True, overdue=True, flagged=True, kind=PetitionKind.QUESTION, field="MT"),
]


@pytest.mark.parametrize("only", ONE_OF_EACH, ids=lambda only: only.code)
async def test_no_filter_reads_what_is_closed(database: Database, tmp_path: Path, only: QueueFilter) -> None:
    """It walks a partial index of open petitions, or of those set apart, in the order in which they fall due."""
    sql = f"""EXPLAIN QUERY PLAN SELECT * FROM petitions WHERE commune = 'a' AND office = 'b' AND {conditions(only)}
        AND (due_at, id) > ('x', 1) AND restricted <= 0 ORDER BY due_at, id LIMIT 9"""
    given = dict.fromkeys(("person", "now", "kind", "field", "hamlet"), "1")
    with sqlite3.connect(tmp_path / "nhipdan.sqlite3") as db:
        plan = [row[3] for row in db.execute(sql, given)]
    db.close()
    index = "petitions_set_apart" if only.held else "petitions_owner" if only.mine else "petitions_queue"
    assert len(plan) == 1, plan
    assert plan[0].startswith("SEARCH petitions USING INDEX ")
    assert index in plan[0] or (only.mine and "petitions_queue" in plan[0])


async def test_each_filter_leaves_its_own(database: Database) -> None:
    mine = replace(petition(1), received_at=NOW - timedelta(days=2))
    flagged = replace(petition(2, PetitionKind.COMPLAINT), flags=frozenset({Flag.CROWD}), field="DD")
    held = replace(petition(3, status=Status.HELD), due_at=NOW)
    late = replace(petition(4), due_at=NOW - timedelta(minutes=1), hamlet="thon-dong")
    closed = replace(petition(5, status=Status.CLOSED), due_at=NOW - timedelta(days=1))
    elsewhere = replace(petition(6), at=Address("zalo_oa", "main", "2"), commune="hanh-thien")
    async with database.transaction() as memory:
        await memory.people.welcome(mine.at, "1", "Đ/c Oai", "vi", NOW)
        for one in (mine, flagged, held, late, closed, elsewhere):
            number = await memory.petitions.file(one)
            if one is mine:
                await memory.petitions.change(one.with_id(number), replace(one, owner=1))

        async def left(only: QueueFilter) -> list[str]:
            found = await memory.petitions.queue(
                COMMUNE, OFFICE, after=None, limit=9, restricted=True, only=only, person=1, now=NOW
            )
            return [one.code for one in found]

        assert await left(EVERYTHING) == [late.code, mine.code, flagged.code]
        assert await left(QueueFilter(mine=True)) == [mine.code]
        assert await left(QueueFilter(new=True)) == [late.code, flagged.code]
        assert await left(QueueFilter(overdue=True)) == [late.code]
        assert await left(QueueFilter(held=True)) == [held.code]
        assert await left(QueueFilter(flagged=True)) == [flagged.code]
        assert await left(QueueFilter(flag=Flag.CROWD)) == [flagged.code]
        assert await left(QueueFilter(flag=Flag.URGENT)) == []
        assert await left(QueueFilter(kind=PetitionKind.COMPLAINT, field="DD")) == [flagged.code]
        assert await left(QueueFilter(hamlet="thon-dong", overdue=True)) == [late.code]
