"""getUpdates with all its rules: forgetting, clamping, impatience, and one poller at a time."""

from __future__ import annotations

from typing import Any

from sandbox.realtime import RealTime
from sandbox.telegram.call import Call, answers
from sandbox.telegram.errors import conflict
from sandbox.telegram.queue import Poller, UpdateQueue, Waiting

LONGEST = 50
LARGEST = 100
WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
SECOND_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"


@answers("getUpdates")
async def get_updates(call: Call) -> list[dict[str, Any]]:
    queue, real = call.bot.queue, call.world.real
    if call.bot.id in call.world.webhooks:
        raise conflict(WEBHOOK_SET)
    if "allowed_updates" in call:
        queue.allowed = frozenset(call["allowed_updates"])
    offset = call.get("offset", 0)
    limit = min(max(call.get("limit", LARGEST), 1), LARGEST)
    timeout = min(max(call.get("timeout", 0), 0), LONGEST)
    limit, timeout = queue.patience.judge(offset, limit, timeout, real.now())
    poller = Poller()
    queue.take_over(poller, conflict(SECOND_POLLER))
    queue.confirm(offset)
    return [item.body for item in await _batch(queue, poller, limit, real, real.now() + timeout)]


async def _batch(queue: UpdateQueue, poller: Poller, limit: int, real: RealTime, deadline: float) -> list[Waiting]:
    """Waits for the first update. A poller that goes away meanwhile takes nothing with it."""
    try:
        while not (batch := queue.waiting()[:limit]) and not poller.closed:
            poller.wake.clear()
            if not await real.wait(poller.wake, deadline - real.now()):
                break
    finally:
        if queue.poller is poller:
            queue.poller = None
    if poller.verdict:
        raise poller.verdict
    return batch
