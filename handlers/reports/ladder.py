"""Whom a reminder goes to, and in which words: the unit before the day; behind it its head, those who collect the
report, the chairman."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from domain.language.phones import show_phone
from domain.language.text import Gap, Text
from domain.messaging.budget import Topic
from domain.messaging.messages import Choice, Message
from domain.messaging.notices import Notice, Occasion
from domain.people.roles import Role
from domain.plans.duties import Duty
from domain.reports.ladder import Rung
from domain.time.periods import period_name
from handlers.buttons import invite_unit_button
from handlers.reports.collectors import reach_collectors
from handlers.reports.deadlines import hand_in_button
from handlers.reports.duties import Ledger, receiver, report_name
from handlers.reports.nudges import hour_of, key_for
from handlers.world import World
from storage.memory import Memory
from storage.people.contacts import Contact
from storage.people.people import Reach
from storage.reports.nudges import Nudge
from storage.reports.reminders import Reminder


@dataclass
class Climb:
    """One commune's reminders of a day being turned into nudges."""

    world: World
    memory: Memory
    book: Ledger
    now: datetime
    _contacts: Mapping[str, Sequence[Contact]] | None = field(default=None, init=False)
    _reached: dict[str, Sequence[Reach]] = field(default_factory=dict, init=False)

    @property
    def commune(self) -> str:
        return self.book.plan.commune.id

    async def to(self, reminder: Reminder, duty: Duty) -> bool:
        """Whether there is anybody to be told on this rung."""
        match reminder.rung:
            case Rung.UNIT:
                return await self._unit(reminder, duty)
            case Rung.HEAD:
                heads = await self.memory.people.reach_role(self.commune, Role.HEAD, duty.unit)
                return self._each(
                    heads, reminder, duty, _with_buttons(Text("ladder.head", **self._gaps(duty)), duty)
                )
            case Rung.CALL_LIST:
                return await self._call_list(reminder, duty)
            case Rung.LEADER:
                leaders = await self.memory.people.reach_role(self.commune, Role.LEADER)
                at = self.world.habits.reminding.digest_at
                return self._lines(leaders, reminder, duty, Topic.LEADER, await self._leaders_line(duty), at)

    async def _unit(self, reminder: Reminder, duty: Duty) -> bool:
        reached = await self._reach(duty.unit)
        left = duty.occurrence.days_left(self.book.today)
        key = "remind.overdue" if left < 0 else "remind.today" if left == 0 else "remind.due"
        message = replace(_with_buttons(Text(key, **self._gaps(duty)), duty), notice=self._notice(duty))
        if self._each(reached, reminder, duty, message):
            return True
        collectors = await reach_collectors(self.memory, self.book.plan, duty.obligation)
        invite = invite_unit_button(duty.unit, self.book.unit_name(duty.unit))
        self._lines(collectors, reminder, duty, Topic.NOBODY, unit_line(self.book, duty), button=invite)
        return False

    async def _reach(self, unit: str) -> Sequence[Reach]:
        """A unit may owe several reports on a morning: its people are looked up once."""
        if unit not in self._reached:
            self._reached[unit] = await self.memory.people.reach_unit(self.commune, unit)
        return self._reached[unit]

    async def _call_list(self, reminder: Reminder, duty: Duty) -> bool:
        """To people only: telephone numbers are not for groups."""
        reached = await reach_collectors(self.memory, self.book.plan, duty.obligation)
        contacts = await self._people_of(duty.unit)
        whom = tuple(_contact_line(one) for one in contacts) or (Text("ladder.nobody_line"),)
        if contacts and not any(one.role is Role.HEAD for one in contacts):
            whom = (*whom, Text("ladder.no_head_line"))
        line = Text("ladder.call_line", unit=self.book.unit_name(duty.unit), people=whom)
        people = [reach for reach in reached if not reach.in_group]
        return self._lines(people, reminder, duty, Topic.CALL_LIST, line)

    async def _leaders_line(self, duty: Duty) -> Text:
        """The digest says which steps came before; a unit with nobody has not been through them."""
        if await self._people_of(duty.unit):
            return unit_line(self.book, duty)
        return Text("ladder.leader_nobody_line", unit=self.book.unit_name(duty.unit))

    async def _people_of(self, unit: str) -> Sequence[Contact]:
        if self._contacts is None:
            self._contacts = await self.memory.contacts.of_units(self.commune)
        return self._contacts.get(unit, ())

    def _gaps(self, duty: Duty) -> dict[str, Gap]:
        return {
            "unit": self.book.unit_name(duty.unit),
            "report": report_name(duty),
            "to": receiver(duty.obligation),
            "due": duty.occurrence.due_before,
            "last_day": duty.occurrence.last_safe_day,
            "n": abs(duty.occurrence.days_left(self.book.today)),
            "basis": self._basis(duty),
        }

    def _basis(self, duty: Duty) -> Text:
        """Where the deadline comes from: the plan's words would contradict a day that was moved for this unit."""
        if self.book.entry(duty).versions:
            return Text("remind.returned")
        if duty.what in self.book.extended:
            return Text("remind.extended")
        quote = duty.obligation.quote
        return Text("remind.quoted", quote=quote) if quote else Text("remind.out_of_turn")

    def _notice(self, duty: Duty) -> Notice:
        """What may be told of it where the words themselves cannot be said."""
        left = duty.occurrence.days_left(self.book.today)
        gaps: dict[str, Gap] = {
            "report": report_name(duty),
            "unit": self.book.unit_name(duty.unit),
            "commune": self.world.commune_name(self.commune),
            "due": duty.occurrence.last_safe_day,
            "state": Text(
                "notice.overdue" if left < 0 else "notice.today" if left == 0 else "notice.left", n=abs(left)
            ),
        }
        return Notice(Occasion.REMINDER, gaps)

    def _each(self, reached: Sequence[Reach], reminder: Reminder, duty: Duty, message: Message) -> bool:
        brief = Message(unit_line(self.book, duty), ((unit_button(self.book, duty),),))
        for reach in reached:
            self.memory.nudges.plan(self._nudge(reach, reminder, duty, message, brief))
        return bool(reached)

    def _lines(
        self,
        reached: Sequence[Reach],
        reminder: Reminder,
        duty: Duty,
        topic: Topic,
        line: Text,
        at: time | None = None,
        button: Choice | None = None,
    ) -> bool:
        brief = Message(line, ((button,),) if button else ())
        for reach in reached:
            one = self._nudge(reach, reminder, duty, brief, brief, at)
            self.memory.nudges.plan(replace(one, topic=topic))
        return bool(reached)

    def _nudge(
        self,
        reach: Reach,
        reminder: Reminder,
        duty: Duty,
        body: Message,
        brief: Message,
        at: time | None = None,
    ) -> Nudge:
        hour = at or hour_of(self.world, reach, self.book.plan.reminding.at)
        return Nudge(
            key=key_for(f"remind:{reminder.matter}", reach),
            commune=self.commune,
            reach=reach,
            say_at=_on(self.book.today, hour, self.world),
            body=body,
            brief=brief,
            heading=report_heading(duty),
            origin=reminder.key,
            about="/".join(duty.what),
            due_before=duty.occurrence.due_before,
        )


def report_heading(duty: Duty) -> Text:
    return Text("ladder.report", report=report_name(duty), last_day=duty.occurrence.last_safe_day)


def unit_line(book: Ledger, duty: Duty) -> Text:
    return Text("report.unit_line", unit=book.unit_name(duty.unit))


def unit_button(book: Ledger, duty: Duty) -> Choice:
    """To hand in, where several stand together."""
    label = Text("nudge.hand_in", period=period_name(duty.occurrence.period), unit=book.unit_name(duty.unit))
    return replace(hand_in_button(duty), label=label)


def _with_buttons(text: Text, duty: Duty) -> Message:
    ask = Choice(Text("report.ask_extension"), ":".join(("x", *duty.what)))
    return Message(text, ((hand_in_button(duty), ask),))


def _contact_line(contact: Contact) -> Text:
    role = Text(f"role.{contact.role.value}")
    if not contact.phone:
        return Text("ladder.person_without_phone", name=contact.name, role=role)
    return Text("ladder.person", name=contact.name, role=role, phone=show_phone(contact.phone))


def _on(day: date, hour: time, world: World) -> datetime:
    return datetime.combine(day, hour, world.zone)
