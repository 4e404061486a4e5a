"""The calendars that phones go on reading, each at its secret address. One that never was, one that was changed and one
whose owner left are alike: not found."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from bot.channels.web.flood import Flood, address_of
from bot.clock import Clock
from bot.papers import deadlines_ics
from bot.papers.press import Desk
from bot.words.i18n import Words
from domain.messaging.papers import PaperRef
from handlers.reports.deadline_calendar import units_for
from handlers.reports.feeds import FOLDER, PAPER
from handlers.world import World
from storage.database import Database

_MEDIA = "text/calendar; charset=utf-8"
_LONGEST = 64  # characters of a token; ours have 22


class CalendarFeed:
    def __init__(self, world: World, database: Database, words: Words, files: Path, clock: Clock) -> None:
        self._world = world
        self._database = database
        self._words = words
        self._files = files
        self._clock = clock
        self._flood = Flood()

    def routes(self) -> list[Route]:
        return [Route(FOLDER + "/{token}.ics", self._read)]

    async def _read(self, request: Request) -> Response:
        if not self._flood.hears(address_of(request)):
            return PlainTextResponse("too many requests", 429, {"Retry-After": "60"})
        gathered = await self._gather(request.path_params["token"][:_LONGEST])
        if gathered is None:
            return PlainTextResponse("not found", 404, {"Cache-Control": "no-store"})
        desk, found = gathered
        seconds = self._world.habits.deadline_calendar.refresh_hours * 3600
        headers = {
            "ETag": _etag(desk, found),
            "Cache-Control": f"private, max-age={seconds}",
            "X-Robots-Tag": "noindex",
            "X-Content-Type-Options": "nosniff",
        }
        if headers["ETag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=headers)
        return Response(await asyncio.to_thread(deadlines_ics.draw, desk, found), 200, headers, _MEDIA)

    async def _gather(self, token: str) -> tuple[Desk, deadlines_ics.Gathered] | None:
        async with self._database.transaction() as memory:
            feed = await memory.feeds.find(token)
            units = units_for(feed.members, feed.commune) if feed else ()
            if feed is None or not units or feed.commune not in self._world.plans:
                return None
            language = await memory.people.language(feed.person)
            desk = Desk(self._world, self._words, self._files, self._clock, language)
            return desk, await deadlines_ics.gather(desk, memory, PaperRef(PAPER, feed.commune, units))


def _etag(desk: Desk, found: deadlines_ics.Gathered) -> str:
    """Of what stands in it: the moment at which it is written is none of it."""
    words = f"{desk.language} {found.alarm_at} {found.calendar!r}"
    return f'"{hashlib.sha256(words.encode()).hexdigest()[:32]}"'
