"""Webhooks: one update in flight per lane, retried with growing pauses until it is taken or dies."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from sandbox.realtime import RealTime
from sandbox.telegram.queue import UpdateQueue, Waiting

ANSWER_WITHIN = 60.0
FIRST_PAUSE = 1.0
LONGEST_PAUSE = (60.0, 120.0)
LONGEST_RETRY_AFTER = 3600
GONE = 410
GONE_FOR_GOOD = 23 * 3600.0


@dataclass(frozen=True, slots=True)
class Hook:
    url: str
    secret: str
    max_connections: int


class Host(Protocol):
    """What a webhook needs of the world around it."""

    def date(self) -> int:
        """Unix seconds by the movable clock."""
        ...

    def silent_until(self) -> float:
        """Real time before which nothing is delivered."""
        ...

    async def execute(self, method: str, parameters: dict[str, Any]) -> None:
        """Carries out the request that an answer held."""
        ...

    def gone(self) -> None:
        """The receiver is gone for good: the webhook is no longer set."""
        ...


class Webhook:
    """Serves one bot's queue."""

    def __init__(self, hook: Hook, queue: UpdateQueue, real: RealTime, host: Host) -> None:
        self.hook = hook
        self.last_error: dict[str, Any] = {}
        self._queue, self._real, self._host = queue, real, host
        self._client = httpx.AsyncClient(timeout=ANSWER_WITHIN * real.scale, trust_env=False)
        self._connections = asyncio.Semaphore(hook.max_connections)
        self._lanes: dict[str, asyncio.Task[None]] = {}
        self._gone_since: float | None = None
        self._closed = False

    def open(self) -> None:
        self._queue.on_new = self._start_lane
        for item in self._queue.waiting():
            self._start_lane(item)

    async def close(self) -> None:
        self._closed = True
        self._queue.on_new = None
        lanes = [lane for lane in self._lanes.values() if lane is not asyncio.current_task()]
        for lane in lanes:
            lane.cancel()
        await asyncio.gather(*lanes, return_exceptions=True)
        await self._client.aclose()

    def _start_lane(self, item: Waiting) -> None:
        if item.lane not in self._lanes:
            self._lanes[item.lane] = asyncio.create_task(self._serve(item.lane))

    async def _serve(self, lane: str) -> None:
        while not self._closed and (item := next((i for i in self._queue.waiting() if i.lane == lane), None)):
            await self._deliver(item)
        self._lanes.pop(lane, None)

    async def _deliver(self, item: Waiting) -> None:
        """Returns when the update was taken or can no longer be. One waiting at the close goes on waiting."""
        pause = FIRST_PAUSE
        while not self._closed:
            await self._real.sleep(self._host.silent_until() - self._real.now())
            asked = await self._attempt(item)
            if asked is None:
                break
            wait = asked or pause
            if self._real.now() + wait >= item.expires:
                break
            await self._real.sleep(wait)
            pause = min(pause * 2, random.uniform(*LONGEST_PAUSE))  # noqa: S311
        else:
            return
        self._queue.drop(item)

    async def _attempt(self, item: Waiting) -> float | None:
        """None when taken, else the seconds after which the receiver wants it again; 0 where it does not say."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.hook.secret} if self.hook.secret else {}
        try:
            async with self._connections:
                answer = await self._client.post(self.hook.url, json=item.body, headers=headers)
        except httpx.TimeoutException:
            return self._failed("Read timeout expired")
        except httpx.HTTPError as error:
            return self._failed(f"Connection failed: {type(error).__name__}")
        if answer.is_success:
            self._gone_since = None
            await self._execute(answer)
            return None
        self._failed(f"Wrong response from the webhook: {answer.status_code} {answer.reason_phrase}")
        await self._note_gone(answer.status_code)
        return _retry_after(answer)

    def _failed(self, why: str) -> float:
        self.last_error = {"last_error_date": self._host.date(), "last_error_message": why}
        return 0.0

    async def _execute(self, answer: httpx.Response) -> None:
        """A body with `method` is a request of the bot's."""
        if answer.content and answer.headers.get("content-type", "").startswith("application/json"):
            body = answer.json()
            if isinstance(body, dict) and "method" in body:
                await self._host.execute(body.pop("method"), body)

    async def _note_gone(self, status: int) -> None:
        """410 for 23 hours closes the webhook."""
        self._gone_since = (self._gone_since or self._real.now()) if status == GONE else None
        if self._gone_since is not None and self._real.now() - self._gone_since > GONE_FOR_GOOD:
            self._host.gone()
            await self.close()


def _retry_after(answer: httpx.Response) -> float:
    asked = answer.headers.get("retry-after", "")
    return float(min(int(asked), LONGEST_RETRY_AFTER)) if asked.isdigit() else 0.0
