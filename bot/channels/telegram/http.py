"""The connections to the Bot API: pools, patience, and one set of certificates for all accounts."""

from __future__ import annotations

import ssl
from functools import cache

import httpx
from telegram.request import HTTPXRequest

_CONNECT = 10.0
_READ = 20.0
_SENDS_AT_ONCE = 32


def sending(proxy: str | None) -> HTTPXRequest:
    """The library's 5 s to read and 1 s for a free connection are too short: each early timeout would leave a
    message of which nobody knows whether it arrived."""
    return _request(proxy, _SENDS_AT_ONCE)


def polling(proxy: str | None) -> HTTPXRequest:
    return _request(proxy, 1)


def fetching(proxy: str | None) -> httpx.AsyncClient:
    """For files, which the library would hold whole in memory."""
    timeout = httpx.Timeout(_READ, connect=_CONNECT)
    return httpx.AsyncClient(proxy=proxy, verify=_certificates(), timeout=timeout)


def _request(proxy: str | None, connections: int) -> HTTPXRequest:
    return HTTPXRequest(
        connection_pool_size=connections,
        connect_timeout=_CONNECT,
        read_timeout=_READ,
        write_timeout=_READ,
        pool_timeout=_CONNECT,
        media_write_timeout=3 * _READ,
        proxy=proxy,
        httpx_kwargs={"verify": _certificates()},
    )


@cache
def _certificates() -> ssl.SSLContext:
    """Loading them costs tens of milliseconds and megabytes, so once for the process."""
    return httpx.create_ssl_context()
