"""The sandbox as a server on this machine: starts, says where it is, stops cleanly."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

HOST = "127.0.0.1"
PATIENCE = 2  # seconds for open connections to end


class DroppableProtocol(H11Protocol):
    """Lets the application reach its connection, so that a fault can cut it."""

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self.app_state = {**self.app_state, "transport": transport}


class Server(uvicorn.Server):
    """Leaves the signals to whoever runs it, and says when it is ready."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()


@asynccontextmanager
async def serve(app: Starlette, port: int = 0) -> AsyncIterator[str]:
    """Yields the address, such as http://127.0.0.1:8765. Port 0 takes a free one. Raises `OSError` if taken."""
    async with running(app, port) as address:
        app.state.world.address = address
        try:
            yield address
        finally:
            await app.state.world.close()


@asynccontextmanager
async def running(app: ASGIApp, port: int = 0) -> AsyncIterator[str]:
    """Serves any application; open connections have `PATIENCE` seconds to end when the block is left."""
    listener = socket.create_server((HOST, port))
    # Connections inherit it. asyncio sets it only on sockets whose protocol is named, which accepted ones' is not,
    # and an answer in two parts then waits 40 ms for the first to be acknowledged.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    config = uvicorn.Config(
        app,
        http=DroppableProtocol,
        ws="none",
        lifespan="off",
        access_log=False,  # its lines would hold tokens
        log_config=None,
        timeout_graceful_shutdown=PATIENCE,
    )
    server = Server(config)
    serving = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        await server.ready.wait()
        yield f"http://{HOST}:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
