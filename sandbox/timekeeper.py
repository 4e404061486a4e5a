"""The movable clock: what the messages' dates say, and how the page moves it."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

SATURDAY = 5


class UnknownStep(ValueError):
    """This clock has no such step."""


class Timekeeper(Protocol):
    """The page's clock. `stopped_at` in an answer lists the moments (ISO) at which something happened."""

    timezone: str

    def now(self) -> datetime:
        """The moment, aware."""
        ...

    async def move_to(self, moment: datetime) -> dict[str, Any]:
        """Returns {"stopped_at": [...]}."""
        ...

    async def step(self, name: str) -> dict[str, Any]:
        """Returns {"stopped_at": [...]}. Raises `UnknownStep`."""
        ...


class PlainTimekeeper:
    """Goes with the machine's clock, ahead or behind. Knows weekdays, but neither holidays nor reminders."""

    def __init__(self, timezone: str = "Asia/Ho_Chi_Minh", start: datetime | None = None) -> None:
        self.timezone = timezone
        self._ahead = timedelta()
        if start:
            self._ahead = start - self._machine()

    def now(self) -> datetime:
        return self._machine() + self._ahead

    async def move_to(self, moment: datetime) -> dict[str, Any]:
        self._ahead = moment - self._machine()
        return {"stopped_at": [moment.isoformat()]}

    async def step(self, name: str) -> dict[str, Any]:
        if name != "next_working_day":
            raise UnknownStep(name)
        return await self.move_to(self._next_weekday())

    def _next_weekday(self) -> datetime:
        day = self.now().astimezone(ZoneInfo(self.timezone)) + timedelta(days=1)
        while day.weekday() >= SATURDAY:
            day += timedelta(days=1)
        return day

    def _machine(self) -> datetime:
        return datetime.fromtimestamp(time.time(), UTC)
