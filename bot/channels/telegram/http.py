"""The connections to the Bot API: pools, patience, and one set of certificates for all accounts."""

from __future__ import annotations

import ssl
from functools import cache
from typing import Any, TypedDict

import httpx
from telegram.request import HTTPXRequest

_CONNECT = 10.0
_READ = 20.0
_UPLOAD = 60.0
_SENDS_AT_ONCE = 32
_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


def sending(root: str, proxy: str | None) -> HTTPXRequest:
    """The library's 5 s to read and 1 s for a free connection are too short: each early timeout would leave a
    message of which nobody knows whether it arrived."""
    return _request(root, proxy, _SENDS_AT_ONCE)


def polling(root: str, proxy: str | None) -> HTTPXRequest:
    return _request(root, proxy, 1)


def fetching(root: str, proxy: str | None) -> httpx.AsyncClient:
    """For files, which the library would hold whole in memory."""
    timeout = httpx.Timeout(_READ, connect=_CONNECT)
    return httpx.AsyncClient(proxy=proxy, timeout=timeout, **_habits(root))


def _request(root: str, proxy: str | None, connections: int) -> HTTPXRequest:
    habits: dict[str, Any] = {**_habits(root)}
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=_CONNECT,
        pool_timeout=_CONNECT,
        read_timeout=_READ,
        write_timeout=_READ,
        media_write_timeout=_UPLOAD,
        proxy=proxy,
        httpx_kwargs=habits,
    )


class _Habits(TypedDict):
    verify: ssl.SSLContext
    trust_env: bool


def _habits(root: str) -> _Habits:
    """A proxy of the environment (HTTP_PROXY) is for the world outside, not for a sandbox on this machine."""
    return {"verify": _certificates(), "trust_env": httpx.URL(root).host not in _THIS_MACHINE}


@cache
def _certificates() -> ssl.SSLContext:
    """Loading them costs tens of milliseconds and megabytes, so once for the process."""
    return httpx.create_ssl_context()
