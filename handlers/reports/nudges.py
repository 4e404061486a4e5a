"""Speaking unasked, whatever it is about: only in working hours, only so many messages to a person a day, and only what
is still so. Everything proactive goes through here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time
from itertools import chain, groupby

from domain.language.text import Text
from domain.messaging.budget import Topic, share
from domain.messaging.messages import Choice, Message
from domain.messaging.quiet import may_disturb, next_at
from domain.plans.duties import Duty
from domain.time.calendar import WorkingCalendar
from handlers.reports.digest import compose
from handlers.reports.duties import Ledger, ledger
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.people.people import Reach
from storage.reports.nudges import Nudge, Recipient
from storage.reports.reviews import What


async def nudge(
    world: World,
    memory: Memory,
    now: datetime,
    reach: Reach,
    message: Message,
    line: Text,
    commune: str,
    *,
    key: str,
    button: Choice | None = None,
    heading: Text | None = None,
    duty: Duty | None = None,
    origin: str = "",
    at: datetime | None = None,
    only_digest: bool = False,
    not_before: datetime | None = None,
) -> bool:
    """Says it now or `at` a later moment, in a message of its own or, where the day's budget is short or it is
    `only_digest`, as this `line` among others under this `heading` with this `button`. What comes up outside working
    hours without an `at` goes into the next digest. `key` makes twice once for each recipient. About a `duty` it is
    said only as long as that is owed by the same day. `origin` is the reminder or command that asked for it. What is
    said at once leaves `not_before` that moment. Tells whether anything was said at once."""
    local = now.astimezone(world.zone)
    calendar = await _calendar(world, memory, commune)
    topic = Topic.NONE
    if only_digest or (at is None and not may_disturb(local, world.habits.reminding, calendar)):
        at, topic = next_at(local, world.habits.reminding.digest_at, calendar), Topic.DIGEST
    planned = Nudge(
        key=key_for(key, reach),
        commune=commune,
        reach=reach,
        say_at=at or now,
        body=message,
        brief=Message(line, ((button,),) if button else ()),
        topic=topic,
        heading=heading,
        origin=origin,
        about="/".join(duty.what) if duty else "",
        due_before=duty.occurrence.due_before if duty else None,
    )
    memory.nudges.plan(planned)
    return planned.say_at <= now and await say_due(world, memory, now, [planned.recipient], not_before) > 0


def key_for(key: str, reach: Reach) -> str:
    """One for each person, at whichever address, or group."""
    return f"{key}|{reach.at}" if reach.person is None else f"{key}|person:{reach.person}"


def hour_of(world: World, reach: Reach, usual: time) -> time:
    """When on a day somebody is spoken to: at the hour of their choice, or the `usual` one."""
    habits, hour = world.habits.reminding, reach.hour or usual
    return hour if habits.quiet_until <= hour < habits.quiet_from else habits.digest_at


async def next_hour(world: World, memory: Memory, now: datetime, reach: Reach, commune: str) -> datetime | None:
    """None where somebody may be spoken to now; else the hour of theirs that comes next."""
    local, calendar = now.astimezone(world.zone), await _calendar(world, memory, commune)
    if may_disturb(local, world.habits.reminding, calendar):
        return None
    return next_at(local, hour_of(world, reach, world.plans[commune].reminding.at), calendar)


async def say_due(
    world: World, memory: Memory, now: datetime, to: Collection[Recipient], not_before: datetime | None = None
) -> int:
    """Says to them what may be said by now, and tells how many messages that were."""
    due = await memory.nudges.due(now, to)
    calendars = {c: await _calendar(world, memory, c) for c in {one.commune for one in due} & world.plans.keys()}
    local, habits = now.astimezone(world.zone), world.habits.reminding
    awake = {commune for commune, calendar in calendars.items() if may_disturb(local, habits, calendar)}
    due = await _still_so(world, memory, [one for one in due if one.commune in awake], now)
    said_today = await memory.nudges.said_on(local.date(), to) if due else {}
    said = 0
    for recipient, theirs in groupby(due, key=lambda one: one.recipient):
        left = habits.most_a_day - said_today.get(recipient, 0)
        said += _say_to(world, memory, list(theirs), left, calendars, now, not_before)
    return said


async def _still_so(world: World, memory: Memory, due: Sequence[Nudge], now: datetime) -> list[Nudge]:
    communes = {one.commune for one in due if one.about}
    books = {commune: await ledger(world, memory, commune, world.today(now)) for commune in communes}
    still: list[Nudge] = []
    for one in due:
        if not one.about or is_so(books[one.commune], one):
            still.append(one)
        else:
            memory.nudges.take_out(one, now, moved=_is_awaited(books[one.commune], one))
    return still


def _is_awaited(book: Ledger, one: Nudge) -> bool:
    duty = book.find(*one.about.split("/"))
    return duty is not None and book.is_awaited(duty)


def is_so(book: Ledger, one: Nudge) -> bool:
    """Whether the report is still awaited by the day that is spoken of."""
    duty = book.find(*one.about.split("/"))
    return duty is not None and book.is_awaited(duty) and duty.occurrence.due_before == one.due_before


def _say_to(
    world: World,
    memory: Memory,
    theirs: Sequence[Nudge],
    left: int,
    calendars: Mapping[str, WorkingCalendar],
    now: datetime,
    not_before: datetime | None,
) -> int:
    once, again = _once(theirs)
    for one in again:
        memory.nudges.folded(one, "", world.today(now), now)
    shares = share(_bundles(once), left)
    letters = [*shares.alone, *([tuple(chain(*shares.together))] if shares.together else [])]
    for bundle in letters:
        _send(world, memory, bundle, now, not_before)
    for one in chain(*shares.later):
        at = next_at(now.astimezone(world.zone), world.habits.reminding.digest_at, calendars[one.commune])
        memory.nudges.put_off(one, at, one.topic or Topic.DIGEST)
    return len(letters)


def _once(theirs: Iterable[Nudge]) -> tuple[list[Nudge], list[Nudge]]:
    """Somebody who was two people when it was planned hears it once: what they hear, and what is the same again."""
    met: dict[tuple[str, ...], Nudge] = {}
    again = [
        one
        for one in theirs
        if met.setdefault((one.origin, one.about, one.topic) if one.origin else (one.key,), one) is not one
    ]
    return list(met.values()), again


def _bundles(theirs: Iterable[Nudge]) -> list[tuple[Nudge, ...]]:
    """What makes one message: those of a topic and commune, or one alone."""
    found: dict[tuple[str, ...], list[Nudge]] = {}
    for one in theirs:
        found.setdefault((one.topic.value, one.commune) if one.topic else (one.key,), []).append(one)
    return [tuple(bundle) for bundle in found.values()]


def _send(
    world: World, memory: Memory, bundle: Sequence[Nudge], now: datetime, not_before: datetime | None
) -> None:
    first, *others = bundle
    key, day = f"nudge:{first.key}", world.today(now)
    letter = f"{key}|{first.reach.at}"
    alone = not others and first.topic is Topic.NONE
    message = compose(bundle, world.habits.reminding.digest_buttons)
    Voice(memory, now, key).tell(
        first.reach,
        message,
        first.commune,
        subject=first.about if alone else "",
        key=key,
        not_before=not_before,
    )
    memory.nudges.said(first, letter, day, now)
    for one in others:
        memory.nudges.folded(one, letter, day, now)


async def withdraw(world: World, memory: Memory, commune: str, what: What, now: datetime) -> None:
    """The report is in, or not owed any more: nothing about it to anybody, neither planned nor written already."""
    memory.reminders.stop(commune, *what, now)
    about = "/".join(what)
    waiting = [(one, letter) for one, letter in await memory.nudges.open(commune) if one.about == about]
    await take_out(world, memory, waiting, now)


async def take_back(world: World, memory: Memory, book: Ledger, now: datetime) -> None:
    """Whatever is planned or written and not sent, and no longer so."""
    waiting = await memory.nudges.open(book.plan.commune.id)
    gone = [(one, letter) for one, letter in waiting if not is_so(book, one)]
    await take_out(world, memory, [pair for pair in gone if _is_awaited(book, pair[0])], now, moved=True)
    await take_out(world, memory, [pair for pair in gone if not _is_awaited(book, pair[0])], now)


async def take_out(
    world: World, memory: Memory, gone: Iterable[tuple[Nudge, str]], now: datetime, *, moved: bool = False
) -> None:
    """What is not so any more, each with the key of the letter in which it waits, or ''."""
    letters = set()
    for one, letter in gone:
        memory.nudges.take_out(one, now, moved=moved)
        letters.add(letter)
    for letter in sorted(letters - {""}):
        left = await memory.nudges.within(letter)
        buttons = world.habits.reminding.digest_buttons
        memory.waiting.rewrite(letter, compose(left, buttons) if left else None)


async def _calendar(world: World, memory: Memory, commune: str) -> WorkingCalendar:
    return world.calendar(commune, await memory.calendar.overrides(commune))
