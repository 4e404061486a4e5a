"""The pace, as tables on a clock that only the test moves."""

from __future__ import annotations

import heapq
import random
from collections import defaultdict
from dataclasses import replace
from itertools import pairwise

import pytest

from bot.channels.base import Limits
from bot.sending.pacer import LONGEST_LOCKOUT, MINUTE, NEVER, Pacer

LIMITS = Limits(per_second=25, same_chat_gap=1.05, group_per_minute=19, group_gap=0.35, in_flight=12)


def send(pacer: Pacer, chat: str, start: float, end: float, *, group: bool = False) -> None:
    pacer.start(chat, group=group, now=start)
    pacer.finish(chat, now=end)


def test_slots_are_evenly_spaced() -> None:
    pacer, now = Pacer(LIMITS), 1000.0
    starts = []
    for chat in range(10):
        now = max(now, pacer.slot(now))
        starts.append(now)
        send(pacer, str(chat), now, now)
    gaps = [round(later - earlier, 6) for earlier, later in pairwise(starts)]
    assert gaps == [0.04] * 9


def test_being_late_by_less_than_a_slot_is_made_up_for_and_by_more_is_not() -> None:
    pacer = Pacer(LIMITS)
    send(pacer, "a", 10.0, 10.0)
    send(pacer, "b", 10.05, 10.05)
    assert pacer.slot(10.05) == pytest.approx(10.08)
    send(pacer, "c", 20.0, 20.0)
    assert pacer.slot(20.0) == pytest.approx(20.04)


@pytest.mark.parametrize(("group", "gap"), [(False, 1.05), (True, 0.35)])
def test_a_chat_waits_from_the_end_of_its_last_message(group: bool, gap: float) -> None:
    pacer = Pacer(LIMITS)
    pacer.start("a", group=group, now=10.0)
    assert pacer.waiting(100.0) == {"a"}
    assert pacer.next_release(100.0) == NEVER
    pacer.finish("a", now=13.0)
    assert pacer.waiting(13.0 + gap - 0.01) == {"a"}
    assert pacer.next_release(13.0) == pytest.approx(13.0 + gap)
    assert not pacer.waiting(13.0 + gap)


def test_no_more_than_twelve_are_in_flight() -> None:
    pacer = Pacer(LIMITS)
    for chat in range(12):
        assert pacer.slot(10.0 + chat) <= 10.0 + chat
        pacer.start(str(chat), group=False, now=10.0 + chat)
    assert pacer.slot(99.0) == NEVER
    pacer.finish("3", now=99.0)
    assert pacer.slot(99.0) <= 99.0


def test_a_group_gets_nineteen_in_any_sixty_seconds() -> None:
    pacer, now, ends = Pacer(LIMITS), 100.0, []
    for _ in range(60):
        while "g" in pacer.waiting(now):
            now = pacer.next_release(now)
        send(pacer, "g", now, now + 0.1, group=True)
        now += 0.1
        ends.append(now)
    assert all(later - earlier >= MINUTE for earlier, later in zip(ends, ends[19:], strict=False))
    assert ends[18] - ends[0] < 10


def test_a_long_message_counts_as_many() -> None:
    pacer = Pacer(LIMITS)
    pacer.start("g", group=True, now=0.0)
    pacer.finish("g", now=0.0, messages=19)
    assert pacer.next_release(0.0) == MINUTE
    assert pacer.slot(0.0) > 18 / 25


def test_after_a_restart_the_group_is_remembered() -> None:
    pacer = Pacer(LIMITS)
    for ago in range(55, 36, -1):
        pacer.remember("g", group=True, at=1000.0 - ago)
    assert pacer.waiting(1000.0) == {"g"}
    assert pacer.next_release(1000.0) == 1005.0


def test_a_complaint_pauses_everything_and_slows_down_then_the_rate_comes_back() -> None:
    pacer = Pacer(LIMITS)
    send(pacer, "a", 10.0, 10.0)
    assert pacer.complained("a", now=10.0, retry_after=3.2) == 3.2
    assert (pacer.slot(10.0), pacer.rate) == (13.2, 20.0)
    for now, rate in ((20.0, 20.0), (43.0, 20.0), (43.3, 21.0), (103.3, 23.0), (9999.0, 25.0)):
        send(pacer, f"at {now}", now, now)
        assert pacer.rate == rate


def test_complaints_without_a_time_are_answered_with_longer_and_longer_waits() -> None:
    pacer = Pacer(LIMITS)
    assert [pacer.complained("a", now=0.0, retry_after=0) for _ in range(6)] == [2, 4, 8, 16, 30, 30]
    pacer.went_well()
    assert pacer.complained("a", now=0.0, retry_after=0) == 2
    for _ in range(99):
        pacer.complained("a", now=0.0, retry_after=0)
    assert pacer.rate == 1.0


