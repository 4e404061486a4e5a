"""What the links and QR codes carry: an invitation, a commune, a petition's code."""

from __future__ import annotations

from typing import NamedTuple

INVITATION, COMMUNE, STATUS = "i", "c", "t"


def opened_by(link: str) -> str:
    """What a camera is to read of a link: what stands behind a # no messenger takes from an address, it is typed."""
    return link.partition("#")[0]


class Payload(NamedTuple):
    """At most 64 characters of A-Z, a-z, 0-9, _ and - in a Telegram link."""

    what: str
    value: str


def payload(what: str, value: str) -> str:
    return f"{what}_{value}"


def read_payload(text: str) -> Payload | None:
    """None for anything that is not one of ours, forged or garbled."""
    what, mark, value = text.strip().partition("_")
    return Payload(what, value) if mark and value and what in (INVITATION, COMMUNE, STATUS) else None
