"""Real time: long polls, lives of updates, rate windows and back-offs run on it, never on the movable clock."""

from __future__ import annotations

import asyncio
import time


class RealTime:
    """Seconds that only go forward. With `scale=0.01` a platform's second lasts 10 ms; `skip` jumps ahead."""

    def __init__(self, scale: float = 1.0) -> None:
        self.scale = scale
        self._skipped = 0.0

    def now(self) -> float:
        return time.monotonic() / self.scale + self._skipped

    def skip(self, seconds: float) -> None:
        self._skipped += seconds

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(max(0.0, seconds) * self.scale)

    async def wait(self, event: asyncio.Event, seconds: float) -> bool:
        """True as soon as the event is set, False once the seconds are over."""
        try:
            async with asyncio.timeout(max(0.0, seconds) * self.scale):
                return await event.wait()
        except TimeoutError:
            return False
