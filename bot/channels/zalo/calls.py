"""One request to a Zalo interface, and what its failing says of whether it was carried out.

Both interfaces report failure as HTTP 200 with a flag in the body (zalo.md, 0), so no status is trusted alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

from bot.channels.connections import habits

_CONNECT = 10.0
_READ = 20.0
_NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class ZaloError(Exception):
    """`code` is the body's, else the HTTP status; None where there was no answer at all. `left` tells whether the
    request may have reached the other side. Holds no address, since those hold tokens."""

    def __init__(self, method: str, code: int | None, text: str = "", *, left: bool = True) -> None:
        super().__init__(f"{method}: {code} {text[:120]}")
        self.code = code
        self.left = left


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is {} for whatever is no JSON object."""

    status: int
    body: dict[str, Any]


def client(root: str, proxy: str | None = None) -> httpx.AsyncClient:
    return httpx.AsyncClient(proxy=proxy, timeout=httpx.Timeout(_READ, connect=_CONNECT), **habits(root))


async def request(http: httpx.AsyncClient, method: str, name: str, address: str, **more: Any) -> Answer:
    """Raises `ZaloError` without an answer. `name` is what a log may hold of the address."""
    try:
        response = await http.request(method, address, **more)
    except httpx.HTTPError as error:
        left, problem = not isinstance(error, _NEVER_LEFT), type(error).__name__
    else:
        return Answer(response.status_code, _json(response))
    raise ZaloError(name, None, problem, left=left)  # outside: the library's error holds the address


def _json(response: httpx.Response) -> dict[str, Any]:
    try:
        body = response.json()
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def number(value: Any) -> int | None:
    """A code or a count, which Zalo writes as a number or as a string."""
    try:
        return int(value)
    except (TypeError, ValueError):
        return None
