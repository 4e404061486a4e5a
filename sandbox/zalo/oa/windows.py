"""Reply windows: free for 48 hours after the person's last interaction, paid for up to 7 days, then closed."""

from __future__ import annotations

from sandbox.zalo.model import Chat
from sandbox.zalo.oa.account import Purse
from sandbox.zalo.oa.errors import no_follower, out_of_quota, window_closed

HOUR = 3_600_000  # milliseconds
FREE = 48 * HOUR
OPEN = 7 * 24 * HOUR


def spend(purse: Purse, chat: Chat, now: int, *, timed: bool = True) -> None:
    """Counts one message to the person. Raises `OaError`, and counts nothing, where it may not be sent."""
    if chat.last_interaction is None:
        raise no_follower()
    age = now - chat.last_interaction if timed else 0
    if age > OPEN:
        raise window_closed()
    used_up = bool(purse.free_per_window) and chat.answers >= purse.free_per_window
    if age > FREE or used_up:
        if not purse.paid:
            raise out_of_quota()
        purse.charged += 1
    chat.answers += 1
