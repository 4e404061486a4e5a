"""Holding floods back: token buckets in memory, on monotonic seconds.

Tight for one session, generous for one address (a whole office, a whole hamlet behind one mobile mast), and a ceiling
for everybody together, so that one flood cannot fill the disk or the queues.
"""

from __future__ import annotations

import ipaddress
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from starlette.requests import Request

_MOST_KEYS = 20_000
_IPV6_NETWORK = 64  # bits: what one household is given
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Rate:
    """`burst` at once, then `per_second`."""

    per_second: float
    burst: float


@dataclass(frozen=True, slots=True)
class Rates:
    """Messages and look-ups by session, by address and together; pages shown by address and together; bytes sent;
    and how many forms may be on their way at once, so that slow senders keep nobody else out."""

    session: Rate = Rate(0.25, 10)
    address: Rate = Rate(2, 150)
    everybody: Rate = Rate(20, 400)
    pages: Rate = Rate(10, 400)
    all_pages: Rate = Rate(100, 1500)
    bytes_from_address: Rate = Rate(1 * MEGABYTE, 200 * MEGABYTE)
    all_bytes: Rate = Rate(4 * MEGABYTE, 1000 * MEGABYTE)
    at_once_from_address: int = 40
    at_once: int = 400


class Buckets:
    """One bucket for each key; a key that was long silent is forgotten, which leaves it a full bucket."""

    def __init__(self, rate: Rate, monotonic: Callable[[], float]) -> None:
        self._rate = rate
        self._monotonic = monotonic
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, key: str = "", cost: float = 1.0) -> bool:
        """False, and nothing taken, where there is not so much left."""
        now = self._monotonic()
        held, since = self._left.pop(key, (self._rate.burst, now))
        held = min(self._rate.burst, held + (now - since) * self._rate.per_second)
        enough = held >= cost
        self._left[key] = (held - cost if enough else held, now)
        if len(self._left) > _MOST_KEYS:
            self._left.popitem(last=False)
        return enough


class Flood:
    """Each question takes its share, and tells whether there was enough."""

    def __init__(self, rates: Rates | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        rates = rates or Rates()
        self._rates = rates
        self._on_their_way: Counter[str] = Counter()
        self._session = Buckets(rates.session, monotonic)
        self._address = Buckets(rates.address, monotonic)
        self._everybody = Buckets(rates.everybody, monotonic)
        self._pages = Buckets(rates.pages, monotonic)
        self._all_pages = Buckets(rates.all_pages, monotonic)
        self._bytes = Buckets(rates.bytes_from_address, monotonic)
        self._all_bytes = Buckets(rates.all_bytes, monotonic)

    def shows_page(self, address: str) -> bool:
        return self._pages.take(network(address)) and self._all_pages.take()

    def takes_body(self, address: str, length: int) -> bool:
        return self._bytes.take(network(address), length) and self._all_bytes.take(cost=length)

    @contextmanager
    def one_more(self, address: str) -> Iterator[bool]:
        """Whether one more form may be on its way; it counts until the block ends."""
        key, ways = network(address), self._on_their_way
        room = ways[key] < self._rates.at_once_from_address and ways.total() < self._rates.at_once
        ways[key] += room
        try:
            yield room
        finally:
            ways[key] -= room
            if not ways[key]:
                del ways[key]

    def hears(self, address: str, session: str = "") -> bool:
        """A message, or without a session a look-up."""
        patient = not session or self._session.take(session)
        return patient and self._address.take(network(address)) and self._everybody.take()


def network(address: str) -> str:
    """What counts as one address: one of IPv4, a /64 of IPv6."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return address
    return str(ipaddress.ip_network((found, _IPV6_NETWORK), strict=False))


def address_of(request: Request) -> str:
    """The browser's own where the server in front of us is on this machine and passes it on (uvicorn reads
    `X-Forwarded-For` from 127.0.0.1)."""
    return request.client.host if request.client else ""
