"""`nhipdan telegram …`: what an operator asks of Telegram by hand, and nothing does by itself."""

from __future__ import annotations

import asyncio
from typing import Annotated

import typer
from pydantic import SecretStr

from bot.channels.base import ChannelStopped, SendFailed
from bot.cli.common import fail
from bot.cli.run import TROUBLE
from bot.settings import MAIN, SettingsWrong, read_settings

app = typer.Typer(no_args_is_help=True)


@app.callback()
def telegram() -> None:
    """Webhook or polling."""


@app.command()
def webhook(
    url: Annotated[
        str, typer.Argument(help="The public HTTPS address of this machine; '-' goes back to polling.")
    ],
    account: Annotated[str, typer.Option(help="Which of our accounts.")] = MAIN,
) -> None:
    """Tell Telegram to deliver to URL/telegram/<account>, or with '-' to wait for polling again."""
    try:
        settings = read_settings()
        if account not in settings.accounts():
            raise SettingsWrong(f"no account {account!r}: set NHIPDAN_TELEGRAM_TOKEN")
        secret = settings.telegram_webhook_secret
        if url != "-" and secret is None:
            raise SettingsWrong("NHIPDAN_TELEGRAM_WEBHOOK_SECRET is not set")
        asyncio.run(_set(account, url, secret))
    except (SettingsWrong, ChannelStopped) as trouble:
        fail(str(trouble), TROUBLE)


async def _set(account: str, url: str, secret: SecretStr | None) -> None:
    from bot.channels.telegram.channel import create

    settings = read_settings()
    channel = create(
        settings.accounts()[account].token,
        account,
        base_url=settings.telegram_base_url,
        proxy=settings.telegram_proxy,
    )
    try:
        if url == "-" or secret is None:
            await channel.delete_webhook()
            typer.echo("Telegram waits for polling.")
        else:
            await channel.set_webhook(f"{url.rstrip('/')}/telegram/{account}", secret)
            typer.echo(f"Telegram delivers to {url.rstrip('/')}/telegram/{account}")
    except SendFailed as failed:
        raise SettingsWrong(f"Telegram refused: {failed.detail}") from None
    finally:
        await channel.close()
