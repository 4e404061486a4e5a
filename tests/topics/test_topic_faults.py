"""What people and the platform do to topics: rights that are missing, topics that vanish, a group that moves."""

from __future__ import annotations

from domain.people.roles import Member, Role
from sandbox.faults import Fault
from sandbox.telegram import people as telegram
from tests.topics.conftest import COMMUNE, OFFICE, QUEUES, Forum, bind, later
from tests.town import Town


async def test_without_the_right_everything_goes_on_in_the_general_topic(town: Town) -> None:
    forum = await bind_without_right(town)
    assert forum.names == []
    assert sum("Quản lý chủ đề" in words for words in forum.khoa.heard) == 1
    code = await forum.files()
    await forum.khoa.presses("Nhận")
    assert (forum.stands_in(), forum.code) == ("", code)
    await forum.allow(allowed=True)
    await later(forum)
    await forum.ticks()
    assert (forum.names, forum.stands_in()) == (QUEUES, "Đang xử lý")


async def test_a_queue_deleted_by_hand_comes_back_with_its_cards(forum: Forum) -> None:
    code = await forum.files()
    await forum.change("Tiếp nhận mới", "delete")
    await forum.says(f"/ghichu {code} Xem hộ")
    assert forum.stands_in() == ""  # nothing is lost meanwhile
    await forum.ticks(2)
    assert sorted(forum.names) == sorted(QUEUES)
    assert forum.stands_in() == "Tiếp nhận mới"


async def test_a_renamed_queue_keeps_its_new_name(forum: Forum) -> None:
    code = await forum.files()
    await forum.change("Đang xử lý", "rename", "Việc đang làm")
    await forum.khoa.presses("Nhận")
    assert forum.stands_in() == "Việc đang làm"
    assert forum.within("Tiếp nhận mới") == [f"➡️ Thẻ hồ sơ {code} đã chuyển sang “Việc đang làm”."]


async def test_a_closed_queue_is_left_alone(forum: Forum) -> None:
    await forum.change("Tiếp nhận mới", "close")
    await forum.files()
    await forum.ticks()
    assert forum.stands_in() == ""
    await forum.change("Tiếp nhận mới", "reopen")
    await forum.ticks()
    assert forum.stands_in() == "Tiếp nhận mới"


async def test_opening_waits_out_a_429_and_opens_nothing_twice(town: Town) -> None:
    town.sandbox.faults.order(
        Fault(method="createForumTopic", code=429, retry_after=0, description="Too Many Requests")
    )
    forum = await bind(town)
    await later(forum)
    await forum.ticks()
    assert sorted(forum.names) == sorted(QUEUES)


async def test_two_officers_at_once_the_second_is_refused_courteously(forum: Forum) -> None:
    await forum.files()
    card = forum.card()
    data = card.buttons[0][0]["callback_data"]
    sandbox, bot = forum.town.sandbox, forum.town.sandbox.bot_named("thu_bot")
    assert bot
    hanh = await forum.town.member("Bùi Thị Hạnh", COMMUNE, Role.OFFICER, OFFICE)
    telegram.come(sandbox, forum.chat, sandbox.people[hanh.id])
    await forum.khoa.presses("Nhận")
    second = telegram.press(sandbox, bot, forum.chat, sandbox.people[hanh.id], card.id, data)
    await forum.town.quiet()
    assert "vừa có thay đổi" in second.text
    assert "Đặng Văn Khoa" in forum.card().words


async def test_after_a_long_outage_a_dead_press_leaves_the_command(forum: Forum) -> None:
    """A press lives for 150 seconds; the card's state and the command do not depend on it."""
    code = await forum.files()
    await forum.town.closes()
    data = forum.card().buttons[0][0]["callback_data"]
    sandbox, bot = forum.town.sandbox, forum.town.sandbox.bot_named("thu_bot")
    assert bot
    telegram.press(sandbox, bot, forum.chat, sandbox.people[forum.khoa.id], forum.card().id, data)
    sandbox.presses.clear()
    bot.queue.clear()
    await forum.town.opens()
    assert forum.stands_in() == "Tiếp nhận mới"
    await forum.says(f"/nhan {code}", "Tiếp nhận mới")
    assert forum.stands_in() == "Đang xử lý"


async def test_a_plain_group_that_becomes_a_supergroup_with_topics_gets_them(town: Town) -> None:
    lan = await town.citizen("Nguyễn Thị Lan", COMMUNE)
    khoa = await town.member("Đặng Văn Khoa", COMMUNE, Role.OFFICER, OFFICE)
    group = await town.group("Tổ", khoa, Member(COMMUNE, OFFICE, Role.OFFICER), kind="group")
    forum = Forum(town, lan, group)
    await forum.files()
    assert forum.names == []
    new = telegram.migrate(town.sandbox, forum.chat)
    await town.quiet()
    new.is_forum = True
    forum = Forum(town, lan, khoa.in_group(new.id))
    await forum.says("Chào các đồng chí")
    for _ in QUEUES[4:]:
        await later(forum)
    assert forum.names == QUEUES
    await forum.says("/nhan " + (await code_of(forum)))
    assert forum.stands_in() == "Đang xử lý"


async def code_of(forum: Forum) -> str:
    async with forum.town.app.database.transaction() as memory:
        (petition,) = await memory.petitions.queue(COMMUNE, OFFICE, after=None, limit=1, restricted=False)
    return petition.code


async def bind_without_right(town: Town) -> Forum:
    """The owner lets the bot in as an admin who may not manage topics."""
    lan = await town.citizen("Nguyễn Thị Lan", COMMUNE)
    khoa = await town.member("Đặng Văn Khoa", COMMUNE, Role.OFFICER, OFFICE)
    chat = town.add_group("Tổ tiếp nhận", khoa, forum=True)
    forum = Forum(town, lan, khoa.in_group(chat.id))
    await forum.allow(allowed=False)
    await forum.khoa.starts(await town.invitation(Member(COMMUNE, OFFICE, Role.OFFICER), group=True))
    return forum
