"""`nhipdan demo`: everything at once, without a token and without a network."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.common import console, fail
from bot.cli.run import TROUBLE


def demo(
    port: Annotated[int, typer.Option(help="Where the page is.")] = 8080,
    data: Annotated[Path, typer.Option(help="Where its database is kept; emptied first.")] = Path("var/demo"),
) -> None:
    """Run the bot with all plans beside a stand-in for Telegram, and chat with it in the browser."""
    from bot import logs
    from bot.demo.run import run_demo

    logs.set_up(level=logging.WARNING)
    try:
        asyncio.run(run_demo(port, data, console()))
    except OSError as error:
        fail(f"port {port} cannot be used: {error.strerror}", TROUBLE)
