"""Zalo in the demo: a bot that is polled and an Official Account with buttons, both of the sandbox."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from starlette.applications import Starlette

from bot.app import App
from bot.demo.doors import ZaloDoor
from bot.settings import MAIN
from bot.vault import StoredVault
from bot.web import create_web
from bot.world import ZALO_BOT, ZALO_OA
from sandbox.world import World as Sandbox
from sandbox.zalo.bot.account import new_bot
from sandbox.zalo.oa.account import App as OaApp
from sandbox.zalo.oa.account import Hook, OfficialAccount, new_account
from sandbox.zalo.oa.templates import new_template
from sandbox.zalo.oa.tokens import ACCESS_LIVES
from storage.tokens import TokenPair

BOT, OA = "zalo_bot_demo", "zalo_oa_demo"  # the accounts' keys in the sandbox
BOT_TOKEN = "4343:" + "demo-token-of-the-sandbox-bot-only-y"  # opens nothing but the sandbox
OA_APP = OaApp("4444", "demo-app-secret-of-the-sandbox", "demo-webhook-key-of-the-sandbox")
HOOKS = "/nhipdan"
"""Where the bot's own web endpoint is mounted on the sandbox's server."""


def add_accounts(sandbox: Sandbox, name: str) -> None:
    """A bot's name must begin with "Bot"."""
    sandbox.zalo.add(new_bot(BOT, BOT_TOKEN, f"Bot {name}"))
    account = new_account(OA, name, OA_APP)
    sandbox.zalo.add(account)
    for one in _templates().values():
        account.templates[one["id"]] = new_template(one["id"], one["title"], one["words"].strip())


def doors(sandbox: Sandbox) -> tuple[ZaloDoor, ZaloDoor]:
    return (
        ZaloDoor(sandbox, (ZALO_BOT, MAIN), BOT, "zalo-bot"),
        ZaloDoor(sandbox, (ZALO_OA, MAIN), OA, "zalo-oa"),
    )


def settings(address: str) -> dict[str, Any]:
    """For `Settings`, of a sandbox at this address. The sandbox bears a faster pace than Zalo may."""
    return {
        "zalo_bot_token": SecretStr(BOT_TOKEN),
        "zalo_bot_communes": (),
        "zalo_bot_mode": "poll",
        "zalo_bot_api_base": f"{address}/zalo-bot",
        "zalo_bot_max_rps": 25.0,
        "zalo_oa_app_id": OA_APP.id,
        "zalo_oa_app_secret": SecretStr(OA_APP.secret),
        "zalo_oa_secret_key": SecretStr(OA_APP.webhook_key),
        "zalo_oa_communes": (),
        "zalo_oa_api_base": f"{address}/zalo-oa",
        "zalo_oa_oauth_base": f"{address}/zalo-oauth",
        "zalo_oa_buttons": True,
        "zalo_oa_templates": {
            name: {"id": one["id"], "params": one["params"]} for name, one in _templates().items()
        },
        "zalo_proxy": None,
        "zalo_media_hosts": ("127.0.0.1",),
        "zalo_public_media_base": f"{address}{HOOKS}",
    }


def _templates() -> dict[str, dict[str, Any]]:
    """By occasion."""
    return tomllib.loads(Path(__file__).with_name("templates.toml").read_text("utf-8"))


async def connect(app: App, sandbox: Sandbox, web: Starlette, address: str) -> None:
    """What an operator does once: the admin's consent, and the address of the webhook. To be done before `app.run`."""
    account = sandbox.zalo.accounts[OA]
    assert isinstance(account, OfficialAccount)
    given, now = account.tokens.grant(sandbox.real), app.clock.now()
    pair = TokenPair(given.access, given.refresh, now, now + timedelta(seconds=ACCESS_LIVES))
    await StoredVault(app.database, ZALO_OA, MAIN).keep(pair)
    web.mount(HOOKS, create_web(app))
    account.hook = Hook(f"{address}{HOOKS}/{ZALO_OA}/{MAIN}")
