"""The connections to the Bot API: pools and patience."""

from __future__ import annotations

from typing import Any

import httpx
from telegram.request import HTTPXRequest

from bot.channels.connections import habits

_CONNECT = 10.0
_READ = 20.0
_UPLOAD = 60.0
_SENDS_AT_ONCE = 32


def sending(root: str, proxy: str | None) -> HTTPXRequest:
    """The library's 5 s to read and 1 s for a free connection are too short: each early timeout would leave a
    message of which nobody knows whether it arrived."""
    return _request(root, proxy, _SENDS_AT_ONCE)


def polling(root: str, proxy: str | None) -> HTTPXRequest:
    return _request(root, proxy, 1)


def fetching(root: str, proxy: str | None) -> httpx.AsyncClient:
    """For files, which the library would hold whole in memory."""
    timeout = httpx.Timeout(_READ, connect=_CONNECT)
    return httpx.AsyncClient(proxy=proxy, timeout=timeout, **habits(root))


def _request(root: str, proxy: str | None, connections: int) -> HTTPXRequest:
    given: dict[str, Any] = {**habits(root)}
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=_CONNECT,
        pool_timeout=_CONNECT,
        read_timeout=_READ,
        write_timeout=_READ,
        media_write_timeout=_UPLOAD,
        proxy=proxy,
        httpx_kwargs=given,
    )
