"""Pictures that a messenger fetches from us: for a short while, at an address that nobody can guess.

They are held in memory: whoever was to fetch one does so within seconds, and nothing personal stays behind.
"""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import Document

_VALID = 600.0  # seconds
_MOST = 64 * 1024 * 1024  # bytes held at once; the oldest go first
_JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True, slots=True)
class _Held:
    data: bytes
    until: float


class Shelf:
    """`base` is the public address under which `route` is served."""

    def __init__(self, base: str, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._base = base
        self._monotonic = monotonic
        self._held: OrderedDict[str, _Held] = OrderedDict()

    def publish(self, document: Document) -> str:
        """Puts a document's bytes up and tells the address."""
        return f"{self._base}/{self._put(document.read())}"

    def route(self, path: str) -> Route:
        return Route(f"{path}/{{key}}", self._give, methods=["GET"])

    def _put(self, data: bytes) -> str:
        key = secrets.token_urlsafe(24)
        self._held[key] = _Held(data, self._monotonic() + _VALID)
        while len(self._held) > 1 and sum(len(one.data) for one in self._held.values()) > _MOST:
            self._held.popitem(last=False)
        return key

    async def _give(self, request: Request) -> Response:
        held = self._held.get(request.path_params["key"])
        if held is None or held.until < self._monotonic():
            self._held.pop(request.path_params["key"], None)
            return Response(status_code=404)
        kind = "image/jpeg" if held.data.startswith(_JPEG) else "image/png"
        return Response(held.data, media_type=kind, headers={"Cache-Control": "no-store"})
