"""Receiving by webhook: HTTP 200 only after the update is committed to the inbox.

https://core.telegram.org/bots/api#setwebhook. The answers are chosen for what Telegram does with them: anything
but 2xx is delivered again, so only what can never come from Telegram is refused for good.
"""

from __future__ import annotations

import asyncio
import hmac
import json
from typing import Any

from pydantic import SecretStr
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from bot.channels.base import Accept, Arrival, InboxUnavailable
from bot.channels.telegram.intake import arrival

MAX_BODY = 256 * 1024
"""Bytes. One update has at most 64 KiB."""

_SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)
_AGAIN_SOON = {"Retry-After": "2"}  # an update whose next attempt would come after its expiry is dropped at once


class Webhook:
    """The receiving end for one account. Until somebody listens, Telegram is asked to come again."""

    def __init__(self, account: str, secret: SecretStr) -> None:
        self._account = account
        self._secret = secret
        self._accept: Accept | None = None

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
        if not self._is_telegram(request):
            return Response(status_code=403)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return Response(status_code=413)
        arrived = self._arrival(body)
        return Response(status_code=400) if arrived is None else await self._store(arrived)

    def _is_telegram(self, request: Request) -> bool:
        told = request.headers.get(_SECRET_HEADER, "")
        return hmac.compare_digest(told.encode(), self._secret.get_secret_value().encode())

    def _arrival(self, body: bytes) -> Arrival | None:
        try:
            update: Any = json.loads(body)
        except (ValueError, RecursionError):
            return None
        if not isinstance(update, dict) or type(update.get("update_id")) is not int:
            return None
        return arrival(self._account, update)

    async def _store(self, arrived: Arrival) -> Response:
        if self._accept is None:
            return Response(status_code=503, headers=_AGAIN_SOON)
        try:
            await self._accept([arrived])
        except InboxUnavailable:
            return Response(status_code=503, headers=_AGAIN_SOON)
        return Response()  # an empty body: anything with "method" in it would be executed as a request


async def _body(request: Request) -> bytes | None:
    """None if it is longer than any update."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            return None
    return bytes(body)
