"""Fetching what people sent: from Zalo's own hosts only, in chunks, never over the limit, never a web page.

The addresses are public and expire, and they come from outside: without the list of hosts, a forged one could make
us ask our own network for something.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

import httpx

from bot.channels.base import SendFailed, Why
from bot.channels.connections import is_this_machine
from domain.messaging.messages import FileRef

_CHUNK = 64 * 1024
_KINDS = ("image/", "audio/", "video/", "application/", "text/plain", "text/csv", "binary/")


@dataclass(frozen=True, slots=True)
class MediaRules:
    """`hosts` as patterns (*.zdn.vn); `max_bytes` of one file."""

    hosts: Sequence[str]
    max_bytes: int

    def allow(self, address: str) -> bool:
        try:
            url = httpx.URL(address)
        except (httpx.InvalidURL, TypeError):
            return False
        known = any(fnmatchcase(url.host, pattern) for pattern in self.hosts)
        return known and (url.scheme == "https" or is_this_machine(address)) and not url.userinfo


async def download(http: httpx.AsyncClient, file: FileRef, rules: MediaRules) -> AsyncIterator[bytes]:
    """`file.id` is the address. Raises `SendFailed`: `REFUSED` if it is gone, too big or not Zalo's; else `LATER`."""
    if not rules.allow(file.id):
        raise SendFailed(Why.REFUSED, "the file is on no host of the list")
    received = 0
    try:
        async with http.stream("GET", file.id) as answer:
            _check(answer)
            async for chunk in answer.aiter_bytes(_CHUNK):
                received += len(chunk)
                if received > rules.max_bytes:
                    raise SendFailed(Why.REFUSED, "the file is too big")
                yield chunk
    except httpx.HTTPError as error:
        raise SendFailed(Why.LATER, f"download: {type(error).__name__}") from None


def _check(answer: httpx.Response) -> None:
    if answer.status_code >= httpx.codes.INTERNAL_SERVER_ERROR:
        raise SendFailed(Why.LATER, f"download: HTTP {answer.status_code}")
    if answer.status_code != httpx.codes.OK:  # a redirection leads who knows where
        raise SendFailed(Why.REFUSED, f"download: HTTP {answer.status_code}")
    if not answer.headers.get("Content-Type", "application/octet-stream").lower().startswith(_KINDS):
        raise SendFailed(Why.REFUSED, "download: not a kind of file that is kept")
