"""What each error of the OA OpenAPI means for the message that was to be sent (zalo.md, 3.3)."""

from __future__ import annotations

from bot.channels.base import SendFailed, Why
from bot.channels.zalo.calls import ZaloError
from bot.channels.zalo_oa.oauth import NoToken

WRONG_KIND_OF_OA = -235
SIGNED_OUT = (-216, -220, -14020, 401)
_MINUTE, _HOUR = 60.0, 3600.0

_CODES: dict[int, tuple[Why, float]] = {
    **dict.fromkeys(SIGNED_OUT, (Why.LOCKED_OUT, 0.0)),
    **dict.fromkeys((-14002, -14003, -209, -212, -223), (Why.LOCKED_OUT, 0.0)),
    -32: (Why.PAUSE_ALL, _MINUTE),
    **dict.fromkeys((-211, -218), (Why.QUOTA, 0.0)),
    -230: (Why.CLOSED, 0.0),
    -234: (Why.LATER, _HOUR),
    -213: (Why.GONE, 0.0),
    **dict.fromkeys((-210, -224, -248, -240, WRONG_KIND_OF_OA), (Why.REFUSED, 0.0)),
    **dict.fromkeys((400, 404, 413), (Why.REFUSED, 0.0)),
}


def failure(error: ZaloError | NoToken) -> SendFailed:
    """Codes that are not in the table may have delivered all the same: `UNKNOWN`."""
    if isinstance(error, NoToken):
        return SendFailed(Why.LOCKED_OUT, str(error))
    if not error.left:
        return SendFailed(Why.LATER, str(error))
    why, wait = _CODES.get(error.code or 0, (Why.UNKNOWN, 0.0))
    return SendFailed(why, str(error), retry_after=wait)


def template_failure(error: ZaloError | NoToken) -> SendFailed:
    """Templates have permissions, a purse and codes of their own, most of which nobody has listed: what refuses one
    says nothing of other messages, and is not asked for again."""
    failed = failure(error)
    if isinstance(error, NoToken) or failed.why in (Why.LATER, Why.PAUSE_ALL) or error.code in SIGNED_OUT:
        return failed
    said_no = error.code is not None and (error.code < 0 or 400 <= error.code < 500)
    return SendFailed(Why.REFUSED if said_no else Why.UNKNOWN, failed.detail)
