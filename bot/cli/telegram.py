"""`nhipdan telegram …`: what an operator asks of Telegram by hand, and nothing does by itself."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer

from bot.channels.base import ChannelStopped, SendFailed
from bot.cli.common import fail
from bot.cli.our_accounts import one_of
from bot.cli.run import TROUBLE
from bot.reading.plan_files import PlanProblems
from bot.settings import Settings, SettingsWrong, read_settings
from bot.world import TELEGRAM

app = typer.Typer(no_args_is_help=True)


@app.callback()
def telegram() -> None:
    """Webhook or polling."""


@app.command()
def webhook(
    url: Annotated[
        str, typer.Argument(help="The public HTTPS address of this machine; '-' goes back to polling.")
    ],
    account: Annotated[str, typer.Option(help="Which of our accounts; needed where there are several.")] = "",
) -> None:
    """Tell Telegram to deliver to URL/telegram/<account>, or with '-' to wait for polling again."""
    try:
        typer.echo(asyncio.run(_set(read_settings(), account, url)))
    except (SettingsWrong, PlanProblems, ChannelStopped) as trouble:
        fail(str(trouble), TROUBLE)


async def _set(settings: Settings, account: str, url: str) -> str:
    from bot.accounts import accounts_of, open_telegram

    accounts = accounts_of(settings).telegram
    name = one_of(accounts, account, TELEGRAM)
    secret = accounts[name].webhook_secret
    if url != "-" and secret is None:
        raise SettingsWrong("NHIPDAN_TELEGRAM_WEBHOOK_SECRET is not set")
    channel, address = open_telegram(settings, name, accounts[name]), f"{url.rstrip('/')}/{TELEGRAM}/{name}"
    try:
        if url == "-" or secret is None:
            await channel.delete_webhook()
            return "Telegram waits for polling."
        await channel.set_webhook(address, secret)
        return f"Telegram delivers to {address}"
    except SendFailed as failed:
        raise SettingsWrong(f"Telegram refused: {failed.detail}") from None
    finally:
        await channel.close()
