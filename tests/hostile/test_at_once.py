"""Two at once, one in two places, and buttons whose moment is past: each case changes once, and by those it is for."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from domain.people.roles import Member, Role
from domain.petitions.codes import RANDOM_BYTES, make_code
from sandbox.telegram import people as telegram
from tests.hostile.conftest import COMMUNE, OTHER, forges, presses_on, select, words_of
from tests.hostile.test_floods import CODE, OFFICE, filed, status_of
from tests.town import Person, Town

MATTER = "Đèn đường ở đầu ngõ bị hỏng ba hôm nay"
NOBODYS = make_code(bytes(RANDOM_BYTES))


async def officer(town: Town, name: str, commune: str = COMMUNE) -> Person:
    return await town.member(name, commune, Role.OFFICER, town.app.world.plans[commune].petitions.office)


async def both(town: Town, *acts: tuple[Person, str]) -> None:
    """Each presses or says it before anybody is answered."""
    for person, what in acts:
        if what.startswith("/"):
            town.messenger.send(person, text=what)
        else:
            chat, bot = town.chat_of(person), town.sandbox.bot_named(person.bot)
            assert bot
            newest = max(chat.messages, default=1)
            telegram.press(town.sandbox, bot, chat, town.sandbox.people[person.id], newest, what)
    await town.quiet()


def deeds(town: Town, code: str) -> list[str]:
    found = select(
        town,
        f"SELECT e.action FROM petition_events e JOIN petitions p ON p.id = e.petition WHERE p.code = '{code}' "
        "ORDER BY e.id",
    )
    return [action for (action,) in found]


# ---- two at once


async def test_an_order_to_take_by_two_is_taken_and_taken_over_knowingly(town: Town) -> None:
    first, second = await officer(town, "Đ/c Một"), await officer(town, "Đ/c Hai")
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, MATTER)
    before = len(citizen.heard)
    await both(town, (first, f"/nhan {code}"), (second, f"/nhan {code}"))
    assert status_of(town, code) == "taken"
    assert len(citizen.heard) == before + 1  # hears once that it is taken
    told = "\n".join([*first.heard[-2:], *second.heard[-2:]])
    assert "trục trặc" not in told


@pytest.mark.parametrize("other", ["reject", "take", "reclassify", "close", "ask"])
async def test_two_buttons_of_one_card(town: Town, other: str) -> None:
    """The second is refused, whatever it is, and shown the card as it is now."""
    first, second = await officer(town, "Đ/c Một"), await officer(town, "Đ/c Hai")
    code = await filed(await town.citizen("Bà Lan", COMMUNE), MATTER)
    before = len(second.heard)
    await both(town, (first, f"p:{code}:take:1"), (second, f"p:{code}:{other}:1"))
    assert deeds(town, code) == ["file", "take"]
    assert "đã thay đổi" in list(town.sandbox.presses.values())[-1].text or code in words_of(second.messages[-1:])
    assert len(second.heard) >= before and select(town, "SELECT 1 FROM dialogs") == []


async def test_a_button_under_a_case_that_the_citizen_has_changed(town: Town) -> None:
    """New evidence makes the card anew: nobody closes or rejects what they have not read."""
    man = await officer(town, "Đ/c Một")
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, MATTER)
    old = next(message for message in reversed(man.messages) if message.buttons)
    data = [b["callback_data"] for row in old.buttons for b in row]
    await citizen.says("/tracuu")
    await citizen.presses("Xem ")
    await citizen.presses("Bổ sung")
    await citizen.sends(photo=True, caption="Cột điện còn bị nghiêng nữa")
    reject = next(one for one in data if ":reject:" in one)
    await forges(man, reject)
    assert status_of(town, code) == "received" and deeds(town, code)[-1] == "add"
    assert select(town, "SELECT 1 FROM dialogs WHERE form <> 'more_case_files'") == []


# ---- an officer of two communes


async def two_places(town: Town) -> Person:
    both_ = await officer(town, "Đ/c Kiêm")
    office = town.app.world.plans[OTHER].petitions.office
    await both_.starts(await town.invitation(Member(OTHER, office, Role.OFFICER)))
    return both_


ORDERS = (
    "nhan {code}",
    "xem {code}",
    "traloi {code} Mai thợ đến",
    "ghichu {code} xem",
    "dong {code} Đã sửa theo văn bản 12/UBND",
    "chuyendi {code} Sở Xây dựng: không thuộc xã",
    "gop {code} {ours}",
    "gop {ours} {code}",
    "tach {code} Phần riêng",
    "giahan {code} 30/11/2026 chờ thợ",
    "phieu {code}",
    "codau {code} phức tạp",
    "vungxa {code} có",
    "songuoi {code} 7",
    "thahang {code}",
    "hoantac {code}",
    "chude {code}",
)


@pytest.mark.parametrize("order", ORDERS)
async def test_orders_in_one_commune_reach_no_case_of_the_other(town: Town, order: str) -> None:
    man = await two_places(town)
    theirs = await filed(await town.citizen("Bà Lan", COMMUNE), MATTER)
    ours = await filed(await town.citizen("Ông Bình", OTHER), "Rác ở chợ chưa dọn hai hôm nay")
    await man.says(f"/xa {OTHER}")
    before = select(town, "SELECT code, version, status, part_of FROM petitions")
    said = words_of(await man.says("/" + order.format(code=theirs, ours=ours)))
    gone = words_of(await man.says("/" + order.format(code=NOBODYS, ours=ours)))
    assert said.replace(theirs, "") == gone.replace(NOBODYS, "")  # as if it did not exist
    assert select(town, "SELECT code, version, status, part_of FROM petitions") == before


async def test_undoing_in_one_commune_leaves_the_other_alone(town: Town) -> None:
    man = await two_places(town)
    theirs = await filed(await town.citizen("Bà Lan", COMMUNE), MATTER)
    await man.says(f"/xa {COMMUNE}")
    await man.says(f"/nhan {theirs}")
    await man.says(f"/xa {OTHER}")
    await man.says("/hoantac")
    assert status_of(town, theirs) == "taken"
    for number in range(3):
        await forges(man, f"hu:{number}")
    assert status_of(town, theirs) == "taken"


async def test_a_card_of_one_commune_is_answered_for_that_commune(town: Town) -> None:
    """Replying to it, or pressing it, whichever commune was chosen since."""
    man = await two_places(town)
    await man.says(f"/xa {COMMUNE}")
    theirs = await filed(await town.citizen("Bà Lan", COMMUNE), MATTER)
    card = next(message for message in reversed(man.messages) if theirs in message.words)
    await man.says(f"/xa {OTHER}")
    await man.says("/ghichu Đã gọi thợ", reply_to=card.id)
    assert deeds(town, theirs)[-1] == "note"
    await presses_on(man, "Nhận", card)
    assert status_of(town, theirs) == "taken"
    await forges(man, f"p:{theirs}:take:1")
    assert status_of(town, theirs) == "taken"


# ---- canned answers


@pytest.mark.parametrize("words", ["Chào {ten}", "Chào {0}", "Chào {ho_ten", "Chào ho_ten}", "{{ma}}", "{}"])
async def test_unknown_gaps_are_refused_when_the_answer_is_made(town: Town, words: str) -> None:
    man = await officer(town, "Đ/c Một")
    assert "{ho_ten}" in words_of(await man.says(f"/mau chao = {words}"))
    assert select(town, "SELECT 1 FROM kept_phrases") == []


@pytest.mark.parametrize("name", ["<b>Lan</b> & {ma} <i>", "Lan</code>", "{xa}", "&lt Lan"])
async def test_a_gap_is_filled_as_it_is(town: Town, name: str) -> None:
    man = await officer(town, "Đ/c Một")
    said = await man.says(f"/nhap {MATTER}; bà {name}; thôn Đông; 0912 345 678; điện thoại")
    found = CODE.search(words_of([*said, *await man.presses("Ghi vào sổ")]))
    assert found
    await man.says("/mau chao = <u>Kính gửi</u> {ho_ten}, mã {ma} & {xa}")
    assert f"<u>Kính gửi</u> bà {name}, mã {found[0]} &" in words_of(await man.says(f"/traloi {found[0]} #chao"))


@pytest.mark.parametrize("who", ["Công khai", "Không ai biết"])
async def test_somebody_whose_name_is_not_on_record_is_addressed_politely(town: Town, who: str) -> None:
    man, citizen = await officer(town, "Đ/c Một"), await town.citizen("Bà <Lan>", COMMUNE)
    await citizen.says(MATTER)
    await citizen.presses("Ai được biết tên tôi")
    await citizen.presses(who)
    found = CODE.search(words_of(await citizen.presses("Đồng ý và gửi")))
    assert found
    await man.says("/mau chao = <u>Kính gửi</u> {ho_ten}, mã {ma}")
    await man.says(f"/traloi {found[0]} #chao")
    await man.presses("Gửi")
    assert f"<u>Kính gửi</u> ông/bà, mã {found[0]}" in citizen.last


async def test_a_communes_own_answers_are_its_own(town: Town) -> None:
    man = await two_places(town)
    await man.says(f"/xa {COMMUNE}")
    await man.says("/mau rieng = Riêng của xã {xa}")
    await man.says(f"/xa {OTHER}")
    assert "Riêng của xã" not in words_of(await man.says("/mau"))
    code = await filed(await town.citizen("Ông Bình", OTHER), MATTER)
    await man.says(f"/traloi {code} #rieng")
    assert deeds(town, code) == ["file"]
    await man.says("/mau xoa rieng")
    assert len(select(town, "SELECT 1 FROM kept_phrases")) == 1


# ---- one phone for a hamlet


async def test_the_head_of_a_hamlet_files_for_thirty_households(town: Town) -> None:
    man = await officer(town, "Đ/c Một")
    head = await town.citizen("Trưởng thôn", COMMUNE)
    codes = [await filed(head, f"Nhà số {number} thôn Đông mất nước từ hôm qua") for number in range(1, 31)]
    assert len(set(codes)) == 30
    states = {code: status_of(town, code) for code in codes}
    assert set(states.values()) == {"received", "held"}
    await man.says("/thahang")
    await man.presses("đưa vào hàng đợi (25)")
    assert {status_of(town, code) for code in codes} == {"received"}


async def test_the_same_words_about_another_house_are_another_petition(town: Town) -> None:
    head = await town.citizen("Trưởng thôn", COMMUNE)
    codes = []
    for house in ("Nhà bà Mận", "Nhà ông Bình", "Nhà bà Mận"):
        await head.says("Mất nước từ hôm qua đến nay")
        await head.presses("Thêm, sửa địa điểm")
        await head.says(house)
        found = CODE.search(words_of(await head.presses("Đồng ý và gửi")))
        assert found
        codes.append(found[0])
    assert codes[0] != codes[1] and codes[0] == codes[2]


async def test_thirty_households_at_the_counter_under_one_number(town: Town) -> None:
    man = await officer(town, "Đ/c Một")
    for number in range(30):
        await man.says(f"/nhap Mất nước từ hôm qua; bà Nguyễn Thị N{number}; thôn Đông; 0912 345 678; điện thoại")
        await man.presses("Ghi vào sổ")
    names = [name for (name,) in select(town, "SELECT sender_name FROM petitions WHERE status = 'received'")]
    assert len(set(names)) == 30
    for code, name in select(town, "SELECT code, sender_name FROM petitions ORDER BY id DESC LIMIT 2"):
        assert name in words_of(await man.says(f"/xem {code}"))


# ---- replayed and forged


async def spot(town: Town) -> None:
    for name in ("Bà Lan", "Ông Bình", "Bà Mận"):
        await filed(await town.citizen(name, COMMUNE), "Đèn đường ở đầu ngõ thôn Đông bị hỏng ba hôm nay")


async def strangers(town: Town) -> list[Person]:
    return [
        await town.citizen("Bà Lạ", COMMUNE),
        await town.citizen("Ông Xa", OTHER),
        await officer(town, "Đ/c Xa", OTHER),
        await town.member("Đ/c Hoa", COMMUNE, Role.STAFF, "phong-kinh-te"),
    ]


async def test_replayed_and_forged_buttons_of_everything_else(town: Town) -> None:
    man, chief = await officer(town, "Đ/c Một"), await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    bad, citizen = await town.citizen("Anh Quấy", COMMUNE), await town.citizen("Bà Lan", COMMUNE)
    rude = await filed(bad, "Xã làm ăn kiểu gì thế này, chẳng ra sao cả")
    await chief.says(f"/chan {rude} 7 Xúc phạm")
    code = await filed(citizen, MATTER)
    await man.says(f"/dong {code} Đã thay bóng theo văn bản 12/UBND")
    [(mark,)] = select(town, f"SELECT version FROM petitions WHERE code = '{code}'")
    tables = (
        "petitions",
        "petition_events",
        "petition_ratings",
        "petition_followers",
        "bans",
        "petition_undo",
        "hot_spots",
    )
    [(banned,)] = select(town, "SELECT person FROM bans")
    before = [select(town, f"SELECT * FROM {table}") for table in tables]
    for who in await strangers(town):
        for data in (
            *(f"kq:{code}:{mark}:{what}" for what in ("done", "not_done", "5", "1", "words", "9", "")),
            *(f"kq:{code}:{other}:done" for other in ("0", "99", "²")),
            f"tf:{code}",
            f"bo:{banned}",
            "bo:",
            *(f"hu:{number}" for number in range(4)),
            *(f"gl:{what}:{code}" for what in "rs"),
            *(f"hs:{number}:{what}" for number in (0, 1, 999) for what in ("join", "apart", "")),
        ):
            await forges(who, data)
            assert "trục trặc" not in who.last, data
    assert [select(town, f"SELECT * FROM {table}") for table in tables] == before


async def test_stars_after_the_case_was_opened_again(town: Town) -> None:
    man = await officer(town, "Đ/c Một")
    await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, MATTER)
    await man.says(f"/dong {code} Đã thay bóng theo văn bản 12/UBND")
    result = next(
        m for m in reversed(citizen.messages) if any("Đã xong" in b["text"] for r in m.buttons for b in r)
    )
    number, done = town.button(citizen, "Đã xong", result)
    await citizen.presses("Chưa xong")
    disputed = deeds(town, code)
    for data in (done, done.replace(":done", ":5"), done.replace(":done", ":not_done")):
        await forges(citizen, data)
    assert deeds(town, code) == disputed and status_of(town, code) not in ("closed", "confirmed")
    assert select(town, "SELECT stars FROM petition_ratings") in ([(0,)], [(None,)], [("",)])
    assert number


async def test_a_mark_of_an_earlier_result_says_nothing_of_the_later(town: Town) -> None:
    """Closed, disputed, closed again: the first message's *Đã xong* is of a result that was not good."""
    man = await officer(town, "Đ/c Một")
    citizen = await town.citizen("Bà Lan", COMMUNE)
    code = await filed(citizen, MATTER)
    await man.says(f"/dong {code} Đã thay bóng theo văn bản 12/UBND")
    result = next(
        m for m in reversed(citizen.messages) if any("Đã xong" in b["text"] for r in m.buttons for b in r)
    )
    _, done = town.button(citizen, "Đã xong", result)
    await citizen.presses("Chưa xong")
    await town.clock.move_to(town.clock.now() + timedelta(hours=1))
    await man.says(f"/nhan {code}")
    await man.says(f"/dong {code} Đã thay cả cột theo văn bản 13/UBND")
    again = status_of(town, code)
    for data in (done, done.replace(":done", ":1"), done.replace(":done", ":not_done")):
        await forges(citizen, data)
    assert (again, status_of(town, code)) == ("closed", "closed")