def test_a_locked_account_tries_the_door_at_longer_and_longer_intervals() -> None:
    pacer, now, waits = Pacer(LIMITS), 0.0, []
    for times in range(1, 8):
        assert [pacer.locked_out(now=now) for _ in range(3)] == [times] * 3  # what was in flight together
        waits.append(pacer.slot(now) - now)
        now = pacer.slot(now)
    assert waits == [2, 4, 8, 16, 32, LONGEST_LOCKOUT, LONGEST_LOCKOUT]
    pacer.went_well()
    assert pacer.locked_out(now=now) == 1


def test_a_complaint_about_a_group_near_its_limit_is_the_groups_alone() -> None:
    pacer = Pacer(LIMITS)
    for second in range(15):
        send(pacer, "g", second, second, group=True)
    assert pacer.complained("g", now=15.0, retry_after=40.0) == 40.0
    assert (pacer.slot(15.0) <= 15.0, pacer.rate) == (True, 25.0)


def test_a_held_chat_waits_and_others_do_not() -> None:
    pacer = Pacer(LIMITS)
    pacer.hold("a", group=False, until=50.0)
    assert pacer.waiting(49.0) == {"a"}
    assert not pacer.waiting(50.0)
    assert pacer.slot(0.0) == 0.0


def test_what_no_longer_matters_is_forgotten() -> None:
    pacer = Pacer(LIMITS)
    for chat in range(1000):
        send(pacer, str(chat), chat, chat, group=chat % 2 == 0)
    pacer.waiting(2000.0)
    assert not pacer._chats


class StrictServer:
    """30 a second over all, 1 a second per private chat, 20 a minute per group: sliding windows, no bursts."""

    def __init__(self) -> None:
        self.taken: dict[str, list[float]] = defaultdict(list)
        self.refused = 0

    def take(self, chat: str, at: float) -> None:
        windows = [("*", 1.0, 30), (chat, 60.0, 20) if chat.startswith("g") else (chat, 1.0, 1)]
        if any(sum(t > at - span for t in self.taken[who]) >= most for who, span, most in windows):
            self.refused += 1
        for who, _, _ in windows:
            self.taken[who].append(at)


def simulate(rows: list[str], pacer: Pacer, dice: random.Random) -> list[tuple[float, str, int]]:
    """Sends every row as soon as the pacer allows, oldest first; each takes 20 to 100 ms and reaches the server
    at any moment of that. Returns (moment, chat, number of the row) as the server sees them."""
    waiting_rows = dict(enumerate(rows))
    in_flight: list[tuple[float, str]] = []
    seen: list[tuple[float, str, int]] = []
    now = 0.0
    while waiting_rows or in_flight:
        while in_flight and in_flight[0][0] <= now:
            end, chat = heapq.heappop(in_flight)
            pacer.finish(chat, now=end)
        waiting = pacer.waiting(now)
        number = next((n for n, chat in waiting_rows.items() if chat not in waiting), None)
        if number is not None and pacer.slot(now) <= now:
            chat, end = waiting_rows.pop(number), now + dice.uniform(0.02, 0.1)
            pacer.start(chat, group=chat.startswith("g"), now=now)
            heapq.heappush(in_flight, (end, chat))
            seen.append((dice.uniform(now, end), chat, number))
        else:
            ends = [end for end, _ in in_flight]
            now = min(at for at in (pacer.slot(now), pacer.next_release(now), *ends) if at > now)
    return sorted(seen)


@pytest.mark.parametrize("rate", [25, 28])
def test_nine_hundred_messages_without_one_complaint_and_in_order(rate: float) -> None:
    """750 to single persons, 100 to 20 persons, 50 to two groups."""
    dice = random.Random(7)
    rows = [f"p{n}" for n in range(750)] + [f"q{n % 20}" for n in range(100)] + [f"g{n % 2}" for n in range(50)]
    dice.shuffle(rows)
    seen = simulate(rows, Pacer(replace(LIMITS, per_second=rate)), dice)
    server = StrictServer()
    for at, chat, _ in seen:
        server.take(chat, at)
    assert (len(seen), server.refused) == (900, 0)
    by_chat = sorted(seen, key=lambda one: (one[1], one[0]))
    assert by_chat == sorted(seen, key=lambda one: (one[1], one[2]))
    persons = [at for at, chat, _ in seen if not chat.startswith("g")]
    assert persons[-1] < 850 / rate * 1.1
