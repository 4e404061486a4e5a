"""No byte of what denounces is found in clear: whichever door it came by, whatever they chose, whatever broke."""

from __future__ import annotations

import base64
import random
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest

from handlers.petitions import intake
from tests.town import Person
from tests.vault.conftest import COMMUNE, Watched

Door = Callable[[Watched, Person, str, str], Awaitable[None]]
"""(town, writer, accusing words with the marker, the marker)"""

_ACCUSATIONS = (
    "Tôi tố cáo ông {m} cán bộ địa chính nhận hối lộ",
    "Ông {m} trưởng thôn tham ô tiền làm đường",
    "Tôi muốn tố cáo bà {m} kế toán giả mạo chữ ký",
    "Anh {m} công an xã đánh dân và nhận tiền của con bạc, tôi tố cáo",
)


async def first_words(watched: Watched, writer: Person, words: str, marker: str) -> None:
    await writer.says(words)


async def in_parts(watched: Watched, writer: Person, words: str, marker: str) -> None:
    """The first part accuses nobody, and is quoted back; the second does."""
    await writer.says(f"Chuyện ở thôn {marker} có điều muốn nói")
    await writer.says(words)
    await writer.says(f"Việc ấy {marker} làm hôm mùng ba")


async def after_it(watched: Watched, writer: Person, words: str, marker: str) -> None:
    """What follows would accuse nobody by itself."""
    await writer.says("Ông Hùng cán bộ địa chính nhận hối lộ, tôi tố cáo")
    await writer.says(f"Tiền đưa ở quán {marker}")


async def as_caption(watched: Watched, writer: Person, words: str, marker: str) -> None:
    await writer.sends(photo=True, caption=words)


async def as_album(watched: Watched, writer: Person, words: str, marker: str) -> None:
    await writer.sends(album=[{"photo": True, "caption": words}, {"photo": True}, {"photo": True}])


async def as_file_name(watched: Watched, writer: Person, words: str, marker: str) -> None:
    name, data = f"{words}.pdf", f"%PDF-1.4 {marker}"
    await writer.sends(document=True, file_name=name, file_base64=base64.b64encode(data.encode()).decode())


async def in_the_file(watched: Watched, writer: Person, words: str, marker: str) -> None:
    data = base64.b64encode(f"%PDF-1.4 {marker}".encode()).decode()
    await writer.sends(document=True, file_name="don.pdf", file_base64=data, caption=words)


async def by_kind(watched: Watched, writer: Person, words: str, marker: str) -> None:
    """Nothing in the words accuses; they say so themselves."""
    await writer.says(f"Chuyện quán {marker} ở đầu làng")
    await writer.presses("Đổi loại ý kiến")
    await writer.presses("Tố cáo vi phạm pháp luật")


async def as_place(watched: Watched, writer: Person, words: str, marker: str) -> None:
    await writer.says("Đường làng hỏng")
    await writer.presses("Thêm, sửa địa điểm")
    await writer.says(words)


async def added_to_a_case(watched: Watched, writer: Person, words: str, marker: str) -> None:
    await _files(writer)
    await writer.presses("Xem tình trạng xử lý")
    await writer.presses("Bổ sung ý kiến")
    await writer.says(words)


async def as_reply(watched: Watched, writer: Person, words: str, marker: str) -> None:
    await _files(writer)
    await watched.officer.says("/hoi " + await _code(watched) + " Ở đoạn nào?")
    await writer.says(words)


async def after_the_command(watched: Watched, writer: Person, words: str, marker: str) -> None:
    await writer.says(f"/phananh {words}")


async def by_an_officer_alone(watched: Watched, writer: Person, words: str, marker: str) -> None:
    """In a note, and in the group under nothing: neither is taken."""
    await _files(writer)
    code = await _code(watched)
    await watched.officer.says(f"/ghichu {code} {words}")
    await watched.officer.in_group(watched.group.group or 0).says(f"/vuongmac {words}")
    await writer.says("Tôi tố cáo ông Hùng cán bộ địa chính nhận hối lộ")


DOORS: tuple[Door, ...] = (
    first_words,
    in_parts,
    after_it,
    as_caption,
    as_album,
    as_file_name,
    in_the_file,
    by_kind,
    as_place,
    added_to_a_case,
    as_reply,
    after_the_command,
)


async def _files(writer: Person) -> None:
    await writer.says("Đường làng mới làm đã hỏng")
    await writer.presses("Đồng ý và gửi")


async def _code(watched: Watched) -> str:
    async with watched.town.app.database.transaction() as memory:
        return str(await memory._session.value("SELECT code FROM petitions ORDER BY id DESC LIMIT 1"))


