"""Zalo delivers to us: a secret in a header, no signature, one update a request (zalo.md, 2.5)."""

from __future__ import annotations

import hmac
import json

from pydantic import SecretStr
from starlette.requests import Request

from bot.channels.base import Arrival
from bot.channels.zalo.receiving import Forged, Receiver
from bot.channels.zalo_bot.decode import arrival

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)


def receiver(account: str, secret: SecretStr) -> Receiver:
    """An empty request is a probe: confirmed whoever asks, and nothing done."""

    def admit(request: Request) -> bool:
        return _is_zalo(request, secret) or request.headers.get("Content-Length") == "0"

    def read(body: bytes, request: Request) -> Arrival | None:
        if not body:
            return None
        if not _is_zalo(request, secret):
            raise Forged
        update = _object(body)
        return arrival(account, update)

    return Receiver(admit, read)


def _is_zalo(request: Request, secret: SecretStr) -> bool:
    told = request.headers.get(SECRET_HEADER, "")
    return hmac.compare_digest(told.encode(), secret.get_secret_value().encode())


def _object(body: bytes) -> dict[str, object]:
    """Raises `ValueError`."""
    try:
        update = json.loads(body)
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(update, dict):
        raise ValueError("not an object")
    return update
