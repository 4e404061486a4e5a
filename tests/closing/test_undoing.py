"""Whatever an officer does, /hoantac leaves the case and its clocks exactly as they were."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from domain.clocks.limits import Case
from domain.document_number import DocumentNumber
from domain.petitions.actions import WITH_DOCUMENT
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import (
    CITIZENS_ACTIONS,
    Action,
    NotAllowed,
    PetitionKind,
    Status,
    after,
    allowed,
    undone,
)
from handlers.office import undo
from handlers.office.aftermath import Deed
from handlers.office.casework import carry_out
from handlers.turn import Refusal
from storage.petitions.petition import Petition
from tests.closing.conftest import Office

_BY_ITSELF = {Action.SPLIT, Action.JOIN}
"""Done together with a second case: tested on their own."""


def a_deed(action: Action, chance: Random, officer: int) -> Deed:
    def makes(petition: Petition) -> Petition:
        if action is Action.RECLASSIFY:
            return replace(petition, kind=chance.choice(list(PetitionKind)), field="", hamlet=chance.choice("abc"))
        if action is Action.FLAG:
            return replace(petition, flags=frozenset(chance.sample(list(Flag), 2)), people=chance.randint(1, 9))
        return replace(petition, case=chance.choice(list(Case)), remote=chance.random() < 0.5)

    return Deed(
        action,
        "Lời của cán bộ",
        unit="cong-an-xa" if action is Action.FORWARD else "",
        officer=officer if action is Action.ASSIGN else None,
        body="UBND tỉnh" if action is Action.REFER else "",
        document=DocumentNumber("12/TB-UBND", date(2026, 5, 18)) if action in WITH_DOCUMENT else None,
        extended_to=date(2026, 7, 1) if action is Action.EXTEND else None,
        makes=makes,
    )


async def stands(office: Office) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The row and the clocks, all columns but the version."""
    async with office.town.app.database.transaction() as memory:
        rows = await memory._session.rows("SELECT * FROM petitions WHERE code = :code", code=office.code)
        clocks = await memory._session.rows("SELECT * FROM running_clocks ORDER BY id")
        days = await memory._session.rows("SELECT * FROM petition_days WHERE n > 0 ORDER BY 1, 2, 3, 4")
    row = {**dict(rows[0]), "version": 0}
    return row, [*map(dict, clocks), *map(dict, days)]


@pytest.mark.parametrize("seed", range(4))
async def test_an_action_taken_back_was_never_done(office: Office, seed: int) -> None:
    chance = Random(seed)
    office.town.holds_answers = True
    tried = set()
    for _ in range(25):
        petition = await office.petition()
        possible = set(allowed(petition.status, petition.kind)) - CITIZENS_ACTIONS - _BY_ITSELF
        action = chance.choice(sorted(possible))
        before = await stands(office)
        async with office.turn(office.chief) as turn:
            await carry_out(turn, petition, a_deed(action, chance, turn.person.id))
        async with office.turn(office.chief, office.code) as turn:
            steps = await undo._last_steps(turn, office.code)
            assert [step.action for step in steps] == [action]
            await undo._take_back(turn, steps)
        assert await stands(office) == before, action
        tried.add(action)
        await office.town.clock.move_to(office.town.clock.now() + timedelta(hours=chance.randint(1, 40)))
        petition = await office.petition()
        async with office.turn(office.chief) as turn:
            await carry_out(turn, petition, a_deed(action, chance, turn.person.id))
    assert len(tried) > 8
    await office.town.clock.move_to(office.town.clock.now() + timedelta(minutes=1))


async def test_a_part_split_off_is_joined_again(office: Office) -> None:
    whole = await office.petition()
    async with office.turn(office.chief) as turn:
        await carry_out(turn, whole, Deed(Action.SPLIT))
        part = replace(whole, code="K7M2-9QXT-4", split_from=whole.code, received_at=turn.now)
        await turn.memory.petitions.file(part)
    async with office.turn(office.chief, whole.code) as turn:
        await undo._take_back(turn, await undo._last_steps(turn, whole.code))
    joined = await office.petition("K7M2-9QXT-4")
    assert (joined.status, joined.part_of) == (Status.JOINED, whole.code)
    with pytest.raises(Refusal):
        async with office.turn(office.chief) as turn:
            await undo._last_steps(turn, "")
    await office.town.quiet()


@pytest.mark.parametrize("before", Status)
@pytest.mark.parametrize("action", Action)
def test_only_what_the_table_says_can_be_taken_back(before: Status, action: Action) -> None:
    if action in allowed(before) and action not in CITIZENS_ACTIONS:
        assert undone(action, before, after(before, action)) is before
        return
    with pytest.raises(NotAllowed):
        undone(action, before, Status.TAKEN)


async def test_the_pictures_sent_behind_an_answer_are_taken_back_with_it(office: Office) -> None:
    office.town.holds_answers = True
    await office.officer.sends(photo=True, caption=f"/traloi {office.code} Ảnh hiện trường")
    await office.officer.sends(photo=True)
    heard = len(office.citizen.heard)
    await office.officer.says("/hoantac")
    await office.officer.sends(photo=True)
    office.town.holds_answers = False
    await office.town.quiet()
    assert len(office.citizen.heard) == heard
    assert "Tin chưa gửi đã được rút lại" in "\n".join(office.officer.heard)


async def test_what_is_too_old_stays(office: Office) -> None:
    minutes = office.town.app.world.habits.closing.undo_minutes
    await office.officer.says(f"/nhan {office.code}")
    await office.town.clock.move_to(office.town.clock.now() + timedelta(minutes=minutes + 1))
    await office.officer.says("/hoantac")
    await office.officer.says(f"/hoantac {office.code}")
    assert (await office.petition()).status is Status.TAKEN
    await office.officer.says(f"/uutien {office.code}")
    await office.town.clock.move_to(office.town.clock.now() + timedelta(minutes=minutes - 1))
    await office.officer.says("/hoantac")
    assert Flag.URGENT not in (await office.petition()).flags


async def test_a_button_shown_in_time_is_too_late_afterwards(office: Office) -> None:
    minutes = office.town.app.world.habits.closing.undo_minutes
    await office.officer.says(f"/nhan {office.code}")
    await office.officer.says(f"/dong {office.code} Đã thay bóng, biên bản 05/BB-VP")
    await office.officer.says("/hoantac")
    await office.town.clock.move_to(office.town.clock.now() + timedelta(minutes=minutes + 1))
    await office.officer.presses("Hoàn tác")
    assert (await office.petition()).status is Status.CLOSED


async def test_nobody_takes_back_what_another_did(office: Office) -> None:
    await office.officer.says(f"/nhan {office.code}")
    for words in ("/hoantac", f"/hoantac {office.code}"):
        await office.chief.says(words)
        await office.citizen.says(words)
    assert (await office.petition()).status is Status.TAKEN
