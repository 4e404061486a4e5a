"""A commune's year, played on a real database without any messenger: what happens, and everything said unasked."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from domain.language.text import Text
from domain.messaging.messages import Address, Message
from domain.people.roles import Member, Role
from domain.plans.due import EnteredDate
from domain.plans.duties import Duty
from domain.reports.ladder import Rung
from domain.reports.standing import Verdict
from domain.time.calendar import DayOverride
from handlers.reports.duties import Ledger, ledger
from handlers.reports.nudges import nudge, withdraw
from handlers.reports.reminders import fire_due, plan_commune
from handlers.seeding import seed_units
from handlers.world import World
from storage.database import Database
from storage.memory import Memory
from storage.people.people import Reach
from storage.reports.extensions import Extension
from storage.reports.reports import Submission
from storage.reports.reviews import Review, What

ACCOUNT = ("telegram", "main")
Due = tuple[What, date]


@dataclass(frozen=True)
class Part:
    """What a letter says of one report: of which, by which deadline, on which rung; `asked` by a collector."""

    what: What
    due_before: date
    rung: Rung | None


@dataclass(frozen=True)
class Said:
    """One message that was sent unasked. `awake`: whether the calendar of that moment let it."""

    at: datetime
    chat: str
    parts: tuple[Part, ...]
    still_owed: bool
    awake: bool


@dataclass
class Year:
    world: World
    database: Database
    commune: str
    now: datetime
    said: list[Said] = field(default_factory=list)
    came_in: dict[What, list[datetime]] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=lambda: count(1))

    @property
    def today(self) -> date:
        return self.world.today(self.now)

    async def begin(self, people: Iterable[tuple[str, Role, time | None]], shared: Iterable[str]) -> None:
        """`shared`: units of which somebody is staff of all."""
        async with self.database.transaction() as memory:
            await seed_units(self.world, memory, self.commune, self.now)
            for unit, role, hour in people:
                await self._register(memory, [unit], role, hour)
            await self._register(memory, shared, Role.STAFF, None)
            await plan_commune(self.world, memory, self.commune, self.now)

    async def _register(self, memory: Memory, units: Iterable[str], role: Role, hour: time | None) -> None:
        chat = f"chat-{next(self._numbers)}"
        at = Address(*ACCOUNT, chat)
        person = await memory.people.welcome(at, chat, chat, "vi", self.now)
        memory.people.choose_commune(person.id, at, chat, self.commune)
        for unit in units:
            memory.people.appoint(person.id, Member(self.commune, unit, role), self.now)
        if hour:
            memory.contacts.set_hour(person.id, hour)

    async def plays_until(self, moment: datetime) -> None:
        """Stops wherever something is planned."""
        async with self.database.transaction() as memory:
            before = None
            while (due := await self._next(memory)) and max(due, self.now) <= moment and due != before:
                before, self.now = due, max(due, self.now)
                await self._tick(memory)
            self.now = max(moment, self.now)
            await self._tick(memory)

    async def _next(self, memory: Memory) -> datetime | None:
        moments = await memory.reminders.next_at(), await memory.nudges.next_at()
        return min((moment for moment in moments if moment), default=None)

    async def _tick(self, memory: Memory) -> None:
        if await fire_due(self.world, lambda: nullcontext(memory), self.now):
            await self._hears(memory)

    async def _hears(self, memory: Memory) -> None:
        """Takes down what was written, as if it was sent at once."""
        book, local = await self.book(memory), self.now.astimezone(self.world.zone)
        awake = time(7) <= local.time() < time(20) and book.calendar.is_working_day(local.date())
        while row := await memory.outbox.lease_next(*ACCOUNT, self.now, ()):
            rows = await memory._session.rows(
                """SELECT n.about, n.due_before, r.rung FROM outbox o JOIN nudges n ON n.letter = o.key
                   LEFT JOIN reminders r ON r.key = n.origin WHERE o.id = :id AND n.about <> ''""",
                id=row.id,
            )
            parts = tuple(_part(one[0], one[1], one[2]) for one in rows)
            owed = all((duty := book.find(*one.what)) and book.is_owed(duty) for one in parts)
            self.said.append(Said(self.now, row.at.chat, parts, owed, awake))
            memory.outbox.sent(row.id, ["1"], self.now)

    async def book(self, memory: Memory) -> Ledger:
        return await ledger(self.world, memory, self.commune, self.today)

    async def hands_in(self, choice: int) -> None:
        async with self.database.transaction() as memory:
            duty = await self._owed(memory, choice)
            if duty:
                await self._hands_in(memory, duty)

    async def hands_in_for(self, obligation: str, period: str, unit: str) -> None:
        async with self.database.transaction() as memory:
            duty = (await self.book(memory)).find(obligation, period, unit)
            assert duty
            await self._hands_in(memory, duty)

    async def _hands_in(self, memory: Memory, duty: Duty) -> None:
        code, due = f"K{next(self._numbers)}", duty.occurrence.due_before
        submission = Submission(self.commune, code, *duty.what, due, 1, self.now, on_time=self.today < due)
        memory.reports.hand_in(submission)
        await withdraw(self.world, memory, self.commune, duty.what, self.now)
        self.came_in.setdefault(duty.what, []).append(self.now)

    async def gets_more_time(self, choice: int, days: int) -> None:
        async with self.database.transaction() as memory:
            duty = await self._owed(memory, choice)
            if duty is None:
                return
            due = max(self.today, duty.occurrence.due_before) + timedelta(days=days)
            asked = Extension(self.commune, *duty.what, due, "bận", 1)
            number = await memory.extensions.ask(asked, self.now)
            found = await memory.extensions.find(self.commune, number)
            assert found
            await memory.extensions.decide(found, "granted", 1, self.now)
            await self.replan(memory)

    async def moves_a_date(self, choice: int, days: int) -> None:
        """For every unit: to `days` from today."""
        async with self.database.transaction() as memory:
            duty = await self._owed(memory, choice)
            if duty is None:
                return
            due = self.today + timedelta(days=days)
            entered = EnteredDate(
                duty.obligation.id, due_before=due, period=duty.occurrence.period, since=self.today
            )
            memory.reports.enter_date(self.commune, entered, "", 1, self.now)
            await self.replan(memory)

    async def changes_a_day(self, days: int, works: int) -> None:
        async with self.database.transaction() as memory:
            day = DayOverride(self.today + timedelta(days=days), bool(works), "")
            memory.calendar.override(self.commune, day, 1, self.now)
            await self.replan(memory)

    async def returns_a_report(self, choice: int, days: int) -> None:
        async with self.database.transaction() as memory:
            book = await self.book(memory)
            returnable = [entry.latest for entry in book.entries if entry.latest and not book.is_owed(entry.duty)]
            if not returnable:
                return
            latest = returnable[choice % len(returnable)]
            until = self.today + timedelta(days=days)
            memory.reviews.review(self.commune, Review(latest.code, Verdict.RETURNED, 1, self.now, "thiếu", until))
            await self.replan(memory)

    async def exempts(self, choice: int) -> None:
        async with self.database.transaction() as memory:
            duty = await self._owed(memory, choice)
            if duty:
                memory.reviews.exempt(self.commune, duty.what, "", 1, self.now)
                await self.replan(memory)

    async def has_news(self, choice: int, many: int) -> None:
        """Notices to one person, which count in the budget."""
        async with self.database.transaction() as memory:
            for _ in range(many):
                number = next(self._numbers)
                chat = f"chat-{choice % 3 + 1}"
                reach = Reach(Address(*ACCOUNT, chat), False, "vi", choice % 3 + 1)
                text = Text("nudge.digest")
                await nudge(
                    self.world, memory, self.now, reach, Message(text), text, self.commune, key=f"news:{number}"
                )
            await self._hears(memory)

    async def replan(self, memory: Memory) -> None:
        memory.reports.raise_version(self.commune)
        await plan_commune(self.world, memory, self.commune, self.now)

    async def _owed(self, memory: Memory, choice: int) -> Duty | None:
        """One that is missing: late, or one of the nearest to come."""
        book = await self.book(memory)
        owed = [duty for duty in book.duties if book.is_owed(duty)]
        late = [duty for duty in owed if duty.occurrence.due_before <= self.today]
        among = late if late and choice % 3 == 0 else owed[len(late) :][:3]
        return among[choice % len(among)] if among else None

    async def late_by_now(self, until: date) -> list[Due]:
        """Every report still missing whose last rung is behind it by then."""
        async with self.database.transaction() as memory:
            book = await self.book(memory)
        return [
            (d.what, d.occurrence.due_before)
            for d in book.duties
            if book.is_owed(d) and d.occurrence.due_before < until
        ]

    async def climbed(self) -> list[tuple[Due, str]]:
        """(report and deadline, rung) for every rung that was climbed."""
        async with self.database.transaction() as memory:
            rows = await memory._session.rows(
                """SELECT obligation, period, unit, due_before, rung FROM reminders
                   WHERE rung <> 'unit' AND state IN ('said', 'nobody')"""
            )
        return [(((r[0], r[1], r[2]), date.fromisoformat(r[3])), r[4]) for r in rows]


def _part(about: str, due_before: str, rung: str | None) -> Part:
    obligation, period, unit = about.split("/")
    return Part((obligation, period, unit), date.fromisoformat(due_before), Rung(rung) if rung else None)
