"""Numbered lists as tables and small stories: what chooses, and above all what does not."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.channels.base import Button, Rendered
from bot.sending.outbox_store import StoredOutbox
from bot.words.choosing import HOME, heard, meant, number_words
from bot.words.i18n import Words
from bot.words.menus import NumberedLists
from domain.messaging.messages import Address, Inbound, Kind, Urgency
from domain.messaging.outgoing import OutgoingRow
from storage.database import Database
from storage.messaging.menus import Line
from storage.messaging.outbox import Letter
from tests.zalo_channels.conftest import START, StillClock

AT = Address("zalo_bot", "main", "lan")
WORDS = Words.load(strict=True)
NUMBERS = number_words(WORDS)
VALID = timedelta(hours=12)
CHOICES = (
    (Button("Phản ánh", "p:1"), Button("Kiến nghị", "p:2")),
    (Button("✅ Gửi đi", "p:3"),),
    (Button("Quay lại", "f:back", aside=True), Button("Hủy", "f:cancel", aside=True)),
)


def standing() -> list[Line]:
    labels = ((1, "Phản ánh", "p:1"), (2, "Kiến nghị", "p:2"), (3, "✅ Gửi đi", "p:3"), (0, "Hủy", "f:cancel"))
    return [Line(7, number, label, action, START, START + VALID) for number, label, action in labels]


@pytest.mark.parametrize(
    ("said", "action"),
    [
        ("2", "p:2"),
        ("2.", "p:2"),
        (" 2) ", "p:2"),
        ("hai", "p:2"),
        ("Hai.", "p:2"),
        ("two", "p:2"),
        ("một", "p:1"),
        ("mot", "p:1"),
        ("kiến nghị", "p:2"),
        ("KIEN NGHI", "p:2"),
        ("gửi đi!", "p:3"),
        ("huỷ", "f:cancel"),  # y with the mark on the other letter, as many type it
        ("huy", "f:cancel"),
        ("/huy", None),  # a command is a command
        ("0", HOME),
        ("0.", HOME),
        ("#2.7", "p:2"),
        ("#2.6", "old:"),  # a button of an older list
        ("4", None),
        ("22", None),
        ("2026", None),
        ("bà", None),  # folds like the word for three
        ("số nhà 2", None),
        ("kiến nghị sửa đường", None),
        ("", None),
        ("👍", None),
    ],
)
def test_what_is_meant(said: str, action: str | None) -> None:
    assert meant(said, standing(), START, NUMBERS) == action


def test_a_number_typed_before_the_list_was_shown_is_not_for_it() -> None:
    assert meant("2", standing(), START - timedelta(seconds=1), NUMBERS) == "old:"
    assert meant("0", standing(), START - timedelta(seconds=1), NUMBERS) == HOME


def test_without_any_list_a_number_is_what_it_says() -> None:
    assert meant("1", [], START, NUMBERS) is None
    assert meant("0", [], START, NUMBERS) == HOME


class Conversation:
    def __init__(self, database: Database, clock: StillClock) -> None:
        self.database = database
        self.clock = clock
        self.lists = NumberedLists(WORDS, database, clock, VALID)

    async def shows(
        self, number: int, *labels: str, urgency: Urgency = Urgency.REPLY, quick: int = 0, language: str = "vi"
    ) -> Rendered:
        row = OutgoingRow(number, AT, False, urgency=urgency, language=language)
        buttons = tuple((Button(label, f"a:{number}:{label}"),) for label in labels)
        return await self.lists.write(row, Rendered("Xin chọn", buttons=buttons), quick)

    async def posts(self) -> int:
        """The number of a letter that is being sent."""
        async with self.database.transaction() as memory:
            memory.outbox.post(Letter("k", "", AT, False, "vi", {}, self.clock.now()), self.clock.now())
            row = await memory.outbox.lease_next(AT.channel, AT.account, self.clock.now(), ())
        assert row
        return row.id

    async def resumes(self, number: int) -> Rendered:
        return await self.lists.write(
            OutgoingRow(number, AT, False, language="vi"), Rendered("Đã hủy."), 0, resumes=True
        )

    async def says(self, text: str, received_at: datetime | None = None) -> str:
        now = self.clock.now()
        inbound = Inbound("k", AT, Kind.WORDS, now, sender="lan", text=text)
        async with self.database.transaction() as memory:
            found = await heard(memory, inbound, received_at or now, now, WORDS)
        return found.text if found.kind is Kind.PRESS else f"words {found.text}"


@pytest.fixture
def lan(database: Database, clock: StillClock) -> Conversation:
    return Conversation(database, clock)


async def test_a_list_is_written_with_numbers_links_and_ways_out(lan: Conversation) -> None:
    row = OutgoingRow(1, AT, False, language="vi")
    link, copies = Button("Cổng dịch vụ công", link="https://dichvucong.gov.vn"), Button("Chép mã", copies="K7M2")
    written = await lan.lists.write(row, Rendered("Ý kiến này là:", buttons=(*CHOICES, (link, copies))), 0)
    assert written.buttons == ()
    assert written.text.splitlines() == [
        "Ý kiến này là:",
        "",
        "1. Phản ánh",
        "2. Kiến nghị",
        "3. ✅ Gửi đi",
        "Cổng dịch vụ công: https://dichvucong.gov.vn",
        "",
        "Xin nhắn số của mục cần chọn trong danh sách mới nhất này; nhắn 0 để về đầu.",
        "Cũng có thể nhắn: “Quay lại”, “Hủy”.",
    ]


async def test_the_reader_is_told_in_their_language(lan: Conversation) -> None:
    written = await lan.shows(1, "Send", language="en")
    assert written.text.endswith(
        "Please send the number of your choice from this newest list; send 0 to go back to the start."
    )


async def test_only_ways_out_leave_numbers_to_the_answer(lan: Conversation) -> None:
    row = OutgoingRow(1, AT, False, language="vi")
    written = await lan.lists.write(row, Rendered("Số nhà?", buttons=CHOICES[2:]), 0)
    assert "1." not in written.text
    assert await lan.says("2") == "words 2"
    assert await lan.says("hủy") == "f:cancel"


async def test_an_answers_list_ends_the_lists_before_it(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh", "Kiến nghị")
    await lan.shows(2, "Gửi")
    assert await lan.says("1") == "a:2:Gửi"
    assert await lan.says("2") == "words 2"
    assert await lan.says("Phản ánh") == "words Phản ánh"


async def test_a_notice_goes_on_counting(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh", "Kiến nghị")
    notice = await lan.shows(2, "Đã nộp", "Xin lùi hạn", urgency=Urgency.NOTICE)
    assert "3. Đã nộp" in notice.text
    assert [await lan.says(one) for one in ("2", "3", "bốn")] == ["a:1:Kiến nghị", "a:2:Đã nộp", "a:2:Xin lùi hạn"]


async def test_what_waited_counts_on_from_what_was_shown_meanwhile(lan: Conversation) -> None:
    """An officer's answer is posted first and goes last, perhaps at the same moment as another letter."""
    await lan.shows(2, "Bổ sung", "Rút")
    answer = await lan.shows(1, "Xem tình trạng", urgency=Urgency.NOTICE)
    assert "3. Xem tình trạng" in answer.text
    assert [await lan.says(one) for one in ("3", "1")] == ["a:1:Xem tình trạng", "a:2:Bổ sung"]


