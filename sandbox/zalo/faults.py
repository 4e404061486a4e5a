"""Faults to order on Zalo's side, where most refusals come as HTTP 200, and some after the thing was done."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Literal

from starlette.requests import Request
from starlette.responses import Response

from sandbox.connection import drop
from sandbox.faults import Order
from sandbox.realtime import RealTime

BAD_GATEWAY = 502


class ZaloFault(Order):
    """`status` is the HTTP status of the answer; `anyway` lets the call happen before its failure is reported."""

    status: int = 0
    spelling: Literal["error_code", "errorCode"] = "error_code"
    anyway: bool = False

    @property
    def happens(self) -> bool:
        return self.anyway or self.close == "after" or not (self.code or self.malformed or self.close)


async def under(
    fault: ZaloFault,
    real: RealTime,
    request: Request,
    work: Callable[[], Awaitable[Response]],
    refuse: Callable[[], Response],
) -> Response:
    """Carries out the call as the fault has it; `refuse` makes the answer where it is one of the API's errors."""
    await real.sleep(fault.delay)
    answer = await work() if fault.happens else refuse()
    if fault.close:
        return await drop(request)
    if fault.malformed:
        return Response("<html>502 Bad Gateway</html>", fault.status or BAD_GATEWAY, media_type="text/html")
    return refuse() if fault.code and fault.anyway else answer
