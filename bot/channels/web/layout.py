"""What every page has in common: its frame, its language, and what it forbids a browser to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from bot.channels.web.markup import Html, Inside, element, joined
from bot.words.i18n import MASTER, Words
from domain.language.text import Text
from handlers.languages import LANGUAGES

UNPROCESSABLE = 422
STYLE, LOOK_UP, HOME = "/web.css", "/tra-cuu", "/"
_LANGUAGE_COOKIE = "nhipdan_lang"
_YEAR = 365 * 24 * 3600
_STYLE_FILE = Path(__file__).with_name("page.css")
_SAFE: Mapping[str, str] = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@dataclass(frozen=True, slots=True)
class Reader:
    """Whoever reads the page, and the words for them."""

    words: Words
    language: str

    def __call__(self, text: Text) -> str:
        return self.words.plain(text, self.language)


def language_of(request: Request) -> str:
    """As asked for by a link, chosen before, or preferred by the browser; else Vietnamese."""
    preferred = [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "").split(",")]
    wanted = [request.query_params.get("lang"), request.cookies.get(_LANGUAGE_COOKIE), *preferred]
    return next((language for language in wanted if language in LANGUAGES), MASTER)


def document(reader: Reader, title: str, *main: Inside, foot: Inside = None, wrong: bool = False) -> str:
    """A whole page. `title` is its heading too; where something is wrong, what is read first says so."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", reader(Text("web.wrong_title", title=title)) if wrong else title),
        element("link", rel="stylesheet", href=STYLE),
    )
    body = element(
        "body",
        element("a", reader(Text("web.skip")), href="#main", class_="skip"),
        element("header", element("h1", title)),
        element("main", *main, id="main"),
        element("footer", foot),
    )
    return "<!doctype html>\n" + element("html", head, body, lang=reader.language)


def page(reader: Reader, title: str, *main: Inside, foot: Inside = None, status: int = 200) -> Response:
    wrong = status == UNPROCESSABLE
    return safe(HTMLResponse(document(reader, title, *main, foot=foot, wrong=wrong), status))


def safe(response: Response) -> Response:
    response.headers.update(_SAFE)
    return response


def remember_language(response: Response, request: Request, language: str) -> None:
    response.set_cookie(
        _LANGUAGE_COOKIE, language, max_age=_YEAR, secure=is_secure(request), httponly=True, samesite="lax"
    )


def is_secure(request: Request) -> bool:
    """Whether the browser speaks HTTPS: to us, or to the server in front of us that says so."""
    return request.url.scheme == "https"


def language_links(reader: Reader, path: str) -> Html:
    """The other languages, each in its own words."""
    others = [language for language in LANGUAGES if language != reader.language]
    return joined(
        element(
            "p",
            element(
                "a",
                reader.words.plain(Text(f"language.{language}"), language),
                href=f"{path}?lang={language}",
                lang=language,
                hreflang=language,
            ),
        )
        for language in others
    )


async def style(request: Request) -> Response:
    response = safe(Response(_STYLE_FILE.read_bytes(), media_type="text/css"))
    response.headers["Cache-Control"] = "max-age=3600"
    return response


def sorry(reader: Reader, status: int, key: str, back: str) -> Response:
    """Why not, and what to do now: go back, where what was written still stands."""
    why = element("p", reader(Text(key)), role="alert")
    again = element("p", element("a", reader(Text("web.to_page")), href=back, class_="button"))
    response = page(
        reader, reader(Text("web.sorry")), why, element("p", reader(Text("web.otherwise"))), again, status=status
    )
    if status in (429, 503):
        response.headers["Retry-After"] = "30"
    return response
