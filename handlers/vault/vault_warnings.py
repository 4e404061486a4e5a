"""Warnings of the vault's deadlines, in private and without a word of what it is about: first to whoever registered the
form, then to the next who may open it, then to the leaders; never to anybody whom it may concern. Each step once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from domain.clocks.limits import Clock
from domain.clocks.running import Running, warned_by
from domain.clocks.warning_spans import Step
from domain.language.text import Text
from domain.messaging.messages import Choice, Message
from domain.messaging.quiet import may_disturb
from domain.vault.course import Course, begun, counted_anew
from domain.vault.records import Contents
from handlers.clocks.clockwork import reckoning
from handlers.clocks.deadline_words import clocks_of
from handlers.vault.sealing import contents_of, with_contents
from handlers.vault.vault_people import free_leaders, permitted, reach_alone
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.privacy.vault import Record

_AT_ONCE = 50


async def warn_readers(world: World, memory: Memory, now: datetime) -> int:
    """Says what is due, and tells how many messages that were. During quiet hours and on days off it waits."""
    said = 0
    for record in await memory.vault.to_warn(now, _AT_ONCE):
        calendar = world.calendar(record.commune, await memory.calendar.overrides(record.commune))
        if record.commune in world.plans and may_disturb(
            now.astimezone(world.zone), world.habits.reminding, calendar
        ):
            said += await _warn(world, memory, record, now)
    return said


async def _warn(world: World, memory: Memory, record: Record, now: datetime) -> int:
    contents = contents_of(world, record)
    course = await course_of(world, memory, record, contents)
    if course is None or course.is_over:
        memory.vault.keep(replace(record, warn_at=None))
        return 0
    clock_of = await clocks_of(world, memory, record.commune)
    by = replace(await reckoning(world, memory, record.commune), case=course.case)
    said, clocks = 0, []
    for one in course.clocks:
        clock = clock_of(one)
        if clock is None or not one.runs:
            clocks.append(one)
            continue
        steps, waits = warned_by(one, clock, by, now)
        clocks.append(waits)
        if steps:
            people = {person for step in steps for person in await _whom(world, memory, record, contents, step)}
            said += await _tell(memory, record, people, one, clock, steps[-1], now)
    kept = replace(contents, course=replace(course, clocks=tuple(clocks)))
    memory.vault.keep(with_contents(world, record, kept))
    return said


async def course_of(world: World, memory: Memory, record: Record, contents: Contents) -> Course | None:
    """As it counts by the calendar and clocks of today; None before the signed form. One that was registered before
    there were clocks has run since its day, and is everybody's who may open it."""
    by, nation = await reckoning(world, memory, record.commune), world.clocks(record.commune)
    if contents.course:
        return counted_anew(contents.course, nation, by)
    if contents.registered is None:
        return None
    return begun(0, datetime.fromisoformat(contents.registered.on).date(), nation, by)


async def _whom(world: World, memory: Memory, record: Record, contents: Contents, step: Step) -> list[int]:
    """Up the rungs. Where a rung has nobody, it is the next one's."""
    may_open = await permitted(world, memory, record, contents)
    keeper = contents.course.keeper if contents.course else 0
    if step in (Step.SOON, Step.OFFICER):
        return [keeper] if keeper in may_open else may_open
    above = await free_leaders(world, memory, record, contents)
    if step is Step.CHIEF:
        return [person for person in may_open if person != keeper] or above
    return above or may_open


async def _tell(
    memory: Memory, record: Record, people: set[int], one: Running, clock: Clock, step: Step, now: datetime
) -> int:
    text = Text("vault.deadline", code=record.code, due=one.due_on, title=clock.title)
    message = Message(text, ((Choice(Text("vault.clocks"), f"nc:{record.code}"),),), protected=True)
    key = f"vault:{record.code}:{one.clock}:{one.due_at.isoformat()}:{step.value}"
    voice, said = Voice(memory, now, key), 0
    for person in sorted(people):
        if reach := await reach_alone(memory, person, record.commune):
            voice.tell(reach, message, record.commune, key=key)
            said += 1
    return said
