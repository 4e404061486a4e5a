"""The addresses of a commune's page, and what is shown there whatever goes wrong."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.web.layout import Reader, language_of, sorry
from bot.channels.web.reading import Refused
from bot.channels.web.visits import Visits
from bot.redaction import whereabouts
from bot.words.i18n import Words

log = structlog.get_logger(__name__)


def routes(path: str, visits: Callable[[], Visits | None], words: Words) -> list[Route]:
    """`visits` is None until somebody listens: each address says that it will be there at once."""

    def guarded(
        answer: Callable[[Visits, Request], Awaitable[Response]],
    ) -> Callable[[Request], Awaitable[Response]]:
        async def visit(request: Request) -> Response:
            reader, open_now = Reader(words, language_of(request)), visits()
            try:
                if open_now is None:
                    raise Refused(503, "web.not_yet")
                return await answer(open_now, request)
            except Refused as refused:
                return sorry(reader, refused.status, refused.key, path)
            except Exception as error:
                log.error("web.visit_broke", path=path, trace=whereabouts(error))
                return sorry(reader, 503, "web.not_yet", path)

        return visit

    return [
        Route(path, guarded(Visits.show), methods=["GET"]),
        Route(path, guarded(Visits.hear), methods=["POST"]),
        Route(f"{path}/tep/{{number:int}}", guarded(Visits.give), methods=["GET"]),
    ]
