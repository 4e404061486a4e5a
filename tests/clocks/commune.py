"""A commune whose petitions' clocks run on a real database, without any messenger: what is said unasked, and to whom."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from pathlib import Path

from domain.clocks.clockwork import Move, clocks_after, first_clocks
from domain.clocks.running import Running
from domain.messaging.messages import Address
from domain.people.roles import Member, Role
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, Action, PetitionKind, Status, after, is_open
from handlers.clocks.clockwork import falling_due, reckoning
from handlers.clocks.nudging import withdraw_changed
from handlers.clocks.warnings import warn_due
from handlers.reports.reminders import fire_due
from handlers.seeding import seed_units
from handlers.world import World
from storage.database import Database
from storage.memory import Memory
from storage.petitions.petition import Petition
from tests.petitions.reckoning import local
from tests.reminders.test_property import open_year

COMMUNE, OFFICE = "gia-vien", "van-phong"
ACCOUNT = ("telegram", "main")


@dataclass(frozen=True)
class Heard:
    """One message: by whom, when, which steps (headings), which codes."""

    chat: str
    at: datetime
    body: str

    @property
    def steps(self) -> set[str]:
        return {
            step
            for step in ("soon", "officer", "chief", "leader", "moved")
            if f"clock.heading_{step}" in self.body
        }


@dataclass
class Commune:
    world: World
    database: Database
    now: datetime
    heard: list[Heard] = field(default_factory=list)
    people: dict[str, int] = field(default_factory=dict)
    _codes: count[int] = field(default_factory=lambda: count(1))

    async def begin(self, *people: tuple[str, Role]) -> None:
        async with self.database.transaction() as memory:
            await seed_units(self.world, memory, COMMUNE, self.now)
            for name, role in people:
                at = Address(*ACCOUNT, name)
                person = await memory.people.welcome(at, name, name, "vi", self.now)
                memory.people.choose_commune(person.id, at, name, COMMUNE)
                memory.people.appoint(person.id, Member(COMMUNE, OFFICE, role), self.now)
                self.people[name] = person.id

    async def group(self, name: str) -> None:
        async with self.database.transaction() as memory:
            member = Member(COMMUNE, OFFICE, Role.OFFICER)
            memory.people.register_group(Address(*ACCOUNT, name), member, name, self.now)

    async def files(self, kind: PetitionKind = PetitionKind.FEEDBACK, owner: str = "") -> Petition:
        async with self.database.transaction() as memory:
            by = await reckoning(self.world, memory, COMMUNE)
            signed = kind in SIGNED_FORM_ONLY
            clocks = first_clocks(kind, self.now, self.world.clocks(COMMUNE), by, signed=signed)
            petition = Petition(
                commune=COMMUNE,
                code=f"K{next(self._codes)}",
                kind=kind,
                field="",
                status=Status.RECEIVED,
                restricted=kind is PetitionKind.DENUNCIATION,
                person=next(iter(self.people.values())),
                at=Address(*ACCOUNT, "citizen"),
                language="vi",
                story="Ông X nhận tiền",
                place="",
                pin=None,
                office=OFFICE,
                received_at=self.now,
            )
            petition = falling_due(petition, clocks, self.world)
            petition = petition.with_id(await memory.petitions.file(petition))
            memory.clocks.keep(petition.id, clocks)
        return await self.does(petition, Action.TAKE, owner=owner) if owner else petition

    async def does(self, petition: Petition, action: Action, owner: str = "") -> Petition:
        """As `with_clocks` does it, without a turn."""
        async with self.database.transaction() as memory:
            changed = replace(petition, status=after(petition.status, action))
            changed = replace(changed, owner=self.people[owner]) if owner else changed
            before = await memory.clocks.of(petition.id)
            move = Move(action, changed.status, changed.kind, self.now, self.now, petition.received_at)
            by = await reckoning(self.world, memory, COMMUNE)
            clocks = clocks_after(before, move, self.world.clocks(COMMUNE), by)
            memory.clocks.keep(petition.id, clocks)
            await withdraw_changed(self.world, memory, before, clocks, self.now)
            changed = falling_due(changed, clocks, self.world) if is_open(changed.status) else changed
            assert await memory.petitions.change(petition, changed)
            return replace(changed, version=petition.version + 1)

    async def clocks(self, petition: Petition) -> dict[str, Running]:
        async with self.database.transaction() as memory:
            return {one.clock: one for one in await memory.clocks.of(petition.id)}

    async def passes(self, until: str) -> None:
        """Stops wherever anything is to be said, as the timetable does."""
        end = local(until)
        await self.ticks()
        while True:
            async with self.database.transaction() as memory:
                moments = (await memory.clocks.next_at(), await memory.nudges.next_at())
            coming = sorted(at for at in moments if at and self.now < at <= end)
            if not coming:
                break
            self.now = coming[0]
            await self.ticks()
        self.now = end
        await self.ticks()

    async def ticks(self) -> None:
        await warn_due(self.world, self.database.transaction, self.now)
        await fire_due(self.world, self.database.transaction, self.now)
        async with self.database.transaction() as memory:
            await self._hears(memory)

    async def _hears(self, memory: Memory) -> None:
        while row := await memory.outbox.lease_next(*ACCOUNT, self.now, ()):
            self.heard.append(Heard(row.at.chat, self.now, json.dumps(row.payload, ensure_ascii=False)))
            memory.outbox.sent(row.id, ["1"], self.now)

    def steps(self, chat: str) -> list[set[str]]:
        return [one.steps for one in self.heard if one.chat == chat]


@asynccontextmanager
async def open_commune(folder: Path, now: str = "2026-05-05 08:00") -> AsyncIterator[Commune]:
    async with open_year(folder, COMMUNE) as year:
        yield Commune(year.world, year.database, local(now))
