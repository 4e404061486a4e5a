"""Running the demo: the sandbox, the bot against it over HTTP, and the cast."""

from __future__ import annotations

import asyncio
import shutil
import signal
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr
from rich.console import Console
from rich.progress import Progress

from bot.accounts import open_channels
from bot.app import App, open_app
from bot.clock import MovableClock
from bot.demo import zalo
from bot.demo.cast import Cast, read_cast
from bot.demo.stage import Stage, reached
from bot.demo.timekeeper import DemoTimekeeper
from bot.reading.plan_files import load_plans
from bot.settings import Settings
from bot.web import create_web
from bot.words.i18n import Words
from bot.world import communes_of
from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World as Sandbox

ACCOUNTS = "accounts.toml"
OWN = 2  # communes with an Official Account of their own
TOKEN = "4242:" + "demo-token-of-the-sandbox-bot-only-x"  # opens nothing but the sandbox


async def run_demo(port: int, data: Path, console: Console) -> None:
    """Until Ctrl-C or SIGTERM. Raises `OSError` if the port is taken."""
    cast = read_cast()
    shutil.rmtree(data, ignore_errors=True)
    sandbox = Sandbox()
    sandbox.add_bot(TOKEN, cast.bot["username"], cast.bot["name"])
    zalo.add_accounts(sandbox, cast.bot["name"])
    clock = MovableClock(cast.start)
    timekeeper = DemoTimekeeper(clock, "Asia/Ho_Chi_Minh")
    stage_set: asyncio.Future[Stage] = asyncio.get_running_loop().create_future()

    async def shown() -> dict[str, object]:
        return await stage_set.result().shown() if stage_set.done() else {"communes": []}

    web = create_app(sandbox, timekeeper=timekeeper, cast=shown, ready=stage_set.done)
    async with serve(web, port) as address:
        settings = demo_settings(address, data)
        zalo.add_own_accounts(sandbox, _first_communes(settings), data / ACCOUNTS)
        async with open_app(settings, open_channels(settings), clock, Words.load()) as app:
            timekeeper.app = app
            await zalo.connect(app, sandbox, web, address)
            web.mount("", create_web(app))  # the web form: what the sandbox has no address for
            await _perform(app, cast, sandbox, stage_set, address, console)


def demo_settings(address: str, data: Path) -> Settings:
    """Whatever else the environment says, the demo speaks only with its own sandbox."""
    return Settings(
        data=data,
        accounts=data / ACCOUNTS,
        telegram_token=SecretStr(TOKEN),
        telegram_accounts={},
        telegram_base_url=address,
        telegram_proxy=None,
        telegram_webhook_secret=None,
        port=urlsplit(address).port,
        web_form=True,
        **zalo.settings(address),
    )


def _first_communes(settings: Settings) -> dict[str, str]:
    """Those with an Official Account of their own, and what it is called."""
    known = {plan.commune.id: plan.commune for plan in load_plans(settings.plans).values()}
    return {one: f"UBND {known[one].type} {known[one].name}" for one in communes_of(settings)[:OWN]}


async def _perform(
    app: App, cast: Cast, sandbox: Sandbox, stage_set: asyncio.Future[Stage], address: str, console: Console
) -> None:
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, app.stop)
    running = asyncio.create_task(app.run())
    stage = Stage(cast, sandbox, app)
    setting = asyncio.create_task(_set(stage, app, sandbox, console))
    await asyncio.wait({running, setting}, return_when=asyncio.FIRST_COMPLETED)
    if setting.done():
        setting.result()
        stage_set.set_result(stage)
        console.print(f"Nhịp Dân · {address}   (Ctrl-C ends it)")
    setting.cancel()
    await running


async def _set(stage: Stage, app: App, sandbox: Sandbox, console: Console) -> None:
    sandbox.switches.limits = False  # the cast arrives all at once; afterwards the platform's limits hold
    await reached(app)
    with Progress(console=console, transient=True) as progress:
        await stage.set_up(progress)
    sandbox.switches.limits = True
