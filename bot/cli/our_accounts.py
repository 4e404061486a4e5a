"""Which of our accounts an operator means, and how its links look even if it was never reached before."""

from __future__ import annotations

from collections.abc import Iterable

from bot.channels.base import SendFailed, Why
from bot.clock import SystemClock
from bot.keys import keys_of
from bot.links import introduction
from bot.settings import MAIN, Settings, SettingsWrong
from bot.vault import NeedsVault, StoredVault
from bot.world import ZALO_OA
from handlers.world import AccountKey, World
from storage.database import Database


def one_of(names: Iterable[str], account: str, channel: str) -> str:
    """The named account; without a name the main one, or the only one. Raises `SettingsWrong`."""
    known = tuple(names)
    wanted = account or (known[0] if len(known) == 1 else MAIN)
    if wanted not in known:
        there = f"--account is one of: {', '.join(known)}" if known else "none is configured"
        raise SettingsWrong(f"no {channel} account {wanted!r}; {there}")
    return wanted


def serving(world: World, commune: str, channel: str, account: str) -> AccountKey:
    """The named account; without a name the commune's own before a shared one. Raises `SettingsWrong`."""
    if commune not in world.plans:
        raise SettingsWrong(f"no commune {commune!r}; there are {', '.join(world.plans)}")
    able = [
        key
        for key, communes in world.accounts.items()
        if key[0] == channel and commune in communes and account in ("", key[1])
    ]
    if not able:
        which = f"{channel} account {account!r}" if account else f"{channel} account"
        raise SettingsWrong(f"no {which} that serves {commune!r}: set its token, or name it in NHIPDAN_ACCOUNTS")
    return min(able, key=lambda key: len(world.communes_of(key)))


async def introduced(settings: Settings, database: Database, account: AccountKey) -> str:
    """How the account's links look: as it is remembered, else as the messenger says. Raises `SettingsWrong` with
    what the operator can do, and `ChannelStopped`."""
    async with database.transaction() as memory:
        known = await memory.accounts.address(*account)
    return known or await _asked(settings, database, account)


async def _asked(settings: Settings, database: Database, account: AccountKey) -> str:
    from bot.accounts import open_channel

    channel = open_channel(settings, account)
    if isinstance(channel, NeedsVault):
        channel.use(StoredVault(database, keys_of(settings), *account), SystemClock())
    try:
        return await introduction(channel)
    except SendFailed as failed:
        asked = f"the {account[0]} account {account[1]!r} could not be asked for its name: {failed.detail}"
        raise SettingsWrong(asked + _advice(account, failed)) from None
    finally:
        await channel.close()


def _advice(account: AccountKey, failed: SendFailed) -> str:
    if failed.why is Why.LOCKED_OUT and account[0] == ZALO_OA:
        return f"; an admin of the OA must consent: {consent_command(account[1])}"
    return ""


def consent_command(name: str) -> str:
    option = "" if name == MAIN else f" --account {name}"
    return f"run `nhipdan zalo consent CALLBACK{option}`"
