"""The pages of no commune: where to choose one, and how a petition stands for whoever holds its code."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.channels.web.flood import Flood, address_of
from bot.channels.web.layout import (
    HOME,
    LOOK_UP,
    STYLE,
    Reader,
    language_links,
    language_of,
    page,
    remember_language,
    safe,
    sorry,
    style,
)
from bot.channels.web.markup import Html, element, joined, said
from bot.hosting import House
from domain.language.text import Text, verbatim
from handlers.petitions.lookup import state_for_anybody

_LONGEST_CODE = 100


class Front:
    def __init__(self, house: House, flood: Flood, communes: Sequence[str]) -> None:
        self._house = house
        self._flood = flood
        self._communes = communes

    def routes(self) -> list[Route]:
        return [Route(HOME, self._choose), Route(LOOK_UP, self._look_up), Route(STYLE, style)]

    async def _choose(self, request: Request) -> Response:
        """Where there is nothing to choose, the one page."""
        if len(self._communes) == 1:
            return safe(RedirectResponse(f"/{self._communes[0]}", 303))
        reader = self._reader(request)
        if not self._flood.shows_page(address_of(request)):
            return sorry(reader, 429, "web.too_fast", HOME)
        links = [element("li", element("a", self._title(reader, one), href=f"/{one}")) for one in self._communes]
        listed = element("ul", *links, class_="communes")
        return _in_language(
            request,
            page(
                reader,
                reader(Text("web.choose")),
                listed,
                element("h2", reader(Text("web.look_up"))),
                _code_form(reader),
                foot=language_links(reader, HOME),
            ),
        )

    def _title(self, reader: Reader, commune: str) -> str:
        world = self._house.world
        province = verbatim(world.plans[commune].commune.province)
        return reader(Text("start.commune_choice", name=world.commune_name(commune), province=province))

    async def _look_up(self, request: Request) -> Response:
        reader, code = self._reader(request), request.query_params.get("ma", "").strip()[:_LONGEST_CODE]
        if not self._flood.shows_page(address_of(request)) or (
            code and not self._flood.hears(address_of(request))
        ):
            return sorry(reader, 429, "web.too_fast", LOOK_UP)
        found = await self._state(reader, code) if code else None
        home = element("p", element("a", reader(Text("web.to_communes")), href=HOME))
        foot = joined([home, language_links(reader, LOOK_UP)])
        return _in_language(
            request, page(reader, reader(Text("web.look_up")), found, _code_form(reader, code), foot=foot)
        )

    async def _state(self, reader: Reader, code: str) -> Html:
        async with self._house.database.transaction() as memory:
            state = await state_for_anybody(self._house.world, memory, code, self._communes)
        spoken = reader.words.say(state or Text("petition.no_such_code"), reader.language, slashes=False)
        return element("section", said(spoken.text, spoken.spans), class_="said", role="status")

    def _reader(self, request: Request) -> Reader:
        return Reader(self._house.words, language_of(request))


def _code_form(reader: Reader, code: str = "") -> Html:
    return element(
        "form",
        element("label", reader(Text("web.code")), for_="ma"),
        element(
            "input", name="ma", id="ma", value=code, required=True, autocomplete="off", maxlength=_LONGEST_CODE
        ),
        element("button", reader(Text("start.look_up")), type="submit", class_="primary"),
        method="get",
        action=LOOK_UP,
    )


def _in_language(request: Request, response: Response) -> Response:
    if "lang" in request.query_params:
        remember_language(response, request, language_of(request))
    return response
