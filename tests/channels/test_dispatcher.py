"""The dispatcher from the outbox to the citizen's screen, with the sandbox in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from pydantic import SecretStr

from bot.channels.base import Channel, Rendered, SendFailed, Sent, Why
from bot.channels.telegram.channel import TelegramChannel, create
from bot.clock import SystemClock
from bot.sending import delivery as delivery_module
from bot.sending import dispatcher as dispatcher_module
from bot.sending import pacer as pacer_module
from bot.sending.dispatcher import Dispatcher, OutgoingRow
from bot.sending.outbox import RenderedMenu
from domain.messaging.messages import Address, Urgency
from sandbox.telegram import people
from sandbox.telegram.model import Standing
from tests.channels.conftest import TOKEN, Stage, until
from tests.channels.memory_outbox import MemoryOutbox

BROKEN = "không có lời"


@dataclass
class Office:
    """Everything behind the channel: the outbox, the words, and who is told what."""

    stage: Stage
    outbox: MemoryOutbox = field(default_factory=MemoryOutbox)
    gone: list[Address] = field(default_factory=list)
    alarms: list[tuple[int, Why]] = field(default_factory=list)
    rendered: list[OutgoingRow] = field(default_factory=list)
    dispatcher: Dispatcher = field(init=False)
    running: asyncio.Task[None] | None = None

    def open(self, *more: TelegramChannel) -> None:
        channels: dict[tuple[str, str], Channel] = {(c.name, c.account): c for c in (self.stage.channel, *more)}
        self.dispatcher = Dispatcher(
            channels, self.outbox, self.render, SystemClock(), on_gone=self.on_gone, on_alarm=self.on_alarm
        )
        self.running = asyncio.create_task(self.dispatcher.run())

    async def close(self) -> None:
        if self.running:
            self.dispatcher.stop()
            await self.running

    async def render(self, row: OutgoingRow) -> Rendered | RenderedMenu:
        self.rendered.append(row)
        text = str(row.payload["text"])
        if text == BROKEN:
            raise KeyError(text)
        if row.kind == "menu":
            return RenderedMenu("vi", (("trogiup", text),))
        return Rendered(f"(gửi lại) {text}" if row.resend else text)

    async def on_gone(self, address: Address) -> None:
        self.gone.append(address)

    async def on_alarm(self, row: OutgoingRow, failed: SendFailed) -> None:
        self.alarms.append((row.id, failed.why))

    def texts(self) -> list[str]:
        return [message.content["text"] for message in self.stage.chat()]

    async def settled(self, *states: str) -> None:
        await until(lambda: set(self.outbox.state.values()) <= set(states))


@pytest.fixture
async def office(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Office]:
    monkeypatch.setattr(delivery_module, "backoff", lambda attempts, most=0: 0.05)
    stage.channel.limits = replace(stage.channel.limits, per_second=200, same_chat_gap=0.01, group_gap=0.01)
    office = Office(stage)
    yield office
    await office.close()


async def test_messages_arrive_in_order_and_the_urgent_first(office: Office) -> None:
    at = office.stage.at
    for text, urgency in (("báo chung", Urgency.MASS), ("trả lời 1", Urgency.REPLY), ("trả lời 2", Urgency.REPLY)):
        office.outbox.post(at, text, urgency=urgency)
    office.open()
    await office.settled("sent")
    assert office.texts() == ["trả lời 1", "trả lời 2", "báo chung"]


async def test_a_poke_wakes_it_for_what_is_new(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatcher_module, "_IDLE", 3600.0)
    office.open()
    await asyncio.sleep(0.05)
    office.outbox.post(office.stage.at, "mới")
    office.dispatcher.poke()
    await office.settled("sent")


async def test_what_is_due_later_waits_and_is_found_without_a_poke(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher_module, "_IDLE", 0.02)
    office.open()
    row = office.outbox.post(office.stage.at, "mai")
    office.outbox.not_before[row] = datetime.now(UTC) + timedelta(seconds=0.2)
    await asyncio.sleep(0.05)
    assert office.outbox.state[row] == "due"
    await office.settled("sent")


async def test_a_complaint_postpones_and_keeps_the_order(office: Office) -> None:
    office.stage.fault(
        method="sendMessage", code=429, description="Too Many Requests: retry after 1", retry_after=1
    )
    rows = [office.outbox.post(office.stage.at, text) for text in ("một", "hai")]
    office.open()
    await office.settled("sent")
    assert office.texts() == ["một", "hai"]
    assert office.outbox.history[rows[0]] == ["due", "leased", "later", "leased", "sent"]


@pytest.mark.parametrize("close", ["before", "after"])
async def test_an_unknown_outcome_is_said_once_more_and_says_so(office: Office, close: str) -> None:
    office.stage.fault(method="sendMessage", close=close)
    row = office.outbox.post(office.stage.at, "đã nhận")
    office.outbox.post(office.stage.at, "tiếp")
    office.open()
    await office.settled("sent")
    assert office.texts() == (["đã nhận"] if close == "after" else []) + ["(gửi lại) đã nhận", "tiếp"]
    assert office.outbox.history[row] == ["due", "leased", "again", "leased", "sent"]
    assert not office.alarms


@pytest.mark.parametrize(("official", "times"), [(True, 1), (False, 2)])
async def test_an_official_answer_or_a_second_doubt_is_left_to_a_person(
    office: Office, official: bool, times: int
) -> None:
    office.stage.fault(method="sendMessage", code=502, description="Bad Gateway", times=times)
    row = office.outbox.post(office.stage.at, "trả lời", official=official)
    office.open()
    await office.settled("unknown")
    assert office.alarms == [(row, Why.UNKNOWN)]
    assert len(office.rendered) == times


async def test_a_card_is_edited_in_place_even_after_doubt(office: Office) -> None:
    office.stage.fault(method="editMessageText", close="after")
    for text in ("Mới", "Đã nhận"):
        office.outbox.post(office.stage.at, text, card="petition:7", official=True)
    office.open()
    await office.settled("sent")
    assert office.texts() == ["Đã nhận"]
    assert not office.alarms


async def test_a_card_that_is_gone_is_posted_anew(office: Office) -> None:
    chat = office.stage.world.private_chat(office.stage.bot, office.stage.lan)
    office.outbox.post(office.stage.at, "Mới", card="petition:7")
    office.open()
    await office.settled("sent")
    chat.messages.pop(office.stage.chat()[0].id)
    office.outbox.post(office.stage.at, "Đã nhận", card="petition:7")
    office.dispatcher.poke()
    await office.settled("sent")
    assert office.texts() == ["Đã nhận"]
    assert office.outbox.cards[office.stage.at, "petition:7"] == (str(office.stage.chat()[0].id), "")


async def test_a_card_that_cannot_be_looked_up_surely_was_not_sent(office: Office) -> None:
    office.outbox.unreadable_cards = 1
    row = office.outbox.post(office.stage.at, "Mới", card="petition:7", official=True)
    office.open()
    await office.settled("sent")
    assert office.outbox.history[row] == ["due", "leased", "later", "leased", "sent"]


async def test_whoever_blocked_us_has_their_messages_parked_and_somebody_is_told(office: Office) -> None:
    people.block(office.stage.world, office.stage.bot, office.stage.lan)
    for text in ("một", "hai"):
        office.outbox.post(office.stage.at, text)
    office.open()
    await office.settled("parked")
    await until(lambda: office.gone)
    assert office.gone == [office.stage.at]


async def test_a_group_that_moved_gets_its_messages_at_its_new_id(office: Office) -> None:
    world, bot = office.stage.world, office.stage.bot
    group = world.add_group("Thôn 3")
    people.let_in(world, bot, group, office.stage.lan, Standing.MEMBER)
    new = people.migrate(world, group)
    for text in ("một", "hai", "ba"):
        office.outbox.post(replace(office.stage.at, chat=str(group.id)), text)
    office.open()
    await office.settled("sent")
    said = [message.content["text"] for message in new.messages.values() if message.author is bot]
    assert said == ["một", "hai", "ba"]


async def test_our_own_mistakes_fail_with_an_alarm_and_the_rest_goes_on(office: Office) -> None:
    refused = office.outbox.post(replace(office.stage.at, chat="999"), "người lạ")
    wordless = office.outbox.post(office.stage.at, BROKEN)
    good = office.outbox.post(office.stage.at, "tốt")
    office.open()
    await office.settled("sent", "failed")
    await until(lambda: len(office.alarms) == 2)
    assert sorted(office.alarms) == [(refused, Why.REFUSED), (wordless, Why.REFUSED)]
    assert office.outbox.state[good] == "sent"


async def test_a_menu_is_offered_and_may_be_repeated(office: Office) -> None:
    office.stage.fault(method="setMyCommands", close="after")
    row = office.outbox.post(office.stage.at, "Trợ giúp", kind="menu", official=True)
    office.open()
    await office.settled("sent")
    assert office.outbox.history[row] == ["due", "leased", "later", "leased", "sent"]


async def test_a_revoked_token_stops_one_account_and_not_the_other(office: Office) -> None:
    revoked = create(SecretStr("1" + TOKEN), "khac", base_url=office.stage.root)
    theirs = office.outbox.post(Address("telegram", "khac", "7"), "một")
    office.outbox.post(Address("telegram", "khac", "8"), "hai")
    office.open(revoked)
    await until(lambda: office.alarms)
    ours = office.outbox.post(office.stage.at, "vẫn chạy")
    office.dispatcher.poke()
    await until(lambda: office.outbox.state[ours] == "sent")
    assert office.alarms == [(theirs, Why.STOPPED)]
    assert office.outbox.state[theirs] == "due"
    await revoked.close()


async def test_a_locked_account_tells_once_and_says_everything_when_it_is_mended(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pacer_module, "backoff", lambda attempts, most=0: 0.02)
    locked, tries, send = asyncio.Event(), 0, office.stage.channel.send

    async def behind_a_door(to: Address, message: Rendered) -> Sent:
        nonlocal tries
        tries += 1
        if not locked.is_set():
            raise SendFailed(Why.LOCKED_OUT, "-216")
        return await send(to, message)

    monkeypatch.setattr(office.stage.channel, "send", behind_a_door)
    first = office.outbox.post(office.stage.at, "một", official=True)
    office.outbox.post(office.stage.at, "hai")
    office.open()
    await until(lambda: tries > 4)
    assert office.alarms == [(first, Why.LOCKED_OUT)]
    locked.set()
    await office.settled("sent")
    assert office.texts() == ["một", "hai"]
    assert office.alarms == [(first, Why.LOCKED_OUT)]


async def test_without_network_everything_waits_and_then_arrives(office: Office, unused_tcp_port: int) -> None:
    office.stage.channel = create(SecretStr(TOKEN), "xa", base_url=f"http://127.0.0.1:{unused_tcp_port}")
    row = office.outbox.post(office.stage.at, "chờ mạng")
    office.open()
    await until(lambda: office.outbox.rows[row].attempts >= 2)
    assert not office.outbox.rows[row].resend
    await office.close()
    await office.stage.channel.close()


async def test_an_outbox_that_is_out_of_order_for_a_while_is_asked_again(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dispatcher_module, "_IDLE", 0.02)
    office.outbox.unavailable = 3
    office.outbox.post(office.stage.at, "rồi cũng đến")
    office.open()
    await office.settled("sent")


async def test_stopping_finishes_what_is_in_flight(office: Office) -> None:
    office.stage.fault(method="sendMessage", delay=0.3)
    office.outbox.post(office.stage.at, "đang đi")
    waiting = office.outbox.post(office.stage.at, "chưa đi")
    office.open()
    await until(lambda: office.rendered)
    await office.close()
    assert office.texts() == ["đang đi"]
    assert office.outbox.state[waiting] == "due"


async def test_after_a_crash_the_doubtful_are_settled_by_their_kind(office: Office) -> None:
    at = office.stage.at
    rows = [
        office.outbox.post(at, "thường"),
        office.outbox.post(replace(at, chat="8"), "chính thức", official=True),
        office.outbox.post(replace(at, chat="9"), "thường, lần hai", resend=True),
        office.outbox.post(replace(at, chat="10"), "thẻ", card="petition:7", official=True),
    ]
    office.outbox.cards[replace(at, chat="10"), "petition:7"] = ("55", "")
    for row in rows:
        office.outbox.state[row] = "leased"
    office.outbox.sends.append((at.chat, False, datetime.now(UTC)))
    office.open()
    await until(lambda: "leased" not in office.outbox.state.values())
    await asyncio.sleep(0.1)
    last = [office.outbox.history[row][-1] for row in rows]
    assert last == ["again", "unknown", "unknown", "later"]
    assert not office.rendered  # the platform still counts what was sent before: silence first
    assert sorted(office.alarms) == [(rows[1], Why.UNKNOWN), (rows[2], Why.UNKNOWN)]


async def test_a_crowd_is_served_without_one_complaint(office: Office) -> None:
    """At the usual pace, under the sandbox's strict limits."""
    stage = office.stage
    stage.world.switches.limits = stage.world.switches.strict_limits = True
    stage.channel.limits = replace(stage.channel.limits, per_second=25, same_chat_gap=1.05)
    crowd = [stage.world.add_person(f"Người {n}") for n in range(40)]
    for person in crowd:
        people.start(stage.world, stage.bot, person)
        office.outbox.post(replace(stage.at, chat=str(person.id)), "Nhắc việc")
    office.outbox.post(replace(stage.at, chat=str(crowd[0].id)), "Nhắc lần nữa")
    office.open()
    await office.settled("sent")
    outcomes = [request["outcome"]["ok"] for request in stage.world.show_requests("sendMessage")]
    assert outcomes == [True] * 41
