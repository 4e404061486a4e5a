"""The petition lane at its worst: whatever is sent, forged, repeated or guessed, nothing is lost or done wrongly."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from domain.people.roles import Can, Member, Role
from handlers.book import COMMANDS, PRESSES
from sandbox.control import acting, bodies
from tests.hostile.conftest import COMMUNE, OTHER, forges, select, words_of
from tests.hostile.test_floods import CODE, OFFICE, filed, group_of, status_of
from tests.town import Town

STORY = "Đèn đường ở đầu ngõ nhà bà Mận bị hỏng ba hôm nay"
SECRET = "nhà bà Mận"
OFFICERS = sorted({c.name for c in COMMANDS if c.needs in (Can.SEE_QUEUE, Can.TRIAGE, Can.GUARD)})
OF_PETITIONS = ("p", "pu", "q", "o", "ta", "gl")
"""Buttons that name a petition and do something with it, or show it."""
JUNK = (
    "",
    ":",
    "::::",
    "²:take:1",
    "٣:take:1",
    "x" * 60,
    "é" * 30,
    "%s:{0}:1",
    "K7M2-9QXT-4:take:1",
    "\u202e:take:1",
)
SAID = {
    "garbled": "đèn hỏnggg @@## ko sang dc ạ!!!! 123 %s {x} <b>",
    "abusive": "Làm ăn như đồ vứt đi, đèn hỏng cả tháng không sửa",
    "foreign": "街灯坏了三天了，请修理。 The street light is broken. الضوء مكسور",
    "zero width": "Đèn\u200b đường\u200d ở\ufeff ngõ 3 bị h\u2060ỏng",
    "right to left": "\u202eĐèn đường ở ngõ 3 bị hỏng\u202c",
    "homoglyphs": "Ðèn đườпg ở пgõ 3 bị hỏпg",
    "markup": "<script>alert(1)</script> <b>đèn hỏng</b> &amp; `x` *y* _z_",
    "nfd": "De\u0300n \u0111u\u031bo\u031b\u0300ng bi\u0323 ho\u0309ng ba hôm nay",
    "one line of 4096": "đ" * 4096,
    "sql": "'); DROP TABLE petitions; -- đèn hỏng",
}


async def passes(town: Town) -> None:
    """A moment, so that nobody says more in a minute than anybody writes by hand."""
    await town.clock.move_to(town.clock.now() + timedelta(seconds=10))


@pytest.mark.parametrize("words", SAID.values(), ids=SAID.keys())
async def test_whatever_is_said_becomes_a_petition_and_a_card(town: Town, words: str) -> None:
    group, citizen = await group_of(town), await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, words)
    assert any(code in said for said in group.heard)
    assert status_of(town, code) == "received"
    assert "\u202e" not in "".join(group.heard)


@pytest.mark.parametrize("words", ["", "   ", "…", "👍👍👍", "\u200b\u200b", "?!", "12"])
async def test_what_says_nothing_becomes_none(town: Town, words: str) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    if words:
        await citizen.says(words)
    assert select(town, "SELECT 1 FROM petitions") == [] and select(town, "SELECT 1 FROM dialogs") == []


async def test_a_hundred_kilobytes_in_pieces_are_all_kept(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    for number in range(26):
        await citizen.says(f"Phần {number}: " + "đường hỏng nặng, " * 240)
    receipt = words_of(await citizen.presses("Đồng ý và gửi"))
    assert CODE.search(receipt)
    story = select(town, "SELECT story FROM petitions")[0][0]
    assert len(story) > 100_000 and all(f"Phần {number}:" in story for number in range(26))


async def test_the_same_button_pressed_twice_files_once(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await citizen.says(STORY)
    number, data = town.button(citizen, "Đồng ý và gửi", None)
    await citizen.presses("Đồng ý và gửi")
    await forges(citizen, data)
    assert number and len(select(town, "SELECT 1 FROM petitions")) == 1


async def test_out_of_order_an_old_button_does_nothing(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await citizen.says(STORY)
    _, old = town.button(citizen, "Đồng ý và gửi", None)
    await citizen.says("/huy")
    await forges(citizen, old)
    await citizen.says("Rác ở chợ chưa dọn hai hôm nay")
    await forges(citizen, old)
    assert select(town, "SELECT 1 FROM petitions") == []


async def test_an_update_heard_before_is_not_heard_again(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, STORY)
    before = len(citizen.heard)
    rows = select(town, "SELECT channel, account, update_id, conversation FROM inbox")
    async with town.app.database.transaction() as memory:
        for channel, account, update, conversation in rows:
            memory._session.write(
                """INSERT INTO inbox (channel, account, update_id, conversation, raw, body_hash, received_at)
                   VALUES (:channel, :account, :update, :conversation, '{}', '', '2026-11-03T02:00:00.000000Z')
                   ON CONFLICT DO NOTHING""",
                channel=channel,
                account=account,
                update=update,
                conversation=conversation,
            )
    await town.quiet()
    assert select(town, "SELECT code FROM petitions") == [(code,)] and len(citizen.heard) == before


async def test_an_edit_after_filing_changes_nothing(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    said = await citizen.says(STORY)
    await citizen.presses("Đồng ý và gửi")
    body = bodies.Edit(bot=citizen.bot, person=citizen.id, message_id=said[-1].id - 1, text="Không có gì hỏng cả")
    await town.after(citizen, lambda: acting.edit(town.sandbox, body))
    assert select(town, "SELECT story FROM petitions") == [(STORY,)]


@pytest.mark.parametrize("prefix", OF_PETITIONS)
async def test_forged_buttons_by_those_whose_it_is_not(town: Town, prefix: str) -> None:
    """A neighbour, a unit's staff, another commune's officer: each answered as if it did not exist."""
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, STORY)
    plan = town.app.world.plans[OTHER]
    others = [
        await town.citizen("Ông Bình", COMMUNE),
        await town.member("Đ/c Hoa", COMMUNE, Role.STAFF, "phong-kinh-te"),
        await town.member("Đ/c Xã Khác", OTHER, Role.OFFICER, plan.petitions.office),
    ]
    before = select(town, "SELECT status, version, owner, unit FROM petitions")
    for who in others:
        for rest in (
            code,
            f"{code}:take:1",
            f"{code}:close:1",
            f"{code}:1:phong-kinh-te",
            f"r:{code}",
            f"s:{code}",
        ):
            said = words_of(await forges(who, f"{prefix}:{rest}"))
            assert SECRET not in said, (who.name, rest)
    assert select(town, "SELECT status, version, owner, unit FROM petitions") == before
    assert select(town, "SELECT action FROM petition_events") == [("file",)]


@pytest.mark.parametrize("prefix", [*OF_PETITIONS, "t", "qp", "pi", "y", "bo"])
async def test_junk_behind_every_prefix(town: Town, prefix: str) -> None:
    """By an officer who may: still an old button, or no such code, and never a failure."""
    citizen = await town.citizen("Bà Lan", COMMUNE)
    officer = await town.member("Đ/c Oai", COMMUNE, Role.CHIEF, OFFICE)
    code = await filed(citizen, STORY)
    junk = (
        *JUNK,
        f"{code}:take:99",
        f"{code}:take:²",
        f"{code}:khong_co:1",
        f"{code}:withdraw:1",
        f"{code}:1:khong-co",
    )
    for rest in junk:
        data = f"{prefix}:{rest}".encode()[:64].decode(errors="ignore")
        assert "trục trặc" not in words_of(await forges(officer, data)), data
    assert prefix in PRESSES and status_of(town, code) == "received"


async def test_officers_commands_do_not_exist_for_others(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, STORY)
    staff = await town.member("Đ/c Hoa", COMMUNE, Role.STAFF, "phong-kinh-te")
    for command in OFFICERS:
        for who in (citizen, staff):
            said = words_of(await who.says(f"/{command} {code} 1 thử xem sao"))
            assert "Không có lệnh" in said or command == "huongdan", (who.name, said)
            assert SECRET not in said
        await passes(town)
    assert select(town, "SELECT action FROM petition_events") == [("file",)]


async def test_another_communes_officer_finds_no_such_code(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, STORY)
    office = town.app.world.plans[OTHER].petitions.office
    stranger = await town.member("Đ/c Khác", OTHER, Role.CHIEF, office)
    await stranger.starts(await town.invitation(Member(OTHER, office, Role.OFFICER)))
    for command in OFFICERS:
        said = words_of(await stranger.says(f"/{command} {code} 1 thử xem sao"))
        assert said and SECRET not in said and "trục trặc" not in said, command
        assert select(town, "SELECT action FROM petition_events") == [("file",)], command
        assert select(town, "SELECT 1 FROM bans") == [] and status_of(town, code) == "received", command
        await passes(town)


async def test_somebody_elses_code_shows_the_state_alone(town: Town) -> None:
    citizen, other = await town.citizen("Bà Lan", COMMUNE), await town.citizen("Ông Bình", COMMUNE)
    officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
    code = await filed(citizen, STORY)
    await officer.says(f"/traloi {code} Mai thợ đến sửa")
    said = words_of(await other.says(code))
    assert code in said and SECRET not in said and "Mai thợ đến sửa" not in said and "Bà Lan" not in said
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert "Không tìm thấy" in words_of(await other.says(wrong)) or wrong not in words_of(await other.says(wrong))


@pytest.mark.parametrize("carried", ["t_{code}", "p_{code}", "{code}", "c_{code}", "c_khong-co", "x" * 64, "-"])
async def test_forged_deep_links(town: Town, carried: str) -> None:
    citizen, other = await town.citizen("Bà Lan", COMMUNE), await town.citizen("Ông Bình", COMMUNE)
    code = await filed(citizen, STORY)
    said = words_of(await other.starts(carried.format(code=code)))
    assert SECRET not in said and "trục trặc" not in said
    assert select(town, "SELECT action FROM petition_events") == [("file",)]


async def test_nothing_said_reaches_the_history(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await filed(citizen, STORY)
    assert SECRET not in json.dumps(select(town, "SELECT * FROM history"), ensure_ascii=False)
