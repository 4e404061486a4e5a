"""A sandbox with two Zalo bots and two Official Accounts, one of each for either of two communes, and the file that
names them."""

from __future__ import annotations

from pathlib import Path

from sandbox.control.zalo import acting, bodies
from sandbox.world import World

HERE, THERE = "gia-vien", "ha-dong"
COMMUNES = (HERE, THERE)
APP_SECRET, WEBHOOK_KEY = "the-apps-secret-of-tests", "the-webhooks-key-of-tests"


def bot_key(commune: str) -> str:
    return f"bot.{commune}"


def oa_key(commune: str) -> str:
    return f"oa.{commune}"


def token_of(commune: str) -> str:
    return f"{4000 + COMMUNES.index(commune)}:a-zalo-token-of-tests-for-{commune}"


def app_of(commune: str, *, shared: bool) -> str:
    return "9000" if shared else f"90{COMMUNES.index(commune)}"


def settle(sandbox: World, *, shared: bool = False) -> dict[str, dict[str, str]]:
    """Gives of each Official Account its `oaid` and the first pair of tokens; `shared`: one app for both."""
    granted = {}
    for commune in COMMUNES:
        acting.add_bot(sandbox, bodies.NewBot(key=bot_key(commune), token=token_of(commune), name="Bot thử"))
        account = bodies.NewOfficialAccount(
            key=oa_key(commune),
            name=f"UBND {commune}",
            app_id=app_of(commune, shared=shared),
            app_secret=APP_SECRET,
            webhook_key=WEBHOOK_KEY,
        )
        granted[commune] = acting.add_official_account(sandbox, account)
    return granted


def write_accounts(path: Path, numbers: dict[str, str], *, shared: bool = False) -> Path:
    """`numbers`: the `oaid` of each commune's Official Account."""
    tables = [
        f"""
        [zalo_bot.{commune}]
        communes = ["{commune}"]
        token = "{token_of(commune)}"
        [zalo_oa.{commune}]
        communes = ["{commune}"]
        app_id = "{app_of(commune, shared=shared)}"
        app_secret = "{APP_SECRET}"
        secret_key = "{WEBHOOK_KEY}"
        oa_id = "{number}"
        """
        for commune, number in numbers.items()
    ]
    path.write_text("".join(tables), "utf-8")
    path.chmod(0o600)
    return path
