"""Groups, forums and channels: who hears what, who may do what."""

from __future__ import annotations

from typing import Any

import pytest

from tests.sandbox.conftest import Town


async def group_of(town: Town, **more: Any) -> int:
    asked: dict[str, Any] = {"title": "Tổ công tác", "admins": [town.person], "bot": "thu_bot"} | more
    number = int((await town.act("groups", **asked))["id"])
    town.bot.queue.clear()
    return number


async def heard(town: Town) -> list[str]:
    return [update["message"].get("text", "?") for update in await town.updates()]


async def test_adding_the_bot_is_told(town: Town) -> None:
    await town.act("groups", title="Tổ", admins=[town.person], bot="thu_bot", bot_admin=True)
    added, service = await town.updates()
    change = added["my_chat_member"]
    assert (change["old_chat_member"]["status"], change["new_chat_member"]["status"]) == ("left", "administrator")
    assert service["message"]["new_chat_members"][0]["username"] == "thu_bot"


async def test_privacy_lets_through_what_is_meant_for_the_bot(town: Town) -> None:
    group = await group_of(town)
    post = await town.ask("sendMessage", chat_id=group, text="Báo cáo quý")
    for text in ("chuyện riêng", "/hangdoi", "/hangdoi@khac_bot", "/nhan@thu_bot 7", "@thu_bot giúp với"):
        await town.act("send", chat=group, text=text)
    await town.act("send", chat=group, text="đã nộp", reply_to=post["message_id"])
    assert await heard(town) == ["/hangdoi", "/nhan@thu_bot 7", "@thu_bot giúp với", "đã nộp"]


async def test_an_admin_bot_hears_everything(town: Town) -> None:
    group = await group_of(town, bot_admin=True)
    await town.act("send", chat=group, text="chuyện riêng")
    assert await heard(town) == ["chuyện riêng"]


async def test_startgroup_adds_the_bot_and_carries_the_payload(town: Town) -> None:
    group = await group_of(town, bot="")
    await town.act("start", group=group, payload="don-vi_7")
    *_, last = await town.updates()
    assert last["message"]["text"] == "/start@thu_bot don-vi_7"
    assert last["message"]["entities"] == [{"type": "bot_command", "offset": 0, "length": 14}]


async def test_thrown_out_the_bot_may_not_speak(town: Town) -> None:
    group = await group_of(town)
    await town.act("kick", bot="thu_bot", group=group, by=town.person)
    assert await town.kinds() == ["my_chat_member"]
    assert await town.refused("sendMessage", chat_id=group, text="a") == (
        "Forbidden: bot was kicked from the group chat"
    )


async def test_leaving_is_final_until_added_again(town: Town) -> None:
    group = await group_of(town)
    await town.ask("leaveChat", chat_id=group)
    assert "not a member" in await town.refused("sendMessage", chat_id=group, text="a")
    await town.act("join", group=group, bot="thu_bot", by=town.person)
    await town.ask("sendMessage", chat_id=group, text="a")


async def test_a_group_moves_to_a_supergroup(town: Town) -> None:
    group = await group_of(town)
    moved = (await town.act("migrate", group=group))["id"]
    left, came = (update["message"] for update in await town.updates())
    assert (left["migrate_to_chat_id"], came["migrate_from_chat_id"]) == (moved, group)
    refusal = await town.call("sendMessage", chat_id=group, text="a")
    assert refusal["parameters"] == {"migrate_to_chat_id": moved}


async def test_topics_live_and_close(town: Town) -> None:
    forum = await group_of(town, forum=True, bot_admin=True)
    topic = await town.ask("createForumTopic", chat_id=forum, name="Tiếp nhận")
    thread = topic["message_thread_id"]
    card = await town.ask("sendMessage", chat_id=forum, text="Phiếu", message_thread_id=thread)
    assert (card["message_thread_id"], card["is_topic_message"]) == (thread, True)
    await town.act("send", chat=forum, text="ghi chú", topic=thread)
    assert (await town.updates())[-1]["message"]["message_thread_id"] == thread
    where = {"chat_id": forum, "message_thread_id": thread}
    await town.ask("editForumTopic", **where, name="Quá hạn")
    await town.ask("closeForumTopic", **where)
    assert "TOPIC_NOT_MODIFIED" in await town.refused("closeForumTopic", **where)
    await town.ask("reopenForumTopic", **where)


async def test_topics_need_an_admin_and_exist(town: Town) -> None:
    forum = await group_of(town, forum=True)
    assert "not enough rights" in await town.refused("createForumTopic", chat_id=forum, name="Tiếp nhận")
    unknown = {"chat_id": forum, "text": "a", "message_thread_id": 77}
    assert await town.refused("sendMessage", **unknown) == "Bad Request: message thread not found"


async def test_a_persons_topic_is_heard_of(town: Town) -> None:
    forum = await group_of(town, forum=True)
    topic = (await town.act("topics", group=forum, person=town.person, name="An ninh"))["id"]
    (update,) = await town.updates()
    assert update["message"]["forum_topic_created"]["name"] == "An ninh"
    assert update["message"]["message_thread_id"] == topic


async def test_an_anonymous_admin_writes_as_the_group(town: Town) -> None:
    group = await group_of(town, bot_admin=True)
    await town.act("send", chat=group, text="/dong 7", anonymous=True)
    (update,) = await town.updates()
    assert update["message"]["from"]["id"] == 1087968824
    assert update["message"]["sender_chat"]["id"] == group


async def test_a_channel_post_has_no_author(town: Town) -> None:
    channel = await group_of(town, type="channel", bot_admin=True)
    await town.act("send", chat=channel, text="Thông báo")
    (update,) = await town.updates()
    assert "from" not in update["channel_post"]


async def test_members_are_known(town: Town) -> None:
    group = await group_of(town, bot_admin=True)
    newcomer = (await town.act("people", first_name="Minh"))["id"]
    await town.act("join", group=group, person=newcomer)
    for user, status in ((town.person, "creator"), (810, "administrator"), (newcomer, "member")):
        assert (await town.ask("getChatMember", chat_id=group, user_id=user))["status"] == status
    await town.act("leave", group=group, person=newcomer)
    assert (await town.ask("getChatMember", chat_id=group, user_id=newcomer))["status"] == "left"
    assert (await town.ask("getChat", chat_id=group))["title"] == "Tổ công tác"


@pytest.mark.parametrize("standing", ["administrator", "member"])
async def test_pins_need_an_admin(town: Town, standing: str) -> None:
    group = await group_of(town, bot_admin=standing == "administrator")
    card = await town.ask("sendMessage", chat_id=group, text="Ghim")
    answer = await town.call("pinChatMessage", chat_id=group, message_id=card["message_id"])
    assert answer["ok"] == (standing == "administrator")
