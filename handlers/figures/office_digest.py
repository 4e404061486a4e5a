"""The office's digests: every working morning for officers, weekly for the chief, monthly for the chairman."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from domain.language.text import Text, lines
from domain.messaging.messages import Choice, Message
from domain.messaging.quiet import may_disturb
from domain.people.roles import Role
from domain.petitions.chart import ChartFigures
from domain.petitions.flags import Flag
from domain.time.calendar import WorkingCalendar
from domain.time.spans import Span, month_of
from handlers.figures.statistics import chart, figures, statistics_of
from handlers.reports.nudges import nudge
from handlers.world import World
from storage.memory import Memory
from storage.people.people import Reach

_DAY = timedelta(days=1)
_WEEK = timedelta(days=7)
_MANY = 200  # flagged as kéo dài in one morning


@dataclass(frozen=True, slots=True)
class Digest:
    reader: Role
    span: Span
    key: str


async def write_digests(world: World, memory: Memory, now: datetime) -> None:
    """Of every commune whose morning has come; each once. One that was missed that day is not written later."""
    local = now.astimezone(world.zone)
    if local.time() < world.habits.reminding.digest_at:
        return
    for commune in world.plans:
        calendar = world.calendar(commune, await memory.calendar.overrides(commune))
        if not may_disturb(local, world.habits.reminding, calendar):
            continue
        for digest in _due(world, local.date(), calendar):
            if await memory.watch.write_digest(commune, digest.reader.value, local.date(), now):
                await _write(world, memory, commune, digest, now)


def _due(world: World, today: date, calendar: WorkingCalendar) -> Iterator[Digest]:
    """What is written on a working day."""
    before = calendar.add_working_days(today, -1)
    yield Digest(Role.OFFICER, Span(before, today - _DAY), "daily")
    week = today - timedelta(days=(today.weekday() - world.habits.watch.weekly_on) % 7)
    if before < week:
        yield Digest(Role.CHIEF, Span(week - _WEEK, week - _DAY), "weekly")
    if before < today.replace(day=1):
        yield Digest(Role.LEADER, month_of(today.replace(day=1) - _DAY), "monthly")


async def _write(world: World, memory: Memory, commune: str, digest: Digest, now: datetime) -> None:
    if digest.reader is Role.OFFICER:
        await _flag_prolonged(world, memory, commune, now)
    reached = await _readers(memory, commune, digest.reader)
    found = await statistics_of(world, memory, commune, digest.span, now) if reached else None
    if found is None or not (found.received or found.open or found.closed):
        return
    since = datetime.combine(digest.span.first, time(), world.zone)
    spots = await memory.watch.raised(commune, since, now)
    text = lines(
        Text(f"digest.title_{digest.key}", span=digest.span.name, commune=world.commune_name(commune)),
        *figures(found),
        *([Text("watch.spots", n=len(spots))] if spots else []),
    )
    button = Choice(Text("digest.open_queue"), "go:hangdoi")
    message = Message(text, ((button,),), (chart(commune, digest.span, ChartFigures.of(found).written),))
    line = Text("digest.line", received=found.received, open=found.open, overdue=found.overdue)
    key = f"digest:{commune}:{digest.key}:{world.today(now).isoformat()}"
    for reach in reached:
        await nudge(world, memory, now, reach, message, line, commune, key=key, button=button)


async def _readers(memory: Memory, commune: str, reader: Role) -> list[Reach]:
    """Officers in their group where they have one."""
    if reader is Role.OFFICER and (groups := await memory.people.groups_with(commune, Role.OFFICER)):
        return groups
    return await memory.people.reach_role(commune, reader)


async def _flag_prolonged(world: World, memory: Memory, commune: str, now: datetime) -> None:
    before = now - timedelta(days=world.habits.watch.prolonged_days)
    office = world.plans[commune].petitions.office
    for petition in await memory.watch.prolonged(commune, office, before, _MANY):
        memory.watch.flag(petition, Flag.PROLONGED)
