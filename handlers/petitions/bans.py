"""`/chan`, `/bochan`, `/dschan`: who may not file petitions here for a while, and what they are told instead. How to
come in person, whom to call in an emergency and how a tố cáo is made is said to everybody; codes are looked up still."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from domain.language.text import Text, lines
from domain.messaging.messages import Choice
from domain.people.roles import Can
from handlers.buttons import row_id
from handlers.office.triage import find_case
from handlers.petitions.citizens import filer, filer_of
from handlers.turn import Refusal, Turn
from handlers.vault.protection import keep_out
from storage.petitions.bans import Ban


async def ban(turn: Turn, words: str) -> None:
    """`/chan <mã> <số ngày> <lý do>`: whoever filed that petition, until the end of the last of so many days."""
    petition, rest = await find_case(turn, words, Can.GUARD)
    count, _, reason = rest.partition(" ")
    most = turn.world.habits.floods.longest_ban_days
    if not (count.isascii() and count.isdigit() and 1 <= int(count[:9]) <= most and reason.strip()):
        raise Refusal(Text("ban.how", code=petition.code, n=most))
    keep_out(turn, reason)
    last = turn.today + timedelta(days=int(count))
    until = datetime.combine(last + timedelta(days=1), time(), turn.world.zone)
    turn.memory.bans.put(
        turn.commune, petition.person, petition.code, reason.strip(), turn.person.id, turn.now, until
    )
    await turn.note("person banned", f"person:{petition.person}", petition.code)
    name = await filer_of(turn, petition)
    turn.say(Text("ban.done", name=name, until=last))


async def lift(turn: Turn, words: str) -> None:
    """`/bochan <mã>`: of whoever filed that petition; without a code, all who are banned."""
    if not words.strip() and not turn.inbound.reply_to:
        return await list_all(turn, "")
    petition, _ = await find_case(turn, words, Can.GUARD)
    await _lift(turn, petition.person)


async def press(turn: Turn, rest: str) -> None:
    """The person's number."""
    _refuse_strangers(turn)
    await _lift(turn, row_id(rest))


async def list_all(turn: Turn, words: str) -> None:
    _refuse_strangers(turn)
    running = await turn.memory.bans.all(turn.commune, turn.now)
    if not running:
        return turn.say(Text("ban.nobody"))
    shown = [
        Text(
            "ban.line",
            name=_named(one),
            code=one.code,
            at=turn.world.today(one.at),
            until=_last_day(turn, one),
            reason=one.reason,
        )
        for one in running
    ]
    rows = [[Choice(Text("ban.lift", name=_named(one)), f"bo:{one.person}")] for one in running]
    turn.say(lines(Text("ban.title"), *shown), *rows)


async def turned_away(turn: Turn, words: str, *, asked: bool = False) -> bool:
    """Whether somebody banned wants to file a petition. They are told once how to come in person, and whenever they
    `asked` by a command. Words that accuse go on to where tố cáo are made: nothing of them is kept."""
    found = await turn.memory.bans.of(turn.person.id, turn.commune, turn.now) if turn.commune else None
    if found is None:
        return False
    reading = turn.reading(words)
    if reading.denounces:
        return False
    if reading.emergency:
        turn.say(reading.emergency)
    if asked or not found.told:
        until = _last_day(turn, found)
        here = turn.world.reception(turn.commune, "ban.come_in_person")
        turn.say(lines(Text("ban.told", until=until, reason=found.reason), here))
        turn.memory.bans.told(found, turn.now)
    return True


def _named(one: Ban) -> Text:
    return filer(one.name, nameless=one.nameless)


def _last_day(turn: Turn, one: Ban) -> date:
    return turn.world.today(one.until_at - timedelta(microseconds=1))


async def _lift(turn: Turn, person: int) -> None:
    found = await turn.memory.bans.of(person, turn.commune, turn.now)
    if found is None:
        raise Refusal(Text("ban.not_banned"))
    turn.memory.bans.lift(turn.commune, person, turn.person.id, turn.now)
    await turn.note("ban lifted", f"person:{person}", found.code)
    turn.say(Text("ban.lifted", name=_named(found)))


def _refuse_strangers(turn: Turn) -> None:
    if not turn.may(Can.GUARD):
        raise Refusal(Text("error.not_yours"))