def marker_of(chance: random.Random) -> str:
    """A name that nobody has, with accents and without."""
    return "".join(chance.choice("BĐGHKLMNQRSTVX") + chance.choice("ạếộứỹoau") for _ in range(4)).capitalize()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("choice", ["Xóa hết", "Giữ niêm phong"])
async def test_no_byte_is_left_in_clear(watched: Watched, door: Door, choice: str) -> None:
    chance = random.Random(f"{door.__name__} {choice}")
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    marker = marker_of(chance)
    await door(watched, writer, chance.choice(_ACCUSATIONS).format(m=marker), marker)
    assert watched.traces(marker) == []  # held
    await watched.town.app.fetcher.fetch_some()
    await writer.presses(choice)
    assert watched.traces(marker) == []

    kept = choice != "Xóa hết"
    async with watched.town.app.database.transaction() as memory:
        records = await memory.vault.of_commune(COMMUNE)
    assert len(records) == kept
    if kept:
        assert marker in watched.town.app.world.vault.opened(records[0].contents, records[0].code) or door in (
            as_file_name,
            in_the_file,
        )


async def test_what_an_officer_says_stays_out_of_cases_and_groups(watched: Watched) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    marker = "Bạnđộ"
    await by_an_officer_alone(watched, writer, f"Ông {marker} cán bộ địa chính nhận hối lộ", marker)
    kept = watched.bytes_kept()
    assert marker.encode() not in kept
    assert marker not in watched.log.text


async def test_what_is_opened_reaches_its_reader_and_leaves_nothing(watched: Watched) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    marker = "Xộđạ"
    await writer.says(f"Tôi tố cáo ông {marker} trưởng thôn tham ô. Tôi tên là Người Kín ở xóm Chợ")
    await writer.presses("Giữ niêm phong")
    await watched.chairman.presses("Mở, có lý do")
    [opened] = await watched.chairman.says("Xem để hướng dẫn người viết")
    assert marker in opened.words and "Người Kín" not in opened.words and "xóm Chợ" not in opened.words
    kept = watched.bytes_kept()
    assert marker.encode() not in kept and b"h\xc6\xb0\xe1\xbb\x9bng d\xe1\xba\xabn ng" not in kept
    assert marker not in watched.log.text
    assert marker not in "\n".join(one.words for one in watched.town.messenger.heard(watched.officer))


async def test_a_turn_that_dies_leaves_nothing_to_read(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    async def breaks(*_: object) -> None:
        raise KeyError("broken")

    monkeypatch.setattr(intake, "take_words", breaks)
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Tôi tố cáo ông Hộxạ trưởng thôn tham ô")
    assert watched.traces("Hộxạ") == []
    async with watched.town.app.database.transaction() as memory:
        assert (await memory.inbox.counts())["dead"] == 1


@pytest.mark.parametrize(
    ("choice", "answer"),
    [("", "vừa gửi thêm"), ("Giữ niêm phong", "cùng mã"), ("Xóa hết", "không được giữ lại")],
)
async def test_further_files_are_answered_and_those_behind_one_another_once(
    watched: Watched, choice: str, answer: str
) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.sends(photo=True, caption="Tôi tố cáo ông Hộxạ trưởng thôn tham ô")
    if choice:
        await writer.presses(choice)
    for further in ({"voice": True}, {"photo": True}, {"album": [{"photo": True}] * 3}):
        said = await writer.sends(**further)
        assert [answer in one.words for one in said] == ([True] if "voice" in further else [])


async def test_what_comes_a_while_later_is_answered_again(watched: Watched) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.sends(photo=True, caption="Tôi tố cáo ông Hộxạ trưởng thôn tham ô")
    settles = watched.town.app.world.habits.intake.stop_settles_seconds
    for further in ({"voice": True}, {"photo": True}, {"album": [{"photo": True}] * 3}):
        await watched.town.clock.move_to(watched.town.clock.now() + timedelta(seconds=settles + 1))
        (said,) = await writer.sends(**further)
        assert "vừa gửi thêm" in said.words


async def test_what_nobody_chose_about_is_erased(watched: Watched) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.sends(photo=True, caption="Tôi tố cáo ông Hộxạ trưởng thôn tham ô")
    rows = "SELECT count(*) FROM vault_records"
    held = watched.town.app.world.national.vault.held_hours
    await watched.town.clock.move_to(watched.town.clock.now().replace(day=4, hour=9 + held % 24, minute=1))
    await watched.town.app.timetable.tidy()
    async with watched.town.app.database.transaction() as memory:
        assert await memory._session.value(rows) == 0
        assert await memory._session.value("SELECT count(*) FROM vault_files") == 0
