"""Side doors: names of people and files, the rest of an album, what officers and units write about something else."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from domain.people.roles import Role
from tests.town import Person
from tests.vault.conftest import COMMUNE, Watched
from tests.vault.test_every_door import accusing, code_of

Door = Callable[[Watched, Person, str], Awaitable[None]]
"""(town, somebody who filed a case before, a marker)"""


def paper(marker: str) -> dict[str, object]:
    """A file whose name accuses."""
    data = base64.b64encode(b"%PDF-1.4 1").decode()
    return {"document": True, "file_name": f"{accusing(marker)}.pdf", "file_base64": data}


async def evidence(watched: Watched, writer: Person, **thing: object) -> None:
    await writer.presses("Xem tình trạng xử lý")
    await writer.presses("Bổ sung ý kiến")
    await writer.sends(**thing)


async def behind_a_picture(watched: Watched, writer: Person, marker: str) -> None:
    await evidence(watched, writer, photo=True)
    await writer.sends(**paper(marker))


async def in_an_album(watched: Watched, writer: Person, marker: str) -> None:
    await evidence(watched, writer, album=[{"photo": True}, {"photo": True, "caption": accusing(marker)}])


async def as_a_name(watched: Watched, writer: Person, marker: str) -> None:
    named = await watched.town.citizen(accusing(marker), COMMUNE)
    await named.says("Rác ở chợ chưa dọn ba hôm nay")
    await named.presses("Đồng ý và gửi")


async def as_a_senders_name(watched: Watched, writer: Person, marker: str) -> None:
    await watched.officer.says(f"/nhap Đèn đầu ngõ hỏng; {accusing(marker)}; trực tiếp")


async def as_a_senders_address(watched: Watched, writer: Person, marker: str) -> None:
    await watched.officer.says(f"/nhap Đèn cuối ngõ hỏng; bà Lan; {accusing(marker)}; trực tiếp")


async def attached_by_an_officer(watched: Watched, writer: Person, marker: str) -> None:
    code = await code_of(watched)
    await watched.officer.sends(**paper(marker), caption=f"/dinhkem {code}")
    await watched.officer.sends(**paper(marker), caption=f"/traloi {code} Xin xem tệp")
    card = next(one for one in reversed(watched.group.messages) if watched.town.is_bots(one))
    await watched.group.sends(**paper(marker), reply_to=card.id)


async def as_an_opinion(watched: Watched, writer: Person, marker: str) -> None:
    staff = await watched.town.member("Lê Thị Mai", COMMUNE, Role.STAFF, "phong-kinh-te")
    await watched.officer.says(f"/chuyen {await code_of(watched)} phòng kinh tế")
    await staff.presses("Cho ý kiến")
    await staff.sends(**paper(marker))


async def as_a_reason_to_be_late(watched: Watched, writer: Person, marker: str) -> None:
    staff = await watched.town.member("Lê Thị Mận", COMMUNE, Role.STAFF, "phong-kinh-te")
    await staff.says("/luihan")
    await staff.presses("Báo cáo")
    await staff.says("30/12/2026")
    await staff.says(accusing(marker))


async def as_a_ban(watched: Watched, writer: Person, marker: str) -> None:
    chief = await watched.town.member("Lê Thị Chánh", COMMUNE, Role.CHIEF, "van-phong")
    await chief.says(f"/chan {await code_of(watched)} 7 {accusing(marker)}")


async def looked_for(watched: Watched, writer: Person, marker: str) -> None:
    await watched.officer.says(f"/tim {accusing(marker)}")


async def another_body(watched: Watched, writer: Person, marker: str) -> None:
    await watched.officer.says(f"/chuyendi {await code_of(watched)} Công an huyện vì {accusing(marker)}")


async def extended(watched: Watched, writer: Person, marker: str) -> None:
    code = await code_of(watched)
    for said in ("giahan", "rutdon", "khongthuly", "quyetdinh", "tamdinhchi", "luudon", "dong", "vungxa"):
        await watched.officer.says(f"/{said} {code} 30/12/2026 {accusing(marker)}")
        await watched.officer.says(accusing(marker))
        await watched.officer.says("/huy")


async def in_pieces_with_the_place(watched: Watched, writer: Person, marker: str) -> None:
    await writer.says("Rác ở chợ chưa dọn hai hôm nay")
    await writer.presses("Thêm, sửa địa điểm")
    await writer.says("cạnh nhà ông chủ tịch xã")
    await writer.presses("Đồng ý và gửi")
    await evidence(watched, writer, text=f"nhận hối lộ của nhà thầu {marker}")


async def strung_apart(watched: Watched, writer: Person, marker: str) -> None:
    await evidence(watched, writer, text=f"{marker} kế toán xã n h ậ n h ố i l ộ")


DOORS: dict[str, Door] = {
    "Bạxếgộ": behind_a_picture,
    "Đỹxứkọ": in_an_album,
    "Hựxọbỹ": as_a_name,
    "Kộxĩđạ": as_a_senders_name,
    "Lẽxụmợ": as_a_senders_address,
    "Mỵxắtộ": attached_by_an_officer,
    "Nộxẹgỹ": as_an_opinion,
    "Qụxạhẽ": as_a_reason_to_be_late,
    "Rỹxộbự": as_a_ban,
    "Sặxỡlĩ": looked_for,
    "Tộxạgẽ": another_body,
    "Vỹxọbữ": extended,
    "Xĩgộđạ": strung_apart,
    "Bỹxộkứ": in_pieces_with_the_place,
}


@pytest.mark.parametrize("marker", DOORS, ids=[door.__name__ for door in DOORS.values()])
async def test_side_door(watched: Watched, marker: str) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Đường làng mới làm đã hỏng ở ngõ 3")
    await writer.presses("Đồng ý và gửi")
    await watched.town.clock.move_to(watched.town.clock.now() + timedelta(minutes=1))
    await DOORS[marker](watched, writer, marker)
    await watched.town.app.fetcher.fetch_some()
    await watched.town.app.timetable.index()
    assert watched.traces(marker) == []
