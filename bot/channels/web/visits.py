"""The visits to a commune's page: shown, answered, and refused where they are too many or not ours.

The browser that sent a form is led back to the page, so that loading it again sends nothing twice.
"""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.channels.web import conversation
from bot.channels.web.arrivals import Sent
from bot.channels.web.conversation import Sight
from bot.channels.web.desk import Desk
from bot.channels.web.flood import Flood, address_of
from bot.channels.web.layout import (
    UNPROCESSABLE,
    Reader,
    is_secure,
    language_links,
    language_of,
    page,
    remember_language,
    safe,
)
from bot.channels.web.reading import Filled, Refused, length_of, reading
from bot.channels.web.seals import Seals, new_id
from bot.channels.web.uploads import Uploads
from bot.hosting import House
from bot.words.choosing import HOME
from domain.language.text import Text
from handlers.languages import LANGUAGES, language_press

_COOKIE = "nhipdan"


class Visits:
    def __init__(self, house: House, desk: Desk, seals: Seals, uploads: Uploads, flood: Flood) -> None:
        self._house = house
        self._desk = desk
        self._seals = seals
        self._uploads = uploads
        self._flood = flood
        self._path = f"/{desk.commune}"

    async def show(self, request: Request) -> Response:
        if not self._flood.shows_page(address_of(request)):
            raise Refused(429, "web.too_fast")
        return await self._page(request, self._session(request) or new_id())

    async def give(self, request: Request) -> Response:
        """A file that came with a message on this visitor's page."""
        if not self._flood.shows_page(address_of(request)):
            raise Refused(429, "web.too_fast")
        found = await self._desk.document(self._session(request), request.path_params["number"])
        if found is None:
            raise Refused(404, "web.gone")
        name, data = found
        disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
        headers = {"Content-Disposition": disposition}
        return safe(Response(data, media_type="application/octet-stream", headers=headers))

    async def hear(self, request: Request) -> Response:
        session = self._session(request)
        if not session:
            raise Refused(403, "web.no_cookie")
        address = address_of(request)
        with self._flood.one_more(address) as room:
            if not (
                room
                and self._flood.hears(address, session)
                and self._flood.takes_body(address, self._length(request))
            ):
                raise Refused(429, "web.too_fast")
            async with reading(request, self._largest) as filled:
                return await self._take(request, session, filled)

    async def _take(self, request: Request, session: str, filled: Filled) -> Response:
        if not self._seals.admits(filled.ticket, session):
            raise Refused(403, "web.stale_form")
        if filled.trap:  # no person sees that field; whoever filled it in is told nothing
            return self._back()
        if filled.is_empty:
            return await self._page(request, session, Text("web.say_something"))
        await self._desk.hear(await self._sent(request, session, filled), _answered(filled))
        await self._desk.answer(session)
        response = self._back()
        if filled.language in LANGUAGES:
            remember_language(response, request, filled.language)
        if filled.leaves:
            response.delete_cookie(_COOKIE, path=self._path)
        return response

    async def _sent(self, request: Request, session: str, filled: Filled) -> Sent:
        files = await self._uploads.take(
            session, [(one.filename or "", one.content_type or "", one.file) for one in filled.uploads]
        )
        now, language = self._house.clock.now(), language_of(request)
        words = "" if filled.leaves else filled.words
        return Sent(filled.ticket.once, session, now, language, words, files, _presses(filled))

    async def _page(self, request: Request, session: str, notice: Text | None = None) -> Response:
        messages, busy = await self._desk.said(session)
        reader, commune = Reader(self._house.words, language_of(request)), self._desk.commune
        ticket = self._seals.ticket(session, messages[-1].id if messages else 0)
        sight = Sight(messages, busy, ticket, notice)
        response = page(
            reader,
            reader(Text("web.title", commune=self._house.world.commune_name(commune))),
            conversation.main(reader, self._house.world, commune, sight),
            foot=conversation.foot(reader, sight, language_links(reader, self._path)),
            status=UNPROCESSABLE if notice else 200,
        )
        self._recognise(response, request, session)
        if "lang" in request.query_params:
            remember_language(response, request, reader.language)
        return response

    def _recognise(self, response: Response, request: Request, session: str) -> None:
        response.set_cookie(
            _COOKIE,
            self._seals.cookie(session),
            max_age=int(timedelta(days=self._house.world.habits.web.keep_days).total_seconds()),
            path=self._path,
            secure=is_secure(request),
            httponly=True,
            samesite="lax",
        )

    def _session(self, request: Request) -> str:
        return self._seals.session_of(request.cookies.get(_COOKIE, ""))

    def _back(self) -> Response:
        return safe(RedirectResponse(self._path, 303))

    def _length(self, request: Request) -> int:
        return length_of(request, self._largest)

    @property
    def _largest(self) -> int:
        return self._house.world.habits.files.largest_kept


def _presses(filled: Filled) -> tuple[str, ...]:
    """Whoever leaves goes back to the beginning, so that no draft stays open."""
    switched = language_press(filled.language) if filled.language in LANGUAGES else ""
    left = HOME if filled.leaves else ""
    return tuple(press for press in (switched, filled.action, left) if press)


def _answered(filled: Filled) -> int:
    """A change of language answers nothing."""
    return 0 if filled.language and not (filled.words or filled.action) else filled.ticket.shown
