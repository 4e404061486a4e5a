"""The courier: carries webhook bodies to an account's own address, in order, and writes down how it went."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

LOOPBACK = ("127.0.0.1", "localhost")
KEPT = 10_000
OK = range(200, 300)


@dataclass(frozen=True, slots=True)
class Delivery:
    """`status` is the answer's, or 0 with the `error` that came instead; `attempt` counts from 0."""

    account: str
    event: str
    status: int
    error: str = ""
    attempt: int = 0

    @property
    def taken(self) -> bool:
        return self.status in OK


@dataclass(frozen=True, slots=True)
class Parcel:
    account: str
    event: str
    url: str
    body: bytes
    headers: dict[str, str]
    patience: float  # seconds of this machine's time for an answer


class Courier:
    """Nothing leaves this machine: an address elsewhere is unreachable."""

    def __init__(self) -> None:
        self.deliveries: deque[Delivery] = deque(maxlen=KEPT)
        self._errands: set[asyncio.Task[Any]] = set()
        self._turns: dict[str, asyncio.Lock] = {}

    def turn(self, account: str) -> asyncio.Lock:
        """Held while something new is carried: an account gets one after another."""
        return self._turns.setdefault(account, asyncio.Lock())

    def run(self, errand: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def carry(self, parcel: Parcel, attempt: int = 0) -> Delivery:
        status, error = await _post(parcel)
        delivery = Delivery(parcel.account, parcel.event, status, error, attempt)
        self.deliveries.append(delivery)
        return delivery

    async def close(self) -> None:
        errands = [errand for errand in self._errands if errand is not asyncio.current_task()]
        for errand in errands:
            errand.cancel()
        await asyncio.gather(*errands, return_exceptions=True)
        self._turns.clear()


async def _post(parcel: Parcel) -> tuple[int, str]:
    if urlsplit(parcel.url).hostname not in LOOPBACK:
        return 0, "unreachable"
    try:
        async with httpx.AsyncClient(timeout=parcel.patience, trust_env=False) as client:
            answer = await client.post(parcel.url, content=parcel.body, headers=parcel.headers)
    except httpx.TimeoutException:
        return 0, "timeout"
    except httpx.HTTPError:
        return 0, "conn"
    return answer.status_code, ""
