"""`/lich`: the commune's working calendar. Its days off ahead, and changes by those who keep it."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.language.text import Text, lines
from domain.language.vietnamese import fold
from domain.people.roles import Can
from domain.time.calendar import DayKind, DayOverride, DayReason
from domain.time.days import read_day
from handlers.clocks.clockwork import recount
from handlers.clocks.warnings import tell_earlier
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from handlers.vault.protection import keep_out

_WORKS, _OFF, _DROP = ("lam", "di lam", "work"), ("nghi", "off"), ("xoa", "bo", "drop")
_DAY_WORDS = re.compile(r"\S*\d\S*")


async def calendar(turn: Turn, words: str) -> None:
    """`/lich`, `/lich nghỉ 23/11/2026 hoán đổi …`, `/lich làm 21/11/2026 …`, `/lich xóa 23/11/2026`."""
    if not words:
        return await _show(turn)
    if not turn.may(Can.KEEP_CALENDAR):
        raise Refusal(Text("calendar.not_yours"))
    day = read_day(words, turn.today)
    said = fold(words)
    if day is None:
        raise Refusal(Text("calendar.how"))
    if said.startswith(_DROP):
        return await _drop(turn, day)
    if not said.startswith((*_WORKS, *_OFF)):
        raise Refusal(Text("calendar.how"))
    await _override(turn, DayOverride(day, said.startswith(_WORKS), _reason(words)))


async def _override(turn: Turn, change: DayOverride) -> None:
    keep_out(turn, change.reason)
    turn.memory.calendar.override(turn.commune, change, turn.person.id, turn.now)
    await _replan(turn, change.day)
    reason = change.reason or Text("calendar.no_reason")
    turn.say(Text("calendar.now_works" if change.works else "calendar.now_off", day=change.day, reason=reason))
    await turn.note("calendar changed", f"day:{change.day.isoformat()}", change.reason)


async def _drop(turn: Turn, day: date) -> None:
    if not await turn.memory.calendar.drop_override(turn.commune, day):
        raise Refusal(Text("calendar.nothing_to_drop", day=day))
    await _replan(turn, day)
    turn.say(Text("calendar.dropped", day=day))
    await turn.note("calendar change dropped", f"day:{day.isoformat()}")


async def _replan(turn: Turn, day: date) -> None:
    """The reminders of reports, and the clocks of the petitions that run over that day."""
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    concerned = await turn.memory.due_petitions.with_clock_over(turn.commune, day)
    turn.memory.vault.look_again(turn.commune, turn.now)
    earlier = await recount(turn.world, turn.memory, concerned, turn.now)
    await tell_earlier(turn.world, turn.memory, earlier, turn.now)


async def _show(turn: Turn) -> None:
    days = await turn.calendar()
    horizon = range((date(turn.today.year + 1, 12, 31) - turn.today).days)
    reasons = ((turn.today + timedelta(days=n), days.why(turn.today + timedelta(days=n))) for n in horizon)
    listed = [_line(day, why) for day, why in reasons if _worth_showing(why)]
    parts = [Text("calendar.title", commune=turn.world.commune_name(turn.commune)), *listed]
    if turn.may(Can.KEEP_CALENDAR):
        parts.append(Text("calendar.how"))
    turn.say(lines(*parts))


def _worth_showing(why: DayReason) -> bool:
    return why.kind not in (DayKind.WORKDAY, DayKind.WEEKEND)


def _line(day: date, why: DayReason) -> Text:
    key = "calendar.works" if why.works else "calendar.off"
    return Text(f"{key}_forecast" if why.forecast else key, day=day, name=why.name or Text("calendar.made_up"))


def _reason(words: str) -> str:
    """What was written behind the day."""
    return _DAY_WORDS.split(words, maxsplit=1)[-1].strip(" :;,-")
