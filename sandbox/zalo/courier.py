"""The courier: carries webhook bodies to an account's own address, each chat's in order, and writes down how it went."""

from __future__ import annotations

import asyncio
import contextlib
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
    """Of one `lane` a first attempt waits for the one before it; a repeated one waits for nothing."""

    account: str
    event: str
    lane: str
    url: str
    body: bytes
    headers: dict[str, str]
    patience: float  # seconds of this machine's time for an answer


class Courier:
    """Nothing leaves this machine: an address elsewhere is unreachable."""

    def __init__(self) -> None:
        self.deliveries: deque[Delivery] = deque(maxlen=KEPT)
        self._errands: set[asyncio.Task[Any]] = set()
        self._lanes: dict[tuple[str, str], asyncio.Lock] = {}
        self._client: httpx.AsyncClient | None = None

    @property
    def busy(self) -> bool:
        """Whether anything is on its way, or waits to be brought once more."""
        return bool(self._errands)

    def run(self, errand: Coroutine[Any, Any, Any]) -> None:
        task = asyncio.create_task(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    async def carry(self, parcel: Parcel, attempt: int = 0) -> Delivery:
        lane = self._lanes.setdefault((parcel.account, parcel.lane), asyncio.Lock())
        async with contextlib.nullcontext() if attempt else lane:
            status, error = await self._post(parcel)
        delivery = Delivery(parcel.account, parcel.event, status, error, attempt)
        self.deliveries.append(delivery)
        return delivery

    async def close(self) -> None:
        errands = [errand for errand in self._errands if errand is not asyncio.current_task()]
        for errand in errands:
            errand.cancel()
        await asyncio.gather(*errands, return_exceptions=True)
        self._lanes.clear()
        if self._client:
            await self._client.aclose()
            self._client = None

    async def _post(self, parcel: Parcel) -> tuple[int, str]:
        """The answer's status, or 0 and what went wrong."""
        if urlsplit(parcel.url).hostname not in LOOPBACK:
            return 0, "unreachable"
        self._client = self._client or httpx.AsyncClient(trust_env=False)
        try:
            answer = await self._client.post(
                parcel.url, content=parcel.body, headers=parcel.headers, timeout=parcel.patience
            )
        except httpx.TimeoutException:
            return 0, "timeout"
        except httpx.HTTPError:
            return 0, "conn"
        return answer.status_code, ""