async def test_letting_in_twice_and_ending_what_was_let_in(town: Town) -> None:
    man = await officer(town, "Đ/c Một")
    head = await town.citizen("Trưởng thôn", COMMUNE)
    codes = [await filed(head, f"Nhà số {number} thôn Đông mất nước từ hôm qua") for number in range(1, 8)]
    held = [code for code in codes if status_of(town, code) == "held"]
    await both(town, (man, f"gl:r:{held[0]}"), (man, f"gl:r:{held[0]}"), (man, f"gl:s:{held[0]}"))
    assert {status_of(town, code) for code in codes} == {"received"}
    assert [deeds(town, code).count("release") for code in held] == [1] * len(held)


async def test_a_ban_lifted_twice_and_of_another_commune(town: Town) -> None:
    chief = await town.member("Đ/c Chánh", COMMUNE, Role.CHIEF, OFFICE)
    elsewhere = await town.member("Đ/c Khác", OTHER, Role.CHIEF, town.app.world.plans[OTHER].petitions.office)
    code = await filed(await town.citizen("Anh Quấy", COMMUNE), "Xã làm ăn kiểu gì thế này, chẳng ra sao cả")
    await chief.says(f"/chan {code} 7 Xúc phạm")
    [(person,)] = select(town, "SELECT person FROM bans")
    await forges(elsewhere, f"bo:{person}")
    assert select(town, "SELECT lifted_at FROM bans") == [(None,)]
    await both(town, (chief, f"bo:{person}"), (chief, f"bo:{person}"))
    assert len(select(town, "SELECT 1 FROM history WHERE what = 'ban lifted'")) == 1
    assert not re.search("trục trặc", "".join(chief.heard))


