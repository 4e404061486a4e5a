"""A case that turns out to be a tố cáo after the office worked with it: no message that stands with anybody but its
writer and those who may open it holds its words, whatever was done with it before."""

from __future__ import annotations

import zipfile
from collections.abc import Awaitable, Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random

import pytest

from domain.people.roles import Role
from sandbox.telegram.model import Message
from storage.messaging.recall import Case
from tests.messengers.zalo import ZaloBot
from tests.town import Person, open_town
from tests.vault.conftest import COMMUNE, MORNING, Watched
from tests.vault.test_hidden import filed, shown

MARKER = "Anhxạ"
STORY = "Chị Vân Anhxạ bảo trạm bơm xả nước thải đen ngòm ra mương thôn Đông, hôi thối"
LIKE_IT = (
    "Mương thôn Đông nước thải đen ngòm, hôi thối không chịu nổi",
    "Nước thải từ trạm bơm làm mương thôn Đông đen ngòm, hôi thối",
    "Trạm bơm xả nước thải đen ngòm, hôi thối ra mương thôn Đông",
)
Deed = Callable[[Watched, Person, str], Awaitable[object]]
"""(town, the writer, the case's code)"""


async def adds(watched: Watched, writer: Person, code: str) -> None:
    await writer.presses("Xem tình trạng xử lý")
    await writer.presses("Bổ sung ý kiến")
    await writer.sends(photo=True, caption=f"Thêm chuyện {MARKER}")


async def becomes_a_hot_spot(watched: Watched, writer: Person, code: str) -> None:
    for number, words in enumerate(LIKE_IT):
        other = await watched.town.citizen(f"Hàng xóm {number}", COMMUNE)
        await other.says(words)
        await other.presses("Đồng ý và gửi")
    await watched.town.app.timetable.remind()
    await watched.town.quiet()


async def is_searched(watched: Watched, writer: Person, code: str) -> None:
    await watched.town.app.timetable.index()
    await watched.officer.says(f"/tim {MARKER}")
    await watched.officer.in_group(watched.group.group or 0).says("/tim nước thải")


async def is_followed(watched: Watched, writer: Person, code: str) -> None:
    other = await watched.town.citizen("Người theo dõi", COMMUNE)
    await other.says(LIKE_IT[0])
    await other.presses("Theo dõi vụ 1")
    await watched.officer.says(f"/traloi {code} Đã gặp chị {MARKER} ở trạm bơm")
    await watched.town.clock.move_to(watched.town.clock.now() + timedelta(minutes=5))
    await watched.town.quiet()


def officer_says(words: str) -> Deed:
    return lambda watched, _, code: watched.officer.says(words.format(code=code))


def group_says(words: str) -> Deed:
    return lambda watched, _, code: watched.officer.in_group(watched.group.group or 0).says(
        words.format(code=code)
    )


DEEDS: tuple[Deed, ...] = (
    adds,
    becomes_a_hot_spot,
    is_searched,
    is_followed,
    *map(
        officer_says,
        (
            "/xem {code}",
            "/nhan {code}",
            "/hangdoi",
            "/phieu {code}",
            "/so don nay",
            "/thongke",
            "/chuyen {code} phòng kinh tế",
            "/ghichu {code} Hỏi lại chị Anhxạ",
            "/traloi {code}",
            "/hoi {code} Chị Anhxạ ở đâu?",
            "/tach {code} Chuyện khác ở trạm bơm",
            "/hoantac {code}",
        ),
    ),
    *map(group_says, ("/xem {code}", "/hangdoi", "/nhan {code}", "/ghichu {code} Chị Anhxạ là ai?")),
)


@pytest.mark.parametrize("seed", range(6))
async def test_its_words_stand_with_nobody_else(watched: Watched, seed: int) -> None:
    chance = Random(seed)
    await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    await watched.town.member("Ngô Mai", COMMUNE, Role.STAFF, "phong-kinh-te")
    writer, code = await filed(watched, STORY)
    for deed in (becomes_a_hot_spot, *chance.sample(DEEDS, 8)):
        await deed(watched, writer, code)
    assert holding(watched, writer)
    if seed % 2:
        await watched.town.clock.move_to(watched.town.clock.now() + timedelta(days=3))
        await watched.town.quiet()
    await watched.officer.says(f"/phanloai {code} tố cáo")
    await watched.town.app.timetable.remind()
    await watched.town.quiet()
    assert holding(watched, writer) == []


