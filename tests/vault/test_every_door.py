"""Many doors of one town, each with a marker of its own, and one look at all bytes at the end: nothing is left in clear,
and no export holds any of it."""

from __future__ import annotations

import zipfile
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path

import pytest

from domain.people.roles import Role
from sandbox.control import acting, bodies
from sandbox.telegram.model import Standing
from tests.messengers.zalo import ZaloBot, ZaloOa
from tests.town import Person, open_town
from tests.vault.conftest import COMMUNE, MORNING, Watched
from tests.web_form.conftest import Site, site

__all__ = ("site",)
Door = Callable[[Watched, Person, str], Awaitable[None]]
"""(town, somebody who filed a case before, a marker)"""

STORY = "Đường làng mới làm đã hỏng"


def accusing(marker: str) -> str:
    return f"Ông {marker} cán bộ địa chính nhận hối lộ của dân"


async def code_of(watched: Watched) -> str:
    async with watched.town.app.database.transaction() as memory:
        return str(await memory._session.value("SELECT code FROM petitions ORDER BY id DESC LIMIT 1"))


async def in_a_group(watched: Watched, writer: Person, marker: str) -> None:
    watched.town.chat_of(watched.group).members[writer.id] = Standing.MEMBER
    await writer.in_group(watched.group.group or 0).says(accusing(marker))


async def by_editing(watched: Watched, writer: Person, marker: str) -> None:
    await writer.says("Rác ở chợ chưa dọn")
    mine = next(one for one in reversed(writer.messages) if not watched.town.is_bots(one))
    body = bodies.Edit(bot=writer.bot, person=writer.id, chat=None, message_id=mine.id, text=accusing(marker))
    await watched.town.after(writer, lambda: acting.edit(watched.town.sandbox, body))


async def under_a_voice(watched: Watched, writer: Person, marker: str) -> None:
    await writer.sends(voice=True, caption=accusing(marker))


async def in_a_correction(watched: Watched, writer: Person, marker: str) -> None:
    """Neither what was said before nor the correction accuses by itself."""
    await writer.presses("Xem tình trạng xử lý")
    await writer.presses("Sửa nội dung")
    await writer.says(accusing(marker))


async def as_a_rating(watched: Watched, writer: Person, marker: str) -> None:
    code = await code_of(watched)
    await watched.officer.says(f"/nhan {code}")
    await watched.officer.says(f"/dong {code} Đã vá đường theo văn bản 12/UBND")
    await writer.presses("Đã xong")
    await writer.presses("5 ★")
    await writer.presses("Thêm lời")
    await writer.says(accusing(marker))


async def as_a_right(watched: Watched, writer: Person, marker: str) -> None:
    await writer.says("/quyen")
    await writer.presses("Hạn chế, phản đối")
    await writer.says(accusing(marker))


async def as_a_difficulty(watched: Watched, writer: Person, marker: str) -> None:
    staff = await watched.town.member("Lê Thị Mai", COMMUNE, Role.STAFF, "phong-kinh-te")
    await staff.says(f"/vuongmac {accusing(marker)}")
    await staff.presses("Xóa hết")


async def taken_down(watched: Watched, writer: Person, marker: str) -> None:
    await watched.officer.says(f"/nhap {accusing(marker)}; bà Lan; trực tiếp")
    await watched.officer.says("/nhap")
    await watched.officer.says(accusing(marker))


async def by_an_officer(watched: Watched, writer: Person, marker: str) -> None:
    code, words = await code_of(watched), accusing(marker)
    for said in ("ghichu", "traloi", "tach", "hoi", "huongdan", "kiemtra", "tralaidon", "khongxuly"):
        await watched.officer.says(f"/{said} {code} {words}")
    await watched.officer.says(f"/tach {code}")
    await watched.officer.says(words)
    await watched.officer.says(f"/mau moi = {words}")
    await watched.officer.says(f"/lenh moi = ghichu {words}")


async def under_the_card(watched: Watched, writer: Person, marker: str) -> None:
    card = next(one for one in reversed(watched.group.messages) if watched.town.is_bots(one))
    await watched.officer.in_group(watched.group.group or 0).says(accusing(marker), reply_to=card.id)


