"""A hard case gets a topic of its own, and what is said there goes into the case."""

from __future__ import annotations

from dataclasses import replace

from tests.topics.conftest import COMMUNE, Forum, later

TAKEN_ALONG = "chủ đề riêng của hồ sơ"
MATTERS = (
    "Ổ gà lớn giữa đường làng gây nguy hiểm",
    "Đèn đường trước cổng trường không sáng",
    "Rác đổ trộm cạnh mương cấp hai",
    "Loa phát thanh của thôn kêu rè",
    "Trâu bò thả rông phá lúa",
    "Nước máy có mùi lạ từ hôm qua",
)


async def opened(forum: Forum) -> str:
    code = await forum.files()
    await forum.khoa.presses("Nhận")
    await forum.says(f"/chude {code}", "Đang xử lý")
    return code


async def notes_of(forum: Forum, code: str) -> list[str]:
    async with forum.town.app.database.transaction() as memory:
        petition = await memory.petitions.by_code(code)
        assert petition
        return [event.words for event in await memory.petitions.events(petition) if event.action == "note"]


async def test_the_card_moves_there_and_what_is_said_there_is_noted(forum: Forum) -> None:
    code = await opened(forum)
    assert forum.stands_in() == f"{code} · Phản ánh"
    assert TAKEN_ALONG in forum.within("Đang xử lý")[0]
    said_before = len(forum.within(code))
    await forum.says("Đã gọi tổ trưởng, sáng mai đi xem", code)
    await forum.khoa.in_topic(code).sends(photo=True, caption="Hiện trường")
    assert await notes_of(forum, code) == ["Đã gọi tổ trưởng, sáng mai đi xem", "Hiện trường"]
    assert len(forum.within(code)) == said_before + 2  # the bot does not chatter there
    assert "tổ trưởng" not in "".join(forum.lan.heard)


async def test_a_command_there_needs_no_code_and_the_topic_closes_with_the_case(forum: Forum) -> None:
    code = await opened(forum)
    await forum.says("/traloi Chiều nay sửa", code)
    assert "Chiều nay sửa" in forum.lan.last
    await forum.says("/dong Đã sửa, văn bản số 12/UBND-KT", code)
    assert forum.topic(code).closed
    assert forum.stands_in() == "Đã xong"
    await forum.says(f"/chude {code}")
    assert "đã kết thúc nên không mở" in forum.khoa.last


async def test_a_topic_closed_by_hand_gives_the_card_back_and_is_opened_again(forum: Forum) -> None:
    code = await opened(forum)
    await forum.change(code, "close")
    await forum.ticks()
    assert forum.stands_in() == "Đang xử lý"
    await later(forum)
    await forum.says(f"/chude {code}", "Đang xử lý")
    assert not forum.topic(code).closed
    assert forum.stands_in() == f"{code} · Phản ánh"
    assert sum(code in name for name in forum.names) == 1
    await forum.says(f"/chude {code}", "Đang xử lý")
    assert "đã có chủ đề riêng" in forum.within("Đang xử lý")[-1]


async def test_a_topic_deleted_by_hand_gives_the_card_back(forum: Forum) -> None:
    code = await opened(forum)
    await forum.change(code, "delete")
    await forum.says(f"/ghichu {code} Vẫn còn đây")
    await forum.ticks(2)
    assert forum.stands_in() == "Đang xử lý"


async def test_too_many_at_once_wait(forum: Forum) -> None:
    minh = replace(forum, lan=await forum.town.citizen("Trần Văn Minh", COMMUNE))
    filers = [forum, minh] * 3  # nobody sends many in an hour
    codes = [await filer.files(words) for filer, words in zip(filers, MATTERS, strict=True)]
    for code in codes:
        await forum.says(f"/chude {code}")
    assert [sum(code in name for name in forum.names) for code in codes] == [1, 1, 1, 1, 1, 0]
    assert "xin nhắn lại sau một phút" in forum.khoa.last
    await later(forum)
    await forum.says(f"/chude {codes[-1]}")
    assert any(codes[-1] in name for name in forum.names)


async def test_without_the_right_the_case_stays_on_its_card(forum: Forum) -> None:
    await forum.allow(allowed=False)
    code = await opened(forum)
    assert "Chưa mở được chủ đề riêng" in forum.within("Đang xử lý")[-1]
    assert forum.stands_in() == "Đang xử lý"
    await forum.allow(allowed=True)
    await forum.says(f"/chude {code}", "Đang xử lý")
    assert forum.stands_in() == f"{code} · Phản ánh"


async def test_the_platform_may_refuse_although_we_believed_we_might(forum: Forum) -> None:
    """Nobody told us that the right was taken."""
    bot = forum.town.sandbox.bot_named("thu_bot")
    assert bot
    forum.chat.no_topics_for.add(bot.id)
    await opened(forum)
    assert "Chưa mở được chủ đề riêng" in forum.within("Đang xử lý")[-1]
    assert forum.stands_in() == "Đang xử lý"


async def test_elsewhere_there_are_no_topics(forum: Forum) -> None:
    code = await forum.files()
    private = next(one for one in forum.town.people if one.id == forum.khoa.id and one.group is None)
    await private.says(f"/chude {code}")
    assert forum.stands_in() == f"{code} · Phản ánh"  # the officers' group has them
    await forum.lan.says(f"/chude {code}")
    assert "Không có lệnh" in forum.lan.last
