"""`python -m sandbox --port 8081`: a sandbox that stands alone, for trying things by hand."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Annotated

import typer

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World


def main(port: Annotated[int, typer.Option(help="0 takes a free one")] = 8081) -> None:
    """Speaks Telegram's Bot API and both of Zalo's interfaces on this machine until Ctrl-C."""
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(port))


async def _run(port: int) -> None:
    async with serve(create_app(World()), port) as address:
        typer.echo(f"The sandbox is at {address}")
        await asyncio.Event().wait()


if __name__ == "__main__":
    typer.run(main)
