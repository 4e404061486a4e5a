"""Zalo delivers events to us, signed with the secret key of the webhook screen (zalo.md, 3.5).

What is authentic is confirmed whatever it is: after five failed deliveries Zalo switches the webhook off.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import structlog
from pydantic import SecretStr
from starlette.requests import Request

from bot.channels.base import Arrival
from bot.channels.receiving import Forged, Receiver
from bot.channels.zalo.shapes import at_moment, body_of
from bot.channels.zalo_oa import decode

log = structlog.get_logger(__name__)

SIGNATURE_HEADER, TIMESTAMP_HEADER = "X-ZEvent-Signature", "X-ZEvent-Timestamp"
_FRESH = timedelta(hours=2)
"""Covers the whole ladder of repeated deliveries."""
_TIMESTAMP = re.compile(rb'"timestamp"\s*:\s*"?(\d{1,17})')
_STAMPS_TRIED = 4


Whose = Callable[[Mapping[str, Any]], str | None]
"""Which of our accounts an event is for; None where it is none of ours."""


def receiver(
    account: str, app_id: str, secret_key: SecretStr, now: Callable[[], datetime], whose: Whose
) -> Receiver:
    def admit(request: Request) -> bool:
        return bool(request.headers.get(SIGNATURE_HEADER))

    def read(body: bytes, request: Request) -> Arrival | None:
        stamp = signed_at(
            body, request.headers[SIGNATURE_HEADER], app_id, secret_key.get_secret_value(), _stamps(body, request)
        )
        if stamp is None:
            raise Forged
        if abs(now() - at_moment(stamp)) > _FRESH:
            log.error("zalo_oa.stale_event", account=account)  # repeated by a stranger, or our clock is wrong
            raise Forged
        return _arrival(account, body, whose)

    return Receiver(admit, read)


def signed_at(raw: bytes, signature: str, app_id: str, secret_key: str, stamps: Iterable[str]) -> str | None:
    """The timestamp with which the signature fits: SHA-256, not an HMAC, over the raw bytes; None if it fits with
    none."""
    got = signature.strip().removeprefix("mac=").lower().encode()  # bytes: compare_digest refuses non-ASCII str
    for stamp in stamps:
        want = hashlib.sha256(app_id.encode() + raw + stamp.encode() + secret_key.encode()).hexdigest()
        if hmac.compare_digest(got, want.encode()):
            return stamp
    return None


def _stamps(body: bytes, request: Request) -> list[str]:
    """The documentation signs the body's timestamp, a live test the header's. Found without parsing: what is not
    yet known to be Zalo's is only bytes."""
    told = request.headers.get(TIMESTAMP_HEADER, "")
    found = [stamp.decode() for stamp in _TIMESTAMP.findall(body)]
    return list(dict.fromkeys([*found[-_STAMPS_TRIED:], *([told] if told.isascii() and told.isdigit() else [])]))


def _arrival(account: str, body: bytes, whose: Whose) -> Arrival | None:
    """Stored as it came, but for what no database takes. No event of ours: confirmed and forgotten."""
    raw = body.decode("utf-8", "replace")
    event = body_of(raw)
    if not event:
        return None
    name = whose(event)
    if name is None:
        log.warning("zalo_oa.not_ours", account=account, oa=decode.official_account(event))
        return None
    return decode.arrival(name, raw)
