"""What all connections to messengers share: one set of certificates, and no proxy for this machine."""

from __future__ import annotations

import ssl
from functools import cache
from typing import TypedDict

import httpx

_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}


class Habits(TypedDict):
    verify: ssl.SSLContext
    trust_env: bool


def habits(root: str) -> Habits:
    """A proxy of the environment (HTTP_PROXY) is for the world outside, not for a sandbox on this machine."""
    return {"verify": _certificates(), "trust_env": not is_this_machine(root)}


def is_this_machine(address: str) -> bool:
    return httpx.URL(address).host in _THIS_MACHINE


@cache
def _certificates() -> ssl.SSLContext:
    """Loading them costs tens of milliseconds and megabytes, so once for the process."""
    return httpx.create_ssl_context()
