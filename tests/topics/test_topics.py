"""One topic for each queue, and every card where it belongs."""

from __future__ import annotations

from datetime import timedelta

from tests.topics.conftest import QUEUES, Forum


async def test_every_queue_gets_its_topic(forum: Forum) -> None:
    assert forum.names == QUEUES


async def test_a_new_case_stands_in_the_first_queue_and_moves_when_it_is_taken(forum: Forum) -> None:
    code = await forum.files()
    assert forum.stands_in() == "Tiếp nhận mới"
    await forum.khoa.presses("Nhận")
    assert forum.stands_in() == "Đang xử lý"
    assert forum.within("Tiếp nhận mới") == [f"➡️ Thẻ hồ sơ {code} đã chuyển sang “Đang xử lý”."]


async def test_a_command_is_answered_in_the_topic_where_it_was_typed(forum: Forum) -> None:
    await forum.files()
    await forum.says("/hangdoi", "Hệ thống")
    assert "Ý kiến chờ xử lý" in forum.within("Hệ thống")[-1]


async def test_a_reply_is_a_note_and_the_answer_is_shown_on_the_card(forum: Forum) -> None:
    await forum.files()
    await forum.khoa.presses("Nhận")
    card = forum.card()
    await forum.says("Sáng nay đi xem", "Đang xử lý", reply_to=card.id)
    assert "Sáng nay" not in "".join(forum.lan.heard)
    await forum.says("/traloi Chiều nay sửa xong", "Đang xử lý", reply_to=card.id)
    assert "Chiều nay sửa xong" in forum.lan.last
    assert "✔️ Tin gửi người dân: đã gửi" in forum.card().words


async def test_who_blocked_the_bot_shows_on_the_card(forum: Forum) -> None:
    await forum.files()
    await forum.khoa.presses("Nhận")
    forum.town.messenger.block(forum.lan, blocks=True)
    await forum.says("/traloi Chiều nay sửa xong", "Đang xử lý", reply_to=forum.card().id)
    assert "không đến được" in forum.card().words
    assert forum.stands_in() == "Đang xử lý"


async def test_a_question_waits_for_the_citizen_and_an_overdue_case_shows_itself(forum: Forum) -> None:
    code = await forum.files()
    await forum.says(f"/hoi {code} Nhà ai gần đó?")
    assert forum.stands_in() == "Chờ người dân"
    await forum.lan.says("Nhà ông Ba")
    assert forum.stands_in() == "Đang xử lý"
    await forum.town.goes_to(forum.town.clock.now() + timedelta(days=40))
    await forum.ticks()
    assert forum.stands_in() == "Quá hạn"
    await forum.says(f"/dong {code} Đã thay nắp cống, văn bản số 12/UBND-KT")
    assert forum.stands_in() == "Đã xong"
    assert "hạn" not in forum.card().words.split("\n")[1]


async def test_a_case_asked_for_elsewhere_stays_there_until_it_changes(forum: Forum) -> None:
    code = await forum.files()
    await forum.says(f"/xem {code}", "Hệ thống")
    await forum.ticks()
    assert forum.stands_in() == "Hệ thống"
    await forum.khoa.presses("Nhận")
    assert forum.stands_in() == "Đang xử lý"
