"""Putting the cast on the stage: people and groups in the sandbox, invited and registered by the bot itself."""

from __future__ import annotations

import asyncio
from typing import Any
from urllib.parse import parse_qs, urlsplit

from rich.progress import Progress

from bot.app import App
from bot.demo.cast import Cast, Part, parts, window
from bot.demo.quiet import settled
from bot.settings import MAIN
from bot.world import TELEGRAM
from domain.people import Member, Role
from handlers.invitations import invite_one
from handlers.links import COMMUNE, payload
from sandbox.telegram import people
from sandbox.telegram.model import Chat, Person, Standing
from sandbox.world import World as Sandbox

ACCOUNT = (TELEGRAM, MAIN)


class Stage:
    """What the page's `cast` is answered from."""

    def __init__(self, cast: Cast, sandbox: Sandbox, app: App) -> None:
        self._cast = cast
        self._sandbox = sandbox
        self._app = app
        self._bot = sandbox.bot_named(cast.bot["username"])
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
        windows, officers = [], []
        for part in parts(self._cast, self._app.world, commune, number):
            person = self._sandbox.add_person(part.name)
            await self._begin(commune, part, person)
            windows.append(window(part, person.id, self._cast.bot["username"]))
            if part.member and part.member.role is Role.OFFICER:
                officers.append((person, part))
        for officer, part in officers:
            windows.append(await self._group(commune, officer, part))
        name = self._app.world.commune_name(commune)
        return {
            "id": commune,
            "name": {language: self._app.world.plain(name, language) for language in ("vi", "en")},
            "about": self._cast.about,
            "people": windows,
        }

    async def _begin(self, commune: str, part: Part, person: Person) -> None:
        """A citizen comes by the commune's link, anybody else by invitation."""
        assert self._bot
        carried = payload(COMMUNE, commune) if part.member is None else await self._invite(part.member)
        people.start(self._sandbox, self._bot, person, carried)

    async def _group(self, commune: str, officer: Person, part: Part) -> dict[str, Any]:
        assert self._bot and part.member
        group = self._cast.group
        chat: Chat = self._sandbox.add_group(group.name.format(**part.gaps), "supergroup")
        people.come(self._sandbox, chat, officer, Standing.CREATOR)
        carried = await self._invite(part.member, group=True)
        people.let_in(self._sandbox, self._bot, chat, officer, Standing.ADMINISTRATOR, carried)
        return {
            "person": officer.id,
            "bot": self._cast.bot["username"],
            "chat": chat.id,
            "role": group.role,
            "title": group.title,
            "name": chat.title,
            "suggestions": {},
        }

    async def _invite(self, member: Member, *, group: bool = False) -> str:
        """What the invitation's link carries."""
        app = self._app
        async with app.database.transaction() as memory:
            invited = invite_one(app.world, memory, ACCOUNT, member, app.clock.now(), group=group, by=None)
        query = parse_qs(urlsplit(invited.link).query)
        return query["startgroup" if group else "start"][0]


async def reached(app: App) -> None:
    """Waits until the account has introduced itself: invitations need its name."""
    while not app.links.knows(ACCOUNT):
        await asyncio.sleep(0.02)
