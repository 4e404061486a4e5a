"""The connection under a request: noticing that the client hung up, cutting it as a broken network would."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

Result = TypeVar("Result")


class ConnectionDropped(Exception):
    """There is no connection to drop here; a server over TCP drops it."""


async def while_connected(request: Request, call: Awaitable[Result], otherwise: Result) -> Result:
    """A client that hangs up ends its wait; what it would have got stays."""
    work = asyncio.ensure_future(call)
    hung_up = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait({work, hung_up}, return_when=asyncio.FIRST_COMPLETED)
        return await work if work.done() else otherwise
    finally:
        for task in (work, hung_up):
            task.cancel()


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def drop(request: Request) -> Response:
    transport = request.scope.get("state", {}).get("transport")
    if transport is None:
        raise ConnectionDropped
    transport.abort()
    await asyncio.sleep(0)
    return Response()
