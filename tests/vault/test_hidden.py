"""A case that turns out to be a tố cáo after many saw it: what is taken back, and who does not learn of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from domain.people.roles import Role
from tests.town import Person
from tests.vault.conftest import COMMUNE, Watched

STORY = "Tiền đền bù ở xóm Chợ chia không đúng, hỏi chị Vân Anhxạ"
MARKER = "Anhxạ"


def select(watched: Watched, sql: str) -> Sequence[Any]:
    with sqlite3.connect(watched.town.settings.database) as database:
        return database.execute(sql).fetchall()


def write(watched: Watched, sql: str) -> None:
    with sqlite3.connect(watched.town.settings.database) as database:
        database.execute(sql)


async def filed(watched: Watched, words: str = STORY) -> tuple[Person, str]:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.sends(photo=True, caption=words)
    await writer.presses("Đồng ý và gửi")
    return writer, str(select(watched, "SELECT code FROM petitions ORDER BY id DESC")[0][0])


def shown(person: Person, words: str) -> list[str]:
    return [said for said in person.heard if words in said]


async def test_what_stands_with_others_is_taken_back(watched: Watched) -> None:
    chief = await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    unit = await watched.town.member("Ngô Mai", COMMUNE, Role.STAFF, "phong-kinh-te")
    writer, code = await filed(watched)
    await writer.presses("Xem tình trạng xử lý")
    await writer.presses("Bổ sung ý kiến")
    await writer.says(f"Thêm chuyện {MARKER}")
    await watched.officer.says(f"/chuyen {code} phòng kinh tế")
    await watched.officer.says(f"/xem {code}")
    assert shown(watched.group, MARKER) and shown(unit, MARKER) and shown(watched.officer, MARKER)
    assert any(message.media for message in watched.group.messages)
    told = await watched.officer.says(f"/phanloai {code} tố cáo")
    assert "tự xóa ngay" in "\n".join(one.words for one in told)
    for one in (watched.group, unit, watched.officer):
        assert shown(one, MARKER) == [] and not any(message.media for message in one.messages)
    assert not shown(chief, "Tố cáo") and shown(watched.chairman, code) and not shown(watched.chairman, MARKER)
    assert "Không tìm thấy" in (await watched.officer.says(f"/xem {code}"))[-1].words
    await watched.town.app.timetable.index()
    assert select(watched, "SELECT count(*) FROM petition_words") == [(0,)]


async def test_a_message_that_cannot_be_removed_any_more_is_blanked(watched: Watched) -> None:
    await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    writer, code = await filed(watched)
    await writer.presses("Xem tình trạng xử lý")
    await writer.presses("Bổ sung ý kiến")
    await writer.says(f"Thêm chuyện {MARKER}")
    await watched.town.clock.move_to(watched.town.clock.now() + timedelta(days=3))
    await watched.officer.says(f"/phanloai {code} tố cáo")
    assert shown(watched.group, MARKER) == []


async def test_whoever_followed_it_hears_no_more_and_no_hot_spot_holds_it(watched: Watched) -> None:
    await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    _, code = await filed(watched)
    now = watched.town.clock.now().isoformat()
    write(watched, f"INSERT INTO hot_spots (commune, field, hamlet, at) VALUES ('{COMMUNE}', '', '', '{now}')")
    write(
        watched,
        "INSERT INTO hot_spot_cases (hot_spot, petition) SELECT max(h.id), max(p.id) FROM hot_spots h, petitions p",
    )
    write(
        watched,
        "INSERT INTO petition_followers (petition, person, channel, account, chat, language, since)"
        f" SELECT max(p.id), max(a.person), a.channel, a.account, a.user, 'vi', '{now}' FROM petitions p, addresses a",
    )
    await watched.officer.says(f"/phanloai {code} tố cáo")
    assert select(watched, "SELECT * FROM petition_followers") == []
    assert select(watched, "SELECT * FROM hot_spot_cases") == []


async def test_whom_it_accuses_does_not_learn_that_it_exists(watched: Watched) -> None:
    """The chief is meant; the leader may open it. Neither card, queue, code nor warning reaches the chief."""
    chief = await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    _, code = await filed(watched, "Chuyện ở xóm Chợ, hỏi chú Hùng và bà Chánh thì rõ")
    before = len(chief.heard)
    await watched.officer.says(f"/phanloai {code} tố cáo")
    assert shown(watched.chairman, code) and not [said for said in chief.heard[before:] if "tố cáo" in said]
    assert "Không tìm thấy" in (await chief.says(f"/xem {code}"))[-1].words
    assert code not in (await chief.says("/hangdoi"))[-1].words
    assert code not in (await watched.chairman.says("/hangdoi"))[-1].words
    assert code in (await watched.chairman.says("/niemphong"))[-1].words
    before = len(chief.heard)
    for _ in range(40):
        if (await watched.town.next_reminder()) is None:
            break
        await watched.town.goes_to_next_reminder()
    assert not [said for said in chief.heard[before:] if code in said]


async def test_what_is_erased_leaves_the_index_too(watched: Watched) -> None:
    """A term that is only deleted stays in the older parts of the index until they are rewritten."""
    writer, code = await filed(watched, "Cống ở ngõ zuqxwy bị tắc")
    await watched.town.app.timetable.index()
    await watched.officer.says("/tim zuqxwy")
    term = b"zuqxwy"
    database = watched.town.settings.database
    assert term in database.read_bytes() + database.with_name(database.name + "-wal").read_bytes()
    write(
        watched,
        "UPDATE petitions SET status = 'confirmed', open = 0, closed_at = '2024-01-01T00:00:00.000000Z'",
    )
    await writer.says("/quyen")
    await writer.presses("Xóa")
    await writer.presses("Tôi chắc chắn")
    await watched.town.app.timetable.tidy()
    left = [
        file.name for file in watched.town.settings.data.rglob("*") if file.is_file() and term in file.read_bytes()
    ]
    assert left == []
    assert select(watched, "SELECT count(*) FROM searches") == [(0,)] and code


async def test_whom_a_case_set_apart_accuses_does_not_see_it_held(watched: Watched) -> None:
    accused = await watched.town.member("Ngô Văn Thắng", COMMUNE, Role.CHIEF, "van-phong")
    other = await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    _, code = await filed(watched)
    write(
        watched,
        "UPDATE petitions SET status = 'held', restricted = 1, kind = 'denunciation',"
        " story = 'Tôi tố cáo ông Ngô Văn Thắng nhận hối lộ'",
    )
    for chief, sees in ((other, True), (accused, False)):
        assert (code in (await chief.says("/thahang"))[-1].words) is sees
        assert ("/thahang" in (await chief.says("/hangdoi"))[-1].words) is sees
    assert "Không tìm thấy" in (await accused.says(f"/thahang {code}"))[-1].words
