"""A storm over Zalo: every error of its documentation, at random, for a while; and what it did, written down."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sandbox.faults import Faults
from sandbox.zalo.faults import ZaloFault
from tests.running_bot import StoryClock

LEAP = 36.0  # seconds that pass at one look where nobody is busy: an hour of waiting takes a hundred looks
STEP = 0.01  # seconds that pass where somebody is
TICK = 0.000_001  # seconds that pass at every question what time it is
STRIKES = 0.5  # the share of calls that go wrong


def _broken() -> tuple[ZaloFault, ...]:
    return (
        ZaloFault(malformed=True),
        ZaloFault(malformed=True, anyway=True),
        ZaloFault(close="before"),
        ZaloFault(close="after"),
        ZaloFault(delay=0.05),
    )


_BOT = (
    *(ZaloFault(code=code) for code in (400, 403, 404, 408, 429)),
    ZaloFault(code=426, spelling="errorCode"),
    ZaloFault(code=403, status=403),
    ZaloFault(code=403, anyway=True),
    ZaloFault(code=408, anyway=True),
)
_OA_CODES = (-32, -201, -210, -211, -213, -218, -224, -230, -234, -240, -248)
_OA = (*(ZaloFault(code=code) for code in _OA_CODES), ZaloFault(code=-201, anyway=True))

_UPDATES = (*(ZaloFault(code=code) for code in (403, 408, 429)), ZaloFault(malformed=True))
"""Zalo hands an update out once: an answer lost on its way to us would be lost for good, so none is."""

_BOT_WEATHER, _OA_WEATHER = (*_BOT, *_broken()), (*_OA, *_broken())
WEATHER = {
    "sendMessage": _BOT_WEATHER,
    "v3.0/oa/message/cs": _OA_WEATHER,
    "v2.0/oa/message": _OA_WEATHER,
    "getUpdates": _UPDATES,
}
RARELY = {"getUpdates": 0.03}  # after each the channel waits by this machine's clock


@dataclass(frozen=True, slots=True)
class Strike:
    method: str
    fault: ZaloFault

    @property
    def ambiguous(self) -> bool:
        """Carried out, and answered as if it had not been, or not at all."""
        fault = self.fault
        return fault.happens and bool(fault.code or fault.malformed or fault.close)


class Storm(Faults[ZaloFault]):
    """Shuffled like cards, so that every error comes before any comes again."""

    def __init__(self, chance: random.Random) -> None:
        super().__init__()
        self.struck: list[Strike] = []
        self.over = False
        self._chance = chance
        self._decks: dict[tuple[int, ...], list[ZaloFault]] = {}

    def take(self, bot: str, method: str, parameters: dict[str, Any]) -> ZaloFault | None:
        if self.over or method not in WEATHER:
            return super().take(bot, method, parameters)
        if self._chance.random() >= RARELY.get(method, STRIKES):
            return None
        self.struck.append(Strike(method, self._drawn(WEATHER[method])))
        return self.struck[-1].fault

    def spared(self) -> list[ZaloFault]:
        """What a message never met."""
        met = [id(strike.fault) for strike in self.struck]
        return [fault for fault in (*_BOT_WEATHER, *_OA_WEATHER) if id(fault) not in met]

    def _drawn(self, weather: tuple[ZaloFault, ...]) -> ZaloFault:
        deck = self._decks.setdefault(tuple(map(id, weather)), [])
        if not deck:
            deck += self._chance.sample(weather, len(weather))
        return deck.pop()


class HastyClock(StoryClock):
    """Time passes by looks, in leaps where everybody waits for it: a slow machine makes nobody late. No two moments
    are the same, so that what came first can be told."""

    def __init__(self, moment: datetime) -> None:
        super().__init__(moment)
        self._passed = 0.0

    def now(self) -> datetime:
        self._passed += TICK
        return super().now() + timedelta(seconds=self._passed)

    def monotonic(self) -> float:
        return self._passed

    def look(self, *, busy: bool) -> None:
        self._passed += STEP if busy else LEAP
