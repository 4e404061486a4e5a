"""Every action of the office, in every state, by command, by button and in reply to the card: each way is open exactly
where the tables say so, and closed to whoever lacks the right."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import product

import pytest

from domain.messaging.messages import FileRef, Kind, Medium
from domain.people.roles import Role
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action, NotAllowed, PetitionKind, Status, after, fits
from handlers.book import COMMANDS
from handlers.office.card_presses import DONE_BY
from handlers.router import route
from handlers.turn import Refusal, Turn
from storage.database import Database
from storage.memory import Memory
from storage.petitions.petition import Petition
from tests.casework.office import AT, COMMUNE, NOW, petition, turn_of

PAPER = "12/TB-UBND ngày 18/5 vì thiếu căn cứ"
SPOKEN = {
    Action.TAKE: "/nhan {case}",
    Action.ASSIGN: "/giao {case} Oai",
    Action.FORWARD: "/chuyen {case} Phòng Kinh tế",
    Action.REFER: "/chuyendi {case} Sở Xây dựng, số 30/UBND-VP ngày 18/5",
    Action.REGISTER: f"/nhandon {{case}} {PAPER}",
    Action.ACCEPT: f"/thuly {{case}} {PAPER}",
    Action.DECLINE: f"/khongthuly {{case}} {PAPER}",
    Action.DECIDE: f"/quyetdinh {{case}} {PAPER}",
    Action.SUSPEND: f"/tamdinhchi {{case}} {PAPER}",
    Action.RESUME: "/tieptuc {case} Đã có kết quả",
    Action.EXTEND: "/giahan {case} 30/6 Chờ vật tư",
    Action.ASK: "/hoi {case} Xin cho biết ngõ nào?",
    Action.NOTE: "/ghichu {case} Đã gọi thợ",
    Action.ATTACH: "/dinhkem {case} Ảnh hiện trường",
    Action.RECLASSIFY: "/phanloai {case} môi trường",
    Action.FLAG: "/uutien {case}",
    Action.SPLIT: "/tach {case} Cột đèn đầu ngõ hỏng",
    Action.JOIN: "/gop {case} {other}",
    Action.INSPECT: "/kiemtra {case} Có căn cứ",
    Action.ANSWER: "/traloi {case} Đã sửa xong",
    Action.GUIDE: "/huongdan {case} Mời đến một cửa",
    Action.RETURN: "/tradon {case} Thiếu chữ ký",
    Action.REJECT: "/khongxuly {case} Không rõ nội dung",
    Action.KEEP: "/luudon {case} Không đủ điều kiện",
    Action.CLOSE: "/dong {case} Đã sửa, số 12/TB-UBND ngày 18/5",
    Action.REOPEN: "/molai {case} Xem lại",
}
"""As an officer says it, with all that it takes; `{case}` is the code, or nothing under the card."""
OFFICES = [action for action in Action if action not in CITIZENS_ACTIONS]
WITHOUT_REPLY = {Action.RELEASE}  # lets in a whole flood: by its own list or its card's button
LATER = {"triage.nothing_to_extend", "triage.nobody_to_assign", "triage.accepted_stays"}
"""Refused for what the case lacks or is, and not for how it stands."""
KINDS = (PetitionKind.FEEDBACK, PetitionKind.COMPLAINT)
CARD = "77"


def test_every_action_has_its_command_and_its_button() -> None:
    assert set(DONE_BY) == set(OFFICES)
    assert set(SPOKEN) == set(OFFICES) - WITHOUT_REPLY
    names = {name for one in COMMANDS for name in (one.name, *one.aliases)}
    assert {said.split()[0].removeprefix("/") for said in SPOKEN.values()} <= names


@pytest.mark.parametrize("way", ["command", "reply", "button"])
async def test_each_way_is_open_where_the_tables_say_so(database: Database, way: str) -> None:
    stands = [(status, kind) for status in Status for kind in KINDS]
    async with database.transaction() as memory:
        await memory.people.welcome(AT, "1", "Đ/c Oai", "vi", NOW)
        others = {kind: await _kept(memory, 90 + at, kind, Status.RECEIVED) for at, kind in enumerate(KINDS)}
        cases = [await _kept(memory, number, kind, status) for number, (status, kind) in enumerate(stands)]
    wrong = []
    for case in cases:
        async with database.transaction() as memory:
            memory.cards._db.write(
                """INSERT INTO cards (channel, account, chat, card, message_id, commune, in_group, language)
                   VALUES ('telegram', 'main', '1', :card, :message, :commune, 0, 'vi')""",
                card=case.card,
                message=CARD,
                commune=COMMUNE,
            )
            for action in OFFICES:
                if way != "button" and action in WITHOUT_REPLY:
                    continue
                turn = _said(memory, case, action, way, others[case.kind])
                refusal = await _tried(turn)
                if (refusal is None or refusal in LATER) is not _is_open(case, action):
                    wrong.append((case.status.value, case.kind.value, action.value, refusal))
            memory.cards.forget(AT)
    assert wrong == []


async def test_no_button_does_what_its_presser_may_not(database: Database) -> None:
    """Forged, or pressed after a role has ended."""
    async with database.transaction() as memory:
        await memory.people.welcome(AT, "1", "Đ/c Oai", "vi", NOW)
        case = await _kept(memory, 1, PetitionKind.COMPLAINT, Status.TAKEN)
    async with database.transaction() as memory:
        for roles, action in product(([], [Role.STAFF], [Role.LEADER], [Role.ADMIN]), OFFICES):
            turn = _said(memory, case, action, "button", case, roles)
            assert await _tried(turn) == "error.not_yours", (action, roles)


async def _kept(memory: Memory, number: int, kind: PetitionKind, status: Status) -> Petition:
    one = petition(number, kind, status)
    return one.with_id(await memory.petitions.file(one))


def _said(
    memory: Memory, case: Petition, action: Action, way: str, other: Petition, roles: list[Role] | None = None
) -> Turn:
    turn = turn_of(memory, [Role.CHIEF] if roles is None else roles)
    heard = turn.inbound
    if way == "button":
        pressed = f"p:{case.code}:{action.value}:{case.version}"
        turn.inbound = replace(heard, kind=Kind.PRESS, text=pressed, press_id="1", message_id=CARD)
        return turn
    words = SPOKEN[action].format(case=case.code if way == "command" else "", other=other.code)
    files = (FileRef("f1", "u1", Medium.PHOTO),) if action is Action.ATTACH else ()
    turn.inbound = replace(heard, text=words, files=files, reply_to=CARD if way == "reply" else "")
    return turn


class _TakenBack(Exception):
    """What was tried leaves nothing behind."""


async def _tried(turn: Turn) -> str | None:
    """Why it was refused; None where it was done, or what it lacks was asked."""
    refusal: str | None = None
    with suppress(_TakenBack):
        async with turn.memory.savepoint("try"):
            try:
                await route(turn)
            except Refusal as refused:
                refusal = refused.text.key
            raise _TakenBack
    return refusal


def _is_open(case: Petition, action: Action) -> bool:
    try:
        after(case.status, action)
    except NotAllowed:
        return False
    return fits(case.kind, action)
