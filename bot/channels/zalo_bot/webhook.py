"""Zalo delivers to us: a secret in a header, no signature, one update a request (zalo.md, 2.5)."""

from __future__ import annotations

from pydantic import SecretStr
from starlette.requests import Request

from bot.channels.base import Arrival
from bot.channels.receiving import Forged, Receiver, has_secret, object_in
from bot.channels.zalo_bot.decode import arrival

SECRET_HEADER = "X-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)


def receiver(account: str, secret: SecretStr) -> Receiver:
    """An empty request is a probe: confirmed whoever asks, and nothing done."""

    def is_zalo(request: Request) -> bool:
        return has_secret(request, SECRET_HEADER, secret)

    def admit(request: Request) -> bool:
        return is_zalo(request) or request.headers.get("Content-Length") == "0"

    def read(body: bytes, request: Request) -> Arrival | None:
        if not body:
            return None
        if not is_zalo(request):
            raise Forged
        return arrival(account, object_in(body))

    return Receiver(admit, read)