def holding(watched: Watched, writer: Person) -> list[str]:
    """Who has a message of ours that holds the marker, in words or in a file: but for those who may. A file that
    Telegram lets nobody remove is named to whoever has it."""
    may = {
        watched.town.chat_of(one).id for one in watched.town.people if one.name in ("Lê Thị Chánh", "Trần Thị Lâm")
    }
    found = []
    for chat in watched.town.sandbox.chats():
        if chat.id in may | {watched.town.chat_of(writer).id}:
            continue
        ours = [message for message in chat.messages.values() if watched.town.is_bots(message)]
        asked = "\n".join(message.words for message in ours if "xóa ngay từng tin" in message.words)
        found += [f"{chat.id}: {message.words}" for message in ours if MARKER in message.words]
        found += [f"{chat.id}: a file" for message in ours if not asked and MARKER.encode() in unpacked(message)]
    return found


def unpacked(message: Message) -> bytes:
    data = (message.media.file.data if message.media else b"") or b""
    if data[:2] != b"PK":
        return data
    with zipfile.ZipFile(BytesIO(data)) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


async def test_the_alert_is_told_anew_without_it(watched: Watched) -> None:
    writer, code = await filed(watched, STORY)
    await becomes_a_hot_spot(watched, writer, code)
    [alert] = shown(watched.group, "Điểm nóng")
    assert MARKER in alert and "4 người" in alert
    await watched.officer.says(f"/phanloai {code} tố cáo")
    [alert] = shown(watched.group, "Điểm nóng")
    assert MARKER not in alert and "3 người" in alert
    await watched.group.presses("Gộp")
    assert shown(watched.group, "Đã gộp")


async def test_a_picture_that_stays_is_named(watched: Watched) -> None:
    _, code = await filed(watched)
    await watched.town.clock.move_to(watched.town.clock.now() + timedelta(days=3))
    await watched.officer.says(f"/phanloai {code} tố cáo")
    [asked] = shown(watched.group, "xóa ngay từng tin")
    assert "Tệp, ảnh kèm tin, gửi lúc 09:00 ngày 03/11/2026" in asked and "Thẻ" not in asked


async def test_zalo_names_each_message_to_be_removed(tmp_path: Path) -> None:
    async with open_town(tmp_path, MORNING, messenger=ZaloBot()) as town:
        officer = await town.member("Đặng Văn Khoa", COMMUNE, Role.OFFICER, "van-phong")
        await town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
        writer = await town.citizen("Người Kín", COMMUNE)
        await writer.says(STORY)
        await writer.presses("Đồng ý và gửi")
        async with town.app.database.transaction() as memory:
            code = await memory._session.value("SELECT code FROM petitions")
        await officer.says("/hangdoi")
        said = await officer.says(f"/phanloai {code} tố cáo")
        [asked] = [words for one in said if "xóa ngay từng tin" in (words := str(one.content))]
    assert "Thẻ hồ sơ, gửi lúc 09:00 ngày 03/11/2026" in asked and "Tin nhắn có mã hồ sơ này" in asked


async def test_what_was_under_way_is_taken_back_once_it_arrived(watched: Watched) -> None:
    _, code = await filed(watched)
    [files] = [one for one in watched.group.messages if watched.town.is_bots(one) and one.media]
    async with watched.town.app.database.transaction() as memory:
        petition = await memory.petitions.by_code(code)
        assert petition
        letter = f"WHERE message_ids = '{files.id}'"
        memory._session.write(f"UPDATE outbox SET state = 'leased' {letter}")
        memory.recall.withdraw(Case(COMMUNE, code, MORNING.date(), petition.person))
        memory._session.write(f"UPDATE outbox SET state = 'sent' {letter}")
        memory._session.write("UPDATE petitions SET restricted = 1")
    await watched.town.app.timetable.remind()
    await watched.town.quiet()
    assert not any(one.media for one in watched.group.messages)
