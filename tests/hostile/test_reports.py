"""Reports under attack: bad dates and numbers, forged buttons, things done by two at once or after they ceased to be."""

from __future__ import annotations

import asyncio
import base64
import re
from datetime import timedelta
from typing import Any

import pytest

from domain.people.roles import Member, Role
from handlers.book import PRESSES
from sandbox.telegram import people as telegram
from sandbox.telegram.model import Message
from tests import papers
from tests.hostile.conftest import COMMUNE, OTHER, forges, select, words_of, write
from tests.town import Person, Town

UNIT, COLLECTS, TAKES_PETITIONS = "phong-kinh-te", "phong-vhxh", "van-phong"
YEARS, NINE_MONTHS = "nghi-duong-12m:2026-N", "nghi-duong-9m:2026-9T"
OLD, UNKNOWN = "Lựa chọn này đã cũ", "Không có lệnh"
NUMBER = "25/BC-UBND ngày 02/11"


async def staff(town: Town, name: str = "Đ/c Hoa", unit: str = UNIT) -> Person:
    return await town.member(name, COMMUNE, Role.STAFF, unit)


async def collector(town: Town, name: str = "Đ/c Yến", commune: str = COMMUNE, unit: str = COLLECTS) -> Person:
    return await town.member(name, commune, Role.COLLECTOR, unit)


def code_in(messages: list[Message]) -> str:
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", words_of(messages))
    assert found, words_of(messages)
    return found[0]


async def handed_in(person: Person) -> str:
    """The code."""
    return code_in(await person.says(f"/nop {NUMBER}"))


def everything(town: Town) -> list[Any]:
    """What a press might have changed."""
    tables = ("submissions", "reviews", "extensions", "exemptions", "period_locks", "requests", "entered_dates")
    return [
        select(town, f"SELECT * FROM {table}") for table in (*tables, "units", "nudges", "absences", "handovers")
    ]


# ---- days and numbers

DAYS = {
    "31/2/2027": "chưa đọc được ngày này",
    "15/12/20206": "chưa đọc được ngày này",
    "2026-12-05": "chưa đọc được ngày này",
    "hôm nào cũng được": "chưa đọc được ngày này",
    "03/11/2026": "cần một ngày sau 03/11/2026",
    "01/01/2020": "cần một ngày sau 03/11/2026",
    "15/12/2062": "quá xa",
}


@pytest.mark.parametrize("first", [["/dotxuat"], ["/dathan", "1"]])
async def test_a_day_that_is_none(town: Town, first: list[str]) -> None:
    boss = await collector(town)
    for words in first:
        await boss.says(words)
    for said, answer in DAYS.items():
        assert answer in words_of(await boss.says(said)), said


async def test_a_line_with_a_wrong_day_keeps_its_title(town: Town) -> None:
    boss = await collector(town)
    for day in ("31/2", "15/12/20206", "1/1/2026"):
        assert "trước ngày nào" in words_of(await boss.says(f"/dotxuat {day} Rà soát {day}; Phòng Kinh tế"))
        assert "Yêu cầu những đơn vị nào" in words_of(await boss.says("15/12"))
        await boss.says("Phòng Kinh tế")
        assert f"Rà soát {day}" in words_of(await boss.says("Không có biểu mẫu"))


async def test_how_many_months(town: Town) -> None:
    boss = await collector(town)
    for words in ("/dathan", "1", "15/12/2026", "Mấy tháng một lần"):
        await boss.says(words)
    for said in ("²", "-3", "3-6", "không", "1e5", "0", "25", "9" * 60):
        assert "Xin ghi số tháng, từ 1 đến 24" in words_of(await boss.says(said)), said


FIGURES = {
    **dict.fromkeys(
        ("mười hai", "NaN", "Infinity", "-5", "1e5", "10^30", "²", "12\x00", "1,2,3"), "xin ghi một số"
    ),
    "1: 3, 2: nhiều": "mục 2",
    "1,5": "xin ghi số nguyên",
    "1" + "0" * 30: "không quá 15 chữ số",
    "9" * 4000: "không quá 15 chữ số",
    "0," + "3" * 40: "xin ghi số nguyên",
    "99: 1": "Không có mục 99",
    "0: 1": "Không có mục 0",
}


async def test_a_figure_that_is_none(town: Town) -> None:
    person = await staff(town)
    await person.says("/nop")
    await person.presses("Điền biểu số liệu")
    await person.presses("Đến ")
    for said, answer in FIGURES.items():
        assert answer in words_of(await person.says(said)), said
    assert "2/" in words_of(await person.says("12"))


# ---- those who may not


