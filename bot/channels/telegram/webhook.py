"""Telegram delivers to us: a secret in a header, one update a request.

https://core.telegram.org/bots/api#setwebhook
"""

from __future__ import annotations

from pydantic import SecretStr
from starlette.requests import Request

from bot.channels.base import Arrival
from bot.channels.receiving import Receiver, has_secret, object_in
from bot.channels.telegram.intake import arrival

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  (the header's name)


def receiver(account: str, secret: SecretStr) -> Receiver:
    def admit(request: Request) -> bool:
        return has_secret(request, SECRET_HEADER, secret)

    def read(body: bytes, request: Request) -> Arrival:
        update = object_in(body)
        if type(update.get("update_id")) is not int:
            raise ValueError("not an update")
        return arrival(account, update)

    return Receiver(admit, read)
