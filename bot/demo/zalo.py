"""Zalo in the demo, all of the sandbox: a bot that is polled and an Official Account with buttons for all communes,
and an Official Account of its own for some."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
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
from sandbox.zalo.oa.account import Hook, new_account
from sandbox.zalo.oa.templates import new_template
from sandbox.zalo.oa.tokens import ACCESS_LIVES
from storage.messaging.tokens import TokenPair

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


def add_own_accounts(sandbox: Sandbox, communes: Mapping[str, str], file: Path) -> None:
    """`communes`: id → the name of its Official Account. Writes the file that tells the bot of them."""
    tables = []
    for number, (commune, name) in enumerate(communes.items()):
        app = OaApp(f"{OA_APP.id}{number}", OA_APP.secret, OA_APP.webhook_key)
        sandbox.zalo.add(new_account(f"{OA}_{commune}", name, app))
        tables.append(
            f'[{ZALO_OA}.{commune}]\ncommunes = ["{commune}"]\napp_id = "{app.id}"\n'
            f'app_secret = "{app.secret}"\nsecret_key = "{app.webhook_key}"\n'
        )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text("\n".join(tables), "utf-8")


def doors(sandbox: Sandbox) -> tuple[ZaloDoor, ZaloDoor]:
    return (
        ZaloDoor(sandbox, (ZALO_BOT, MAIN), BOT, "zalo-bot"),
        ZaloDoor(sandbox, (ZALO_OA, MAIN), OA, "zalo-oa"),
    )


def own_doors(sandbox: Sandbox) -> list[ZaloDoor]:
    keys = [account.key for account in sandbox.zalo.official_accounts if account.key != OA]
    return [ZaloDoor(sandbox, (ZALO_OA, _account_of(key)), key, "zalo-oa") for key in keys]


def _account_of(key: str) -> str:
    """What the bot calls an Official Account of the sandbox."""
    return key.removeprefix(f"{OA}_") if key != OA else MAIN


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
    """What an operator does once: the admins' consent, and the addresses of the webhooks. Before `app.run`."""
    web.mount(HOOKS, create_web(app))
    now = app.clock.now()
    for official in sandbox.zalo.official_accounts:
        given, account = official.tokens.grant(sandbox.real), _account_of(official.key)
        pair = TokenPair(given.access, given.refresh, now, now + timedelta(seconds=ACCESS_LIVES))
        await StoredVault(app.database, app.keys, ZALO_OA, account).keep(pair)
        official.hook = Hook(f"{address}{HOOKS}/{ZALO_OA}/{account}")
