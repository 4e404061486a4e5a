"""The five years as an official reads them: little is said unasked, at the right time, and of nothing that is in."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.reminders.test_property import the_world
from tests.stories.script import ZONE, Script, moment, read
from tests.stories.years import Heard, Owed, messages

YEARS = [read(path) for path in sorted(Path(__file__).parent.glob("nam-*.story.txt"))]
LONGEST = 950  # lines that somebody still reads
AT_MOST = {"unit": 3, "nobody": 3, "digest": 3}  # to one person of one report; every other rung once

WHAT_HAPPENS = {
    "the head of a late unit is told": "\n  ⚠️ Kính gửi thủ trưởng",
    "who collects has a list to telephone": "\n  📞 Danh sách cần gọi",
    "the chairman has his digest": "\n  📋 Báo cáo lãnh đạo",
    "nobody is registered": "⚠️ Chưa nhắc được",
    "more time is asked for": "bấm [Xin lùi hạn]",
    "a report is returned": "\n  ↩️ Đã trả lại",
    "it comes again": "\n  ✅ Đã nhận bản nộp lại",
    "it is approved": "\n  ✅ Đã duyệt",
    "a report is asked for out of turn": "\n  📌 Báo cáo đột xuất",
    "a unit has a new name": "có tên mới",
    "a period is locked": "\n  🔒 Đã khóa",
    "a unit is excused": "được miễn",
    "all are reminded": "\n  📣 Cán bộ tổng hợp nhắc nộp",
    "somebody chooses an hour": ": /giobao",
    "the bot is down": "Chương trình: tắt",
    "the board is looked at": ": /tinhhinh",
}


def _name(script: Script) -> str:
    return script.commune


every_year = pytest.mark.parametrize("script", YEARS, ids=_name)


def test_each_plan_has_its_year() -> None:
    assert sorted(map(_name, YEARS)) == sorted(the_world().plans)


@every_year
def test_it_is_a_whole_year_and_all_of_it_happens(script: Script) -> None:
    clocks = [deed.words.removeprefix("Đồng hồ: ") for deed in script.deeds if deed.words.startswith("Đồng hồ: ")]
    assert (script.start.date(), moment(clocks[-1]).date()) == (date(2026, 1, 2), date(2026, 12, 31))
    assert [what for what, sign in WHAT_HAPPENS.items() if sign not in script.text] == []
    assert len(script.text.split("\n")) < LONGEST


@every_year
def test_nobody_hears_too_much_unasked(script: Script) -> None:
    a_day = Counter((one.who, one.at.date()) for one in _unasked(script))
    assert max(a_day.values()) <= the_world().habits.reminding.most_a_day


@every_year
def test_nothing_is_said_at_night_or_on_a_day_off(script: Script) -> None:
    habits, calendar = the_world().habits.reminding, the_world().calendar(script.commune, ())
    for one in _unasked(script):
        local = one.at.astimezone(ZONE)
        assert habits.quiet_until <= local.time() < habits.quiet_from, one
        assert calendar.is_working_day(local.date()), one


@every_year
def test_reminders_are_few_and_stop_when_the_report_is_in(script: Script) -> None:
    settled: set[Owed] = set()
    given: Counter[tuple[str, str, Owed]] = Counter()
    for one in messages(script):
        for owed in one.reminds_of:
            assert owed not in settled, one
            given[one.who, one.rung, owed] += 1
        if came := one.comes_in:
            settled.add(came)
        if back := one.goes_back:
            settled.discard(back)
            given = Counter({key: n for key, n in given.items() if key[2] != back})
        assert all(many <= AT_MOST.get(rung, 1) for (_, rung, _), many in given.items()), one
    assert settled


def _unasked(script: Script) -> list[Heard]:
    return [one for one in messages(script) if one.unasked]