async def test_a_clock_that_is_set_back_keeps_the_order(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh", "Kiến nghị")
    lan.clock.moment -= timedelta(seconds=5)
    await lan.shows(2, "Gửi")
    lan.clock.moment += timedelta(seconds=5)
    assert [await lan.says(one) for one in ("1", "2")] == ["a:2:Gửi", "words 2"]


async def test_a_list_that_is_tried_again_is_not_answered_by_what_was_said_before(lan: Conversation) -> None:
    """Whoever speaks again lets out what waited for them: what they said is no answer to it."""
    number = await lan.posts()
    await lan.shows(number, "Đồng ý và gửi")
    async with lan.database.transaction() as memory:
        memory.outbox.later(number, lan.clock.now())
    outbox = StoredOutbox(lan.database, lan.clock)
    row = await outbox.lease_next(AT.channel, AT.account, lan.clock.now(), ())
    assert row and row.id == number
    assert [await lan.says(one) for one in ("1", "Đồng ý và gửi")] == ["words 1", "words Đồng ý và gửi"]
    said_at = lan.clock.now()
    lan.clock.moment += timedelta(seconds=1)
    await lan.shows(number, "Đồng ý và gửi")
    assert await lan.says("1", said_at) == "old:"
    assert await lan.says("1") == f"a:{number}:Đồng ý và gửi"


async def test_a_list_that_nobody_saw_is_not_shown_again(lan: Conversation) -> None:
    number = await lan.posts()
    await lan.shows(number + 1, "Phản ánh", "Kiến nghị")
    await lan.shows(number, "Đồng ý và gửi")
    async with lan.database.transaction() as memory:
        memory.outbox.failed(number, "refused")
    again = await lan.resumes(number + 2)
    assert "1. Phản ánh" in again.text
    assert await lan.says("1") == f"a:{number + 1}:Phản ánh"


@pytest.mark.parametrize("why", ["later", "refused"])
async def test_a_list_that_did_not_arrive_ends_no_other(lan: Conversation, why: str) -> None:
    number = await lan.posts()
    await lan.shows(number + 1, "Phản ánh", "Kiến nghị")
    await lan.shows(number, "Gửi")
    assert await lan.says("1") == f"a:{number}:Gửi"  # it is on its way
    async with lan.database.transaction() as memory:
        if why == "later":
            memory.outbox.later(number, lan.clock.now() + timedelta(minutes=1))
        else:
            memory.outbox.failed(number, "refused")
    assert [await lan.says(one) for one in ("1", "2", "Gửi")] == [
        f"a:{number + 1}:Phản ánh",
        f"a:{number + 1}:Kiến nghị",
        "words Gửi",
    ]


async def test_a_list_that_may_have_arrived_is_chosen_from(lan: Conversation) -> None:
    number = await lan.posts()
    await lan.shows(number, "Gửi")
    async with lan.database.transaction() as memory:
        memory.outbox.later(number, lan.clock.now() + timedelta(minutes=1), resend=True)
    assert await lan.says("1") == f"a:{number}:Gửi"


async def test_a_stray_number_next_day_chooses_nothing(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh")
    lan.clock.moment += VALID
    assert await lan.says("1") == "words 1"
    assert await lan.says("0") == HOME


async def test_a_number_sent_twice_answers_once(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh", "Kiến nghị")
    typed_at = lan.clock.now()
    assert await lan.says("2", typed_at) == "a:1:Kiến nghị"
    lan.clock.moment += timedelta(seconds=1)
    await lan.shows(2, "Gửi", "Sửa")
    assert await lan.says("2", typed_at) == "old:"


async def test_a_letter_said_again_keeps_its_numbers(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh")
    first = await lan.shows(2, "Đã nộp", urgency=Urgency.NOTICE)
    assert await lan.shows(2, "Đã nộp", urgency=Urgency.NOTICE) == first


async def test_numbers_begin_anew_before_they_grow_long(lan: Conversation) -> None:
    for number in range(1, 100):
        await lan.shows(number, "Đã nộp", urgency=Urgency.NOTICE)
    assert "1. Đã nộp" in (await lan.shows(100, "Đã nộp", urgency=Urgency.NOTICE)).text


async def test_a_few_choices_are_buttons_instead_where_they_come_back_as_words(lan: Conversation) -> None:
    few = await lan.shows(8, "Phản ánh", "Kiến nghị", quick=5)
    assert few == Rendered(
        "Xin chọn\n\nNhắn 0 để về đầu.", buttons=((Button("Phản ánh", "#1.8"),), (Button("Kiến nghị", "#2.8"),))
    )
    assert [await lan.says(one) for one in ("#2.8", "2", "kien nghi")] == ["a:8:Kiến nghị"] * 3
    many = await lan.shows(9, *"abcdef", quick=5)
    assert many.buttons == ()
    assert "6. f" in many.text
    wide = await lan.shows(10, "Báo cáo " * 13, quick=5)
    assert wide.buttons == ()


async def test_words_that_resume_show_the_last_list_again_and_count_it_anew(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh", "Kiến nghị")
    await lan.shows(2, "Nhận", "Chuyển", urgency=Urgency.NOTICE)
    lan.clock.moment += timedelta(minutes=1)
    again = await lan.resumes(3)
    assert again.text.splitlines()[:5] == ["Đã hủy.", "", "Vẫn có thể chọn:", "1. Nhận", "2. Chuyển"]
    assert [await lan.says(one) for one in ("1", "2", "3")] == ["a:2:Nhận", "a:2:Chuyển", "words 3"]


async def test_an_expired_list_is_shown_again_for_a_while_and_then_forgotten(lan: Conversation) -> None:
    await lan.shows(1, "Phản ánh")
    lan.clock.moment += VALID
    assert await lan.says("1") == "words 1"
    assert "1. Phản ánh" in (await lan.resumes(2)).text
    assert await lan.says("1") == "a:1:Phản ánh"


async def test_nothing_is_resumed_where_nothing_was_offered(lan: Conversation) -> None:
    assert await lan.resumes(1) == Rendered("Đã hủy.")
    row = OutgoingRow(2, AT, False, language="vi")
    await lan.lists.write(row, Rendered("Số nhà?", buttons=CHOICES[2:]), 0)
    assert await lan.resumes(3) == Rendered("Đã hủy.")


async def test_a_message_without_choices_stays_as_it_is(lan: Conversation) -> None:
    row = OutgoingRow(1, AT, False)
    assert await lan.lists.write(row, Rendered("Đã nhận."), 5) == Rendered("Đã nhận.")
