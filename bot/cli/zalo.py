"""`nhipdan zalo …`: what an operator asks of Zalo by hand, and nothing does by itself."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Coroutine
from typing import Annotated, Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import typer

from bot.account_map import ZaloBotAccount
from bot.channels.base import ChannelStopped
from bot.cli.common import fail
from bot.cli.our_accounts import one_of
from bot.cli.run import TROUBLE
from bot.clock import SystemClock
from bot.reading.plan_files import PlanProblems
from bot.settings import Settings, SettingsWrong, read_settings
from bot.world import ZALO_BOT, ZALO_OA
from storage.database import Database, DatabaseUnusable

app = typer.Typer(no_args_is_help=True)

_Result = TypeVar("_Result")


@app.callback()
def zalo() -> None:
    """Zalo Bot and Zalo Official Account."""


@app.command()
def check() -> None:
    """One line each: what is configured, what the account may do, what is missing and how to get it."""
    from bot.zalo_check import check_all

    findings = _done(check_all)
    for finding in findings:
        typer.echo(f"{'ok     ' if finding.well else 'MISSING'} {finding.about}: {finding.says}")
    if not all(finding.well for finding in findings):
        raise typer.Exit(TROUBLE)


@app.command()
def consent(
    callback: Annotated[str, typer.Argument(help="The callback address saved in the app at developers.zalo.me.")],
    token: Annotated[
        bool, typer.Option("--token", help="Type a refresh token of the console's API Explorer instead.")
    ] = False,
    account: Annotated[str, typer.Option(help="Which Official Account; needed where there are several.")] = "",
) -> None:
    """Let an admin of the Official Account consent, and keep the first pair of tokens."""
    _done(lambda settings: _consent(settings, account, callback, by_token=token))
    typer.echo("The pair of tokens is kept. A running bot uses it within a minute.")


@app.command()
def webhook(
    url: Annotated[
        str, typer.Argument(help="The public HTTPS address of this machine; '-' takes the bots' webhooks away.")
    ],
    account: Annotated[str, typer.Option(help="Only the account of this name.")] = "",
) -> None:
    """Tell Zalo to deliver each bot's updates to URL/zalo_bot/<account>; shows where each OA's events belong."""
    for line in _done(lambda settings: _webhooks(settings, account, url)):
        typer.echo(line)


def _done(command: Callable[[Settings], Coroutine[Any, Any, _Result]]) -> _Result:
    """Ends the command with one line where something is wrong."""
    try:
        return asyncio.run(command(read_settings()))
    except (SettingsWrong, ChannelStopped, DatabaseUnusable, PlanProblems) as trouble:
        fail(str(trouble), TROUBLE)


async def _consent(settings: Settings, account: str, callback: str, *, by_token: bool) -> None:
    from bot.accounts import accounts_of, open_zalo_oa
    from bot.channels.zalo.calls import ZaloError
    from bot.channels.zalo_oa.oauth import ConsentNeeded
    from bot.keys import keys_of
    from bot.vault import StoredVault

    accounts = accounts_of(settings).zalo_oa
    name = one_of(accounts, account, ZALO_OA)
    channel = open_zalo_oa(settings, name, accounts[name])
    database = await Database.open(settings.database)
    now, verifier = SystemClock().now(), secrets.token_urlsafe(32)
    try:
        if by_token:
            spent = typer.prompt("Refresh token", hide_input=True)
            pair = await channel.oauth.refresh(spent, now)
        else:
            typer.echo(
                f"An admin of the OA opens and consents:\n{channel.oauth.consent_address(callback, verifier)}"
            )
            pair = await channel.oauth.redeem(_code(typer.prompt("The address it led to")), verifier, now)
        await StoredVault(database, keys_of(settings), ZALO_OA, name).keep(pair)
    except (ConsentNeeded, ZaloError) as error:
        raise SettingsWrong(f"no tokens: {error}") from None
    finally:
        await channel.close()
        await database.close()


def _code(address: str) -> str:
    """The code of …?code=…, or the code itself."""
    return parse_qs(urlsplit(address.strip()).query).get("code", [address.strip()])[0]


async def _webhooks(settings: Settings, only: str, url: str) -> list[str]:
    from bot.accounts import accounts_of

    accounts, base, away = accounts_of(settings), url.rstrip("/"), url == "-"
    bots = {name: bot for name, bot in accounts.zalo_bot.items() if only in ("", name)}
    official = [name for name in accounts.zalo_oa if only in ("", name) and not away]
    lines = [f"Enter in the webhook screen of the OA {name}: {base}/{ZALO_OA}/{name}" for name in official]
    lines += [
        await _webhook(settings, name, bot, "" if away else f"{base}/{ZALO_BOT}/{name}")
        for name, bot in bots.items()
    ]
    return lines or [f"no Zalo account {only!r} is configured: set NHIPDAN_ZALO_BOT_TOKEN, or NHIPDAN_ACCOUNTS"]


async def _webhook(settings: Settings, name: str, bot: ZaloBotAccount, address: str) -> str:
    from bot.accounts import open_zalo_bot
    from bot.channels.zalo.calls import ZaloError

    if address and not bot.webhook_secret:
        raise SettingsWrong(f"the bot {name} has no webhook_secret: set NHIPDAN_ZALO_BOT_WEBHOOK_SECRET")
    channel = open_zalo_bot(settings, name, bot)
    try:
        if not (address and bot.webhook_secret):
            await channel.delete_webhook()
            return f"Zalo waits for polling of the bot {name}."
        told = await channel.set_webhook(address, bot.webhook_secret)
        outcome = told.get("verification", {}).get("outcome", "not told") if isinstance(told, dict) else "not told"
        return f"Zalo delivers to {address}; its probe: {outcome}"
    except ZaloError as error:
        raise SettingsWrong(f"Zalo refused the bot {name}: {error}") from None
    finally:
        await channel.close()
