"""Receiving by webhook: who it is first, then what; HTTP 200 only after it is committed to the inbox.

Anything but 2xx is delivered again, so only what can never come from the messenger is refused for good.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable, Mapping
from typing import Any

from pydantic import SecretStr
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import Accept, Arrival, InboxUnavailable

MAX_BODY = 256 * 1024
"""Bytes: several times what the longest update has."""
_AGAIN_SOON = {"Retry-After": "2"}  # an update whose next attempt would come after its expiry is dropped at once


class Forged(Exception):
    """It does not come from the messenger."""


Admit = Callable[[Request], bool]
"""Judges by the headers, before anything of the body is read."""
Read = Callable[[bytes, Request], Arrival | None]
"""What was sent; None for what is to be confirmed and forgotten. Raises `Forged`, or `ValueError` on nonsense."""


class Receiver:
    """The receiving end for one account. Until somebody listens, the messenger is asked to come again. `others` are
    the accounts whose events come to this address too."""

    def __init__(self, admit: Admit, read: Read) -> None:
        self._admit = admit
        self._read = read
        self._accept: Accept | None = None
        self.others: Mapping[str, Receiver] = {}

    async def listen(self, accept: Accept) -> None:
        """For ever, until cancelled."""
        self._accept = accept
        try:
            await asyncio.Event().wait()
        finally:
            self._accept = None

    def route(self, path: str) -> Route:
        return Route(path, self._receive, methods=["POST"])

    async def _receive(self, request: Request) -> Response:
        if not self._admit(request):
            return Response(status_code=403)
        try:
            body = await _limited(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        try:
            arrived = self._read(body, request)
        except Forged:
            return Response(status_code=403)
        except ValueError:
            return Response(status_code=400)
        if arrived is None:
            return Response()
        return await self.others.get(arrived.account, self)._store(arrived)

    async def _store(self, arrived: Arrival) -> Response:
        if self._accept is None:
            return Response(status_code=503, headers=_AGAIN_SOON)
        try:
            await self._accept([arrived])
        except InboxUnavailable:
            return Response(status_code=503, headers=_AGAIN_SOON)
        return Response()  # an empty body: Telegram would carry out anything with "method" in it


def has_secret(request: Request, header: str, secret: SecretStr) -> bool:
    """Compared in constant time."""
    told = request.headers.get(header, "")
    return hmac.compare_digest(told.encode(), secret.get_secret_value().encode())


def object_in(body: bytes) -> dict[str, Any]:
    """Raises `ValueError`."""
    try:
        update = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(update, dict):
        raise ValueError("not an object")
    return update


async def _limited(request: Request) -> bytes | None:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)