async def intruders(town: Town) -> list[Person]:
    other = town.app.world.plans[OTHER]
    return [
        await town.citizen("Bà Lan", COMMUNE),
        await staff(town, "Đ/c An", "cong-an"),
        await collector(town, "Đ/c Xa", OTHER, other.petitions.office),
        await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, TAKES_PETITIONS),
    ]


async def test_forged_presses_change_nothing(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    code = await handed_in(hoa)
    await boss.says("/dotxuat 15/12 Rà soát hộ nghèo; Phòng Kinh tế")
    await boss.says("Không có biểu mẫu")
    await boss.presses("Gửi yêu cầu")
    await asks_extension(hoa, YEARS)
    before = everything(town)
    pressed = [
        *(f"{press}:{code}" for press in ("sv", "rv", "rt", "v", "t")),
        *(f"{press}:{row}" for press in ("vf", "dx", "xd", "va", "ve", "bi", "bc", "bf") for row in (1, 999)),
        *(f"xd:1:{state}" for state in ("granted", "refused", "")),
        *(
            f"{press}:{one}:{UNIT}"
            for press in ("n", "x", "me")
            for one in (NINE_MONTHS, YEARS, "dx-1:2026-12-14")
        ),
        *(f"{press}:{one}" for press in ("nh", "nhs") for one in (NINE_MONTHS, YEARS)),
        *("ud", "iu", "iu:phong-kinh-te", "lf", "vn"),
    ]
    for person in await intruders(town):
        for data in pressed:
            said = words_of(await forges(person, data))
            assert "trục trặc" not in said and "Chờ số liệu" not in said, (person.name, data)
            assert "Phòng Kinh tế" not in said and "Rà soát hộ nghèo" not in said, (person.name, data, said)
    assert everything(town) == before


RESTS = ("²", "9" * 40, "\x00é", f"{NINE_MONTHS}:", "999:yes")


async def test_garbage_in_every_button(town: Town) -> None:
    everyone = [await town.citizen("Bà Lan", COMMUNE), await collector(town)]
    for role, unit in ((Role.ADMIN, TAKES_PETITIONS), (Role.OFFICER, TAKES_PETITIONS), (Role.STAFF, UNIT)):
        await everyone[1].starts(await town.invitation(Member(COMMUNE, unit, role)))
    before = everything(town)
    for person in everyone:
        for press in PRESSES:
            data = [f"{press}:{rest}".encode()[:64].decode(errors="ignore") for rest in RESTS]
            await forge_all(person, data)
    assert everything(town) == before
    assert "trục trặc" not in "\n".join(said for person in everyone for said in person.heard)


async def forge_all(person: Person, data: list[str]) -> None:
    """As `forges`, one behind the other without waiting for an answer."""
    town, chat = person.town, person.town.chat_of(person)
    bot = town.sandbox.bot_named(person.bot)
    assert bot
    for one in data:
        telegram.press(town.sandbox, bot, chat, town.sandbox.people[person.id], max(chat.messages, default=1), one)
    await town.quiet()


COMMANDS = (
    "duyet",
    "tralai",
    "khoa",
    "mokhoa",
    "mien",
    "bomien",
    "dotxuat",
    "dsdotxuat",
    "nhac",
    "dathan",
    "buocnhac",
)


async def test_commands_of_others_do_not_exist(town: Town) -> None:
    code = await handed_in(await staff(town))
    for person in await intruders(town):
        await person.says(f"/xa {COMMUNE}")
        for command in (*COMMANDS, "donvi", "xembaocao", "tinhhinh"):
            said = words_of(await person.says(f"/{command} {code} 15/12 x; y"))
            assert f"{UNKNOWN} {command}" in said.replace("/", ""), (person.name, command, said)


async def test_a_right_that_ended_ends_the_form(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    await handed_in(hoa)
    for command in ("/khoa", "/mien", "/dathan", "/dotxuat", "/buocnhac"):
        await boss.says(command)
        write(town, "UPDATE memberships SET until_at = from_at WHERE role = 'collector'")
        before = everything(town)
        assert UNKNOWN in words_of(await boss.says("1")), command
        assert everything(town) == before
        write(town, "UPDATE memberships SET until_at = NULL WHERE role = 'collector'")


# ---- two at once, and too late


async def at_once(*acts: tuple[Person, str]) -> None:
    """Said in the same moment, by different people."""
    for person, words in acts:
        person.town.messenger.send(person, text=words)
    await acts[0][0].town.quiet()


async def test_two_hand_in_at_once(town: Town) -> None:
    hoa, binh = await staff(town), await staff(town, "Đ/c Bình")
    for person in (hoa, binh):
        await person.says("/nop")
    await at_once((hoa, NUMBER), (binh, "26/BC-UBND ngày 02/11"))
    assert len(select(town, "SELECT * FROM submissions")) == 1
    second = binh if "Đã nhận" in hoa.last else hoa
    assert "đã nộp báo cáo này lúc" in second.last
    await second.presses("Nộp bản thay thế")
    assert len(select(town, "SELECT * FROM submissions")) == 2


async def test_two_approve_at_once(town: Town) -> None:
    hoa, yen, tam = await staff(town), await collector(town), await collector(town, "Đ/c Tâm")
    code = await handed_in(hoa)
    await at_once((yen, f"/duyet {code}"), (tam, f"/duyet {code}"))
    assert len(select(town, "SELECT * FROM reviews")) == 1
    assert sorted("đã được duyệt lúc" in person.last for person in (yen, tam)) == [False, True]
    assert sum("đã được duyệt" in said for said in hoa.heard) == 1


async def test_two_return_it(town: Town) -> None:
    """The unit is given one day; whoever gave it may put it right."""
    hoa, yen, tam = await staff(town), await collector(town), await collector(town, "Đ/c Tâm")
    code = await handed_in(hoa)
    for boss in (yen, tam):
        await boss.says(f"/tralai {code} thiếu số liệu")
    assert "Đã trả lại" in words_of(await yen.says("Thiếu mục II")) or "Đã trả lại" in words_of(
        await yen.says("12/11")
    )
    await tam.says("Thiếu mục III")
    assert "Đ/c Yến đã trả lại" in "\n".join(tam.heard)
    assert len(select(town, "SELECT * FROM reviews")) == 1
    await yen.says(f"/tralai {code} thiếu số liệu mục III; 13/11")
    assert len(select(town, "SELECT * FROM reviews")) == 2


async def test_it_is_handed_in_anew_while_it_is_returned(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    code = await handed_in(hoa)
    await boss.says(f"/tralai {code} thiếu số liệu")
    await forges(hoa, f"n:{NINE_MONTHS}:{UNIT}")
    await hoa.says("27/BC-UBND ngày 02/11")
    await hoa.presses("Nộp bản thay thế")
    assert "bản mới hơn" in words_of(await boss.says("12/11"))
    assert select(town, "SELECT * FROM reviews") == []


async def asks_extension(person: Person, what: str = NINE_MONTHS, until: str = "30/11/2026") -> None:
    await forges(person, f"x:{what}:{UNIT}")
    await person.says(until)
    await person.says("Chờ số liệu")


async def test_more_time_for_what_is_in(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    await asks_extension(hoa)
    await handed_in(hoa)
    for choice in ("Đồng ý lùi hạn", "Không đồng ý"):
        assert "không còn phải nộp" in words_of(await boss.presses(choice))
    assert select(town, "SELECT state FROM extensions") == [("asked",)]


async def test_more_time_until_a_day_that_has_come(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    await asks_extension(hoa, until="05/11/2026")
    await town.goes_to(town.clock.now() + timedelta(days=3))
    assert "đã đến" in words_of(await boss.presses("Đồng ý lùi hạn"))


async def locks(boss: Person, report: str = "9 tháng") -> None:
    await boss.says("/khoa")
    await boss.presses(report)
    await boss.says("Không ghi lý do")


async def test_a_period_is_closed_while_they_hand_in(town: Town) -> None:
    hoa, binh, boss = await staff(town), await staff(town, "Đ/c Bình"), await collector(town)
    minh = await staff(town, "Đ/c Minh")
    await hoa.says("/nop")
    await binh.says("/nop")
    await binh.presses("Điền biểu số liệu")
    await forges(minh, f"x:{NINE_MONTHS}:{UNIT}")
    await locks(boss)
    assert "Kỳ báo cáo này đã khóa" in words_of(await hoa.says(NUMBER))
    assert "Lý do: không ghi" in hoa.last
    assert "Kỳ báo cáo này đã khóa" in words_of(await minh.says("30/11/2026"))
    for press in ("n", "x"):
        assert "Kỳ báo cáo này đã khóa" in words_of(await forges(hoa, f"{press}:{NINE_MONTHS}:{UNIT}"))
    assert select(town, "SELECT * FROM submissions") + select(town, "SELECT * FROM extensions") == []


async def test_files_after_a_period_is_closed(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    code = await handed_in(hoa)
    await locks(boss)
    assert "Kỳ báo cáo này đã khóa" in words_of(await sends(hoa, "phu-luc.pdf"))
    assert select(town, "SELECT * FROM attachments") == []
    for command in ("duyet", "tralai"):
        assert "đã khóa" in words_of(await boss.says(f"/{command} {code}"))


async def sends(person: Person, name: str, data: bytes | None = None) -> list[Message]:
    content = papers.paper(name) if data is None else data
    return await person.sends(document=True, file_name=name, file_base64=base64.b64encode(content).decode())


async def test_the_excused_hand_in(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    await boss.says("/mien")
    await boss.presses("9 tháng")
    await boss.says("phong kinh te")
    await boss.says("Không phát sinh")
    assert "được miễn nộp" in hoa.last
    assert "được miễn nên không cần lùi hạn" in words_of(await forges(hoa, f"x:{NINE_MONTHS}:{UNIT}"))
    await forges(hoa, f"n:{NINE_MONTHS}:{UNIT}")
    assert "Đã nhận" in words_of(await hoa.says(NUMBER))
    assert "Đã duyệt" in words_of(await boss.presses("Duyệt"))


@pytest.mark.parametrize("data", [b"", papers.paper("a.docx")[:-40], b"MZ\x90\x00 a program"])
async def test_a_version_of_which_nothing_can_be_read(town: Town, data: bytes) -> None:
    hoa, boss = await staff(town), await collector(town)
    await hoa.says("/nop")
    await sends(hoa, "bao-cao.docx", data)
    code = code_in([m for m in hoa.messages if "Đã nhận" in m.words])
    assert "tính là chưa nộp" in "\n".join(hoa.heard)
    for command in ("duyet", "tralai"):
        assert "không có tệp nào dùng được" in words_of(await boss.says(f"/{command} {code}"))
    assert "Tình trạng: không dùng được" in words_of(await boss.says(f"/xembaocao {code}"))
    assert select(town, "SELECT * FROM reviews") == []


async def test_units_change_while_a_request_is_written(town: Town) -> None:
    """What was chosen is what is asked: never another unit, or none under a name nobody knows."""
    yen = await collector(town)
    await yen.says("/dotxuat 15/12 Rà soát hộ nghèo; Phòng Kinh tế")
    write(town, f"UPDATE units SET until_day = '2026-11-03' WHERE commune = '{COMMUNE}' AND id = '{UNIT}'")
    await yen.says("Không có biểu mẫu")
    assert "vừa có thay đổi khác" in words_of(await yen.presses("Gửi yêu cầu"))
    assert select(town, "SELECT * FROM requests") == []


async def test_a_group_goes_while_another_is_chosen(town: Town) -> None:
    """One department is no group of departments: the numbers of the others must not move up."""
    boss = await collector(town)
    await boss.says("/dotxuat 15/12 Rà soát hộ nghèo")
    await boss.presses("Tất cả đơn vị")
    write(town, f"UPDATE units SET until_day = '2026-11-03' WHERE commune = '{COMMUNE}' AND id = '{UNIT}'")
    await boss.says("Không có biểu mẫu")
    await boss.presses("Gửi yêu cầu")
    ((units,),) = select(town, "SELECT units FROM requests")
    assert "cong-an" in units and UNIT not in units


async def test_two_units_get_one_name(town: Town) -> None:
    yen, tam = await collector(town), await collector(town, "Đ/c Tâm")
    for boss, unit in ((yen, "Phòng Kinh tế"), (tam, "Công an")):
        await boss.says("/donvi")
        await boss.presses("Đổi tên, nhập")
        await boss.presses("Đổi tên")
        for words in (unit, "Phòng Mới", "QĐ 12"):
            await boss.says(words)
    await yen.presses("Đúng, ghi nhận")
    assert "vừa có thay đổi khác" in words_of(await tam.presses("Đúng, ghi nhận"))
    assert len(select(town, "SELECT * FROM units WHERE name = 'Phòng Mới'")) == 1


async def test_a_unit_ends_while_it_hands_in(town: Town) -> None:
    hoa = await staff(town)
    await forges(hoa, f"n:{YEARS}:{UNIT}")
    write(town, f"UPDATE units SET until_day = '2026-11-03' WHERE commune = '{COMMUNE}' AND id = '{UNIT}'")
    assert "Không tìm thấy báo cáo này" in words_of(await hoa.says(NUMBER))
    assert select(town, "SELECT * FROM submissions") + select(town, "SELECT * FROM dialogs") == []


async def test_the_bot_dies_before_the_receipt(town: Town) -> None:
    hoa = await staff(town)
    await hoa.says("/nop")
    town.messenger.send(hoa, text=NUMBER)
    while not select(town, "SELECT * FROM submissions"):
        await asyncio.sleep(0.001)
    await town.closes()
    await town.opens()
    assert len(select(town, "SELECT * FROM submissions")) == 1
    assert sum("Đã nhận" in said for said in hoa.heard) == 1


async def test_a_long_reason_arrives(town: Town) -> None:
    hoa, boss = await staff(town), await collector(town)
    code = await handed_in(hoa)
    await boss.says(f"/tralai {code} {'thiếu ' * 600}; 12/11")
    assert "\n".join(hoa.heard).count("thiếu") >= 600