# ---- following


async def test_following_twice_and_leaving_what_one_does_not_follow(town: Town) -> None:
    man = await officer(town, "Đ/c Một")
    code = await filed(await town.citizen("Bà Lan", COMMUNE), MATTER)
    other, stranger = await town.citizen("Ông Bình", COMMUNE), await town.citizen("Ông Lạ", OTHER)
    await other.says(MATTER)
    follow = next(
        b["callback_data"]
        for m in reversed(other.messages)
        for r in m.buttons
        for b in r
        if "Theo dõi" in b["text"]
    )
    await both(town, (other, follow), (other, follow))
    await forges(stranger, follow)
    assert len(select(town, "SELECT 1 FROM petition_followers")) == 1
    await forges(stranger, f"tf:{code}")
    assert len(select(town, "SELECT 1 FROM petition_followers")) == 1
    await both(town, (other, f"tf:{code}"), (other, f"tf:{code}"))
    before = len(other.heard)
    await man.says(f"/dong {code} Đã thay bóng theo văn bản 12/UBND")
    assert len(other.heard) == before
    await forges(other, follow)  # the case is over, and the draft is gone
    assert select(town, "SELECT 1 FROM petition_followers") == []


async def test_a_consent_that_was_taken_back_is_not_given_by_an_old_button(town: Town) -> None:
    citizen = await town.citizen("Bà Lan", COMMUNE)
    await citizen.says(MATTER)
    draft = next(
        m for m in reversed(citizen.messages) if any("Đồng ý và gửi" in b["text"] for r in m.buttons for b in r)
    )
    _, sends = town.button(citizen, "Đồng ý và gửi", draft)
    await citizen.presses("Không đồng ý")
    for data in (sends, sends, sends.replace(":sure:", ":story:"), sends.replace("f:", "f:9")):
        await forges(citizen, data)
    await forges(await town.citizen("Ông Lạ", COMMUNE), sends)
    assert select(town, "SELECT 1 FROM petitions") == [] and select(town, "SELECT 1 FROM consents") == []
