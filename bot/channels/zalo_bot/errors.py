"""What each error of the Bot Platform means for the message that was to be sent (zalo.md, 2.2)."""

from __future__ import annotations

from bot.channels.base import SendFailed, Why
from bot.channels.zalo.calls import ZaloError

_CODES = {
    400: Why.REFUSED,
    401: Why.STOPPED,
    403: Why.UNKNOWN,  # "Internal server error" in Zalo's own words
    404: Why.REFUSED,
    408: Why.UNKNOWN,
    413: Why.REFUSED,
    429: Why.QUOTA,
}


def failure(error: ZaloError) -> SendFailed:
    """Whatever may have been delivered is `UNKNOWN`: there is no key by which sending twice would be once."""
    return SendFailed(_why(error), str(error))


def _why(error: ZaloError) -> Why:
    if not error.left:
        return Why.LATER
    return Why.UNKNOWN if error.code is None else _CODES.get(error.code, Why.UNKNOWN)