async def called_one_by_an_officer(watched: Watched, writer: Person, marker: str) -> None:
    """What nobody took for one was seen, searched, spoken of and passed on; then it is called one."""
    await writer.sends(photo=True, caption=f"Tiền đền bù chia không đều, hỏi chị {marker}")
    await writer.presses("Đồng ý và gửi")
    code = await code_of(watched)
    await watched.town.app.timetable.index()
    await watched.town.app.fetcher.fetch_some()
    for said in (f"/xem {code}", f"/ghichu {code} Đã gọi chị {marker}", f"/phieu {code}"):
        await watched.officer.says(said)
    await watched.officer.says(f"/phanloai {code} tố cáo")
    await watched.town.app.timetable.tidy()


DOORS: dict[str, Door] = {
    "Bạxếgộ": in_a_group,
    "Đỹxứkọ": by_editing,
    "Hựxọbỹ": under_a_voice,
    "Kộxĩđạ": in_a_correction,
    "Lẽxụmợ": as_a_rating,
    "Mỵxắtộ": as_a_right,
    "Nộxẹgỹ": as_a_difficulty,
    "Qụxạhẽ": taken_down,
    "Rỹxộbự": by_an_officer,
    "Sặxỡlĩ": under_the_card,
    "Tựxẹhỏ": called_one_by_an_officer,
}


async def test_no_door_leaves_a_byte(watched: Watched) -> None:
    for number, (marker, door) in enumerate(DOORS.items()):
        writer = await watched.town.citizen("Người Kín", COMMUNE)
        await writer.says(f"{STORY} ở ngõ {number + 1}")
        await writer.presses("Đồng ý và gửi")
        await door(watched, writer, marker)
        await chosen(watched, keeps=bool(number % 2))
    for command in ("/so don nay", "/so tiepdan nay", "/thongke", "/hangdoi", "/tim hối lộ", "/niemphong"):
        await watched.officer.says(command)
        await watched.chairman.says(command)
    await watched.town.app.fetcher.fetch_some()
    await watched.town.app.timetable.index()
    found = watched.traces(*DOORS)
    assert found == []
    assert [one for one in DOORS for data in papers(watched) if one.encode() in data] == []


async def chosen(watched: Watched, *, keeps: bool) -> None:
    """Whoever was asked to choose, chooses."""
    for person in list(watched.town.people):
        if person.group is None and "Xóa hết" in str([m.buttons for m in person.messages[-2:]]):
            await person.presses("Giữ niêm phong" if keeps else "Xóa hết")


def papers(watched: Watched) -> list[bytes]:
    """Every file that somebody of the office was sent, unpacked."""
    data = []
    for person in (watched.chairman, watched.officer, watched.group):
        for message in person.messages:
            if message.media and watched.town.is_bots(message):
                sent = message.media.file.data
                data.append(sent)
                if sent[:2] == b"PK":
                    with zipfile.ZipFile(BytesIO(sent)) as packed:
                        data += [packed.read(name) for name in packed.namelist()]
    return data


@pytest.mark.parametrize("zalo", [ZaloBot, ZaloOa])
@pytest.mark.parametrize("choice", ["Xóa hết", "Giữ niêm phong"])
async def test_zalo_leaves_nothing(
    tmp_path: Path, zalo: type[ZaloBot | ZaloOa], choice: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_town(tmp_path, MORNING, messenger=zalo()) as town:
        writer = await town.citizen("Người Kín", COMMUNE)
        await writer.says(accusing("Xạkếđộ"))
        await writer.sends(photo=True, caption=accusing("Tỹxộbự"))
        await writer.presses(choice)
        await town.app.fetcher.fetch_some()
        watched = Watched(town, caplog, writer, writer, writer)
        kept = watched.bytes_kept()
        assert [one for one in ("Xạkếđộ", "Tỹxộbự", "xạkếđộ") if one.encode() in kept] == []
        assert "Xạkếđộ" not in caplog.text


async def test_the_web_page_leaves_nothing(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    browser = await site.visit()
    name = "Tỹxộbự nhận hối lộ.pdf"
    await browser.send(accusing("Xạkếđộ"), (name, "%PDF-1.4 Hựxọbỹ".encode()))
    await browser.press("Giữ niêm phong")
    await site.app.fetcher.fetch_some()
    await site.tidy()
    for marker in ("Xạkếđộ", "Tỹxộbự", "Hựxọbỹ"):
        kept = b"".join(file.read_bytes() for file in site.data.rglob("*") if file.is_file())
        assert marker.encode() not in kept and marker not in caplog.text
