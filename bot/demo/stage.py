"""Putting the cast on the stage: people and groups in the sandbox, invited and registered by the bot itself."""

from __future__ import annotations

import asyncio
from typing import Any

from rich.progress import Progress

from bot.app import App
from bot.demo import zalo
from bot.demo.cast import Cast, Part, parts, window
from bot.demo.doors import Door, TelegramDoor
from bot.demo.quiet import settled
from domain.people.roles import Member, Role
from handlers.people.invitations import invite_one
from handlers.people.links import COMMUNE, payload
from sandbox.telegram import people
from sandbox.telegram.model import Chat, Person, Standing
from sandbox.world import World as Sandbox


class Stage:
    """What the page's `cast` is answered from."""

    def __init__(self, cast: Cast, sandbox: Sandbox, app: App) -> None:
        self._cast = cast
        self._sandbox = sandbox
        self._app = app
        self._telegram = TelegramDoor(sandbox, cast.bot["username"])
        self._doors: list[Door] = [self._telegram, *zalo.doors(sandbox), *zalo.own_doors(sandbox)]
        self._communes: list[dict[str, Any]] = []

    async def shown(self) -> dict[str, Any]:
        return {"communes": self._communes}

    async def set_up(self, progress: Progress) -> None:
        """Every commune of the bot, one after the other."""
        plans = self._app.world.plans
        task = progress.add_task("The people of five communes are registered", total=len(plans))
        for number, commune in enumerate(plans):
            self._communes.append(await self._commune(commune, number))
            progress.advance(task)
        await settled(self._app)

    async def _commune(self, commune: str, number: int) -> dict[str, Any]:
        """Who has the same name on two messengers is the same person."""
        windows, officers = [], []
        met: dict[str, Person] = {}
        for part in parts(self._cast, self._app.world, commune, number):
            person = met.get(part.name) or self._sandbox.add_person(part.name)
            met[part.name] = person
            door = self._door(part.character.messenger, commune)
            door.enter(person, await self._link(door, commune, part))
            windows.append(window(part, person.id, door.bot))
            if part.member and part.member.role is Role.OFFICER:
                officers.append((person, part))
        for officer, part in officers:
            windows.append(await self._group(officer, part))
        name = self._app.world.commune_name(commune)
        return {
            "id": commune,
            "name": {language: self._app.world.plain(name, language) for language in ("vi", "en")},
            "about": self._cast.about,
            "page": self._cast.page.of(commune),
            "people": windows,
        }

    def _door(self, messenger: str, commune: str) -> Door:
        """The commune's own before a shared one."""
        serves = self._app.world.communes_of
        able = [d for d in self._doors if d.messenger == messenger and commune in serves(d.account)]
        return min(able, key=lambda door: len(serves(door.account)))

    async def _link(self, door: Door, commune: str, part: Part) -> str:
        """A citizen comes by the commune's link, anybody else by invitation."""
        if part.member is None:
            return self._app.world.link(door.account, payload(COMMUNE, commune), False)
        return await self._invite(door, part.member)

    async def _group(self, officer: Person, part: Part) -> dict[str, Any]:
        assert part.member
        group = self._cast.group
        chat: Chat = self._sandbox.add_group(group.name.format(**part.gaps), forum=True)
        people.come(self._sandbox, chat, officer, Standing.CREATOR)
        self._telegram.let_in(chat, officer, await self._invite(self._telegram, part.member, group=True))
        return {
            "person": officer.id,
            "bot": self._telegram.bot,
            "chat": chat.id,
            "role": group.role,
            "title": group.title,
            "name": chat.title,
            "suggestions": {},
        }

    async def _invite(self, door: Door, member: Member, *, group: bool = False) -> str:
        app = self._app
        async with app.database.transaction() as memory:
            now = app.clock.now()
            return invite_one(app.world, memory, door.account, member, now, group=group, by=None).link


async def reached(app: App) -> None:
    """Waits until every account has introduced itself: invitations need its name."""
    while not all(map(app.links.knows, app.world.accounts)):
        await asyncio.sleep(0.02)
