"""Who is warned of a petition's deadline: whoever has the case before and at its end, then Chánh Văn phòng, then the
chairman. Each step once for each deadline; it is said through the nudges, within everybody's budget."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.clocks.clockwork import nearest
from domain.clocks.limits import Clock, Unit
from domain.clocks.reckoning import Reckoning
from domain.clocks.running import Running, warned_by
from domain.clocks.warning_spans import Step
from domain.language.naming import called
from domain.language.text import Text
from domain.messaging.budget import Topic
from domain.messaging.messages import Choice, Message
from domain.messaging.quiet import may_disturb, next_at
from domain.people.roles import Role
from domain.petitions.lifecycle import PetitionKind, is_open
from domain.time.calendar import WorkingCalendar
from handlers.clocks.clockwork import reckoning
from handlers.clocks.deadline_words import ClockOf, basis_words, clocks_of, due_words
from handlers.clocks.nudging import origin_of
from handlers.office.cards import who_sees
from handlers.reports.nudges import hour_of, key_for
from handlers.vault.conflicts import unconcerned
from handlers.world import World
from storage.database import Transaction
from storage.memory import Memory
from storage.people.people import Reach
from storage.petitions.petition import Petition
from storage.reports.nudges import Nudge

_AT_ONCE = 200  # clocks of a commune in one transaction: the others come with the next tick


async def warn_due(world: World, transaction: Transaction, now: datetime) -> None:
    """Turns the warnings whose moment has come into nudges. During quiet hours and on days off the rows wait."""
    async with transaction() as memory:
        communes = await memory.clocks.communes_to_warn(now)
    for commune in communes:
        if commune in world.plans:
            async with transaction() as memory:
                await _warn_commune(world, memory, commune, now)


async def _warn_commune(world: World, memory: Memory, commune: str, now: datetime) -> None:
    calendar = world.calendar(commune, await memory.calendar.overrides(commune))
    if not may_disturb(now.astimezone(world.zone), world.habits.reminding, calendar):
        return
    due = await memory.clocks.to_warn(commune, now, _AT_ONCE)
    petitions = await memory.due_petitions.by_ids({petition for petition, _ in due})
    warnings = await _warnings(world, memory, commune, now)
    for petition, clock in due:
        memory.clocks.keep(petition, [await warnings.take(petitions[petition], clock)])


async def tell_earlier(world: World, memory: Memory, petitions: Sequence[Petition], now: datetime) -> None:
    """To whoever has them: the calendar changed, and they are due earlier than they were."""
    if not petitions:
        return
    commune = petitions[0].commune
    warnings = await _warnings(world, memory, commune, now)
    for petition in petitions:
        running = await memory.clocks.of(petition.id)
        first = nearest(running, world.clocks(commune))
        clock = warnings.clock_of(first) if first else None
        if first and clock:
            await warnings.tell_moved(petition, first, clock)


async def _warnings(world: World, memory: Memory, commune: str, now: datetime) -> Warnings:
    calendar = world.calendar(commune, await memory.calendar.overrides(commune))
    clock_of = await clocks_of(world, memory, commune)
    return Warnings(world, memory, commune, now, calendar, clock_of, await reckoning(world, memory, commune))


@dataclass
class Warnings:
    """One commune's clocks of a morning."""

    world: World
    memory: Memory
    commune: str
    now: datetime
    calendar: WorkingCalendar
    clock_of: ClockOf
    by: Reckoning
    _roles: dict[Role, Sequence[Reach]] = field(default_factory=dict, init=False)

    async def take(self, petition: Petition, one: Running) -> Running:
        """Every step that has come; gives the clock as it waits for the next."""
        clock = self.clock_of(one)
        if clock is None or not is_open(petition.status) or not one.runs:
            return replace(one, warn_at=None)
        by = replace(self.by, case=petition.case, remote=petition.remote)
        steps, waits = warned_by(one, clock, by, self.now)
        for step in steps:
            await self._tell(step, petition, one, clock)
        return waits

    async def tell_moved(self, petition: Petition, one: Running, clock: Clock) -> None:
        """That it ends earlier than it did; in the morning, where nobody may be disturbed now."""
        line = await self._line(Step.SOON, petition, one, clock)
        for reach in await self._whom(Step.SOON, petition):
            self._plan("moved", petition, one, reach, self.now, line)

    async def _tell(self, step: Step, petition: Petition, one: Running, clock: Clock) -> None:
        line = await self._line(step, petition, one, clock)
        for reach in await self._whom(step, petition):
            self._plan(step.value, petition, one, reach, self._at(step, clock, reach), line)

    def _plan(self, what: str, petition: Petition, one: Running, reach: Reach, at: datetime, line: Text) -> None:
        open_ = Choice(Text("clock.open", code=petition.code), f"q:{petition.code}")
        brief = Message(line, ((open_,),), protected=True)
        self.memory.nudges.plan(
            Nudge(
                key=key_for(f"{origin_of(one)}:{one.due_at.isoformat()}:{what}", reach),
                commune=self.commune,
                reach=reach,
                say_at=at,
                body=brief,
                brief=brief,
                topic=Topic.CLOCKS,
                heading=Text(f"clock.heading_{what}"),
                origin=origin_of(one),
                due_before=one.due_on,
            )
        )

    async def _whom(self, step: Step, petition: Petition) -> Sequence[Reach]:
        """What is restricted goes to nobody who may not open it: neither its owner of old nor a group, nor
        whom it accuses."""
        return await unconcerned(self.world, self.memory, petition, await self._entitled(step, petition))

    async def _entitled(self, step: Step, petition: Petition) -> Sequence[Reach]:
        if step is Step.CHIEF:
            return await self._role(Role.CHIEF)
        if step is Step.LEADER:
            return await self._role(Role.LEADER)
        roles = (Role.CHIEF, Role.LEADER) if petition.restricted else (Role.OFFICER, Role.CHIEF)
        for role in roles:
            owners = [reach for reach in await self._role(role) if reach.person == petition.owner]
            if petition.owner and owners:
                return owners
        return await who_sees(self.world, self.memory, petition)

    async def _role(self, role: Role) -> Sequence[Reach]:
        if role not in self._roles:
            self._roles[role] = await self.memory.people.reach_role(self.commune, role)
        return self._roles[role]

    def _at(self, step: Step, clock: Clock, reach: Reach) -> datetime:
        """The chairman's in the next digest; of hours at once; of days at the hour at which somebody is reminded of
        anything, if that is still to come."""
        usual = self.world.plans[self.commune].reminding.at
        if step is Step.LEADER:
            just_before = self.now.astimezone(self.world.zone) - timedelta(microseconds=1)
            return next_at(just_before, self.world.habits.reminding.digest_at, self.calendar)
        if clock.unit is Unit.HOURS:
            return self.now
        hour = hour_of(self.world, reach, usual)
        return max(self.now, datetime.combine(self.world.today(self.now), hour, self.world.zone))

    async def _line(self, step: Step, petition: Petition, one: Running, clock: Clock) -> Text:
        """Of a tố cáo, and whatever is restricted, the code alone."""
        if petition.restricted or petition.kind is PetitionKind.DENUNCIATION:
            return Text("clock.line_sealed", code=petition.code)
        line = Text(
            "clock.line",
            code=petition.code,
            title=clock.title,
            due=due_words(one, clock),
            left=self._left(one),
            basis=basis_words(clock),
        )
        if step in (Step.SOON, Step.OFFICER):
            return line
        owner = called(await self.memory.people.named(petition.owner)) if petition.owner else ""
        whose = Text("clock.owner", name=owner) if owner else Text("clock.nobody")
        return Text("clock.line_of", line=line, whose=whose)

    def _left(self, one: Running) -> Text:
        if one.due_at <= self.now and one.due_on >= self.world.today(self.now):
            return Text("clock.over")
        today = self.world.today(self.now)
        days = (one.due_on - today).days
        if days < 0:
            return Text("clock.over_days", n=-days, today=today)
        return Text("clock.left_days", n=days, today=today) if days else Text("clock.left_today")
