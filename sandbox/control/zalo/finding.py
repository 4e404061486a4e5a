"""Finding whom a control request names in Zalo."""

from __future__ import annotations

from sandbox.control.finding import Unknown, person_with
from sandbox.control.zalo.bodies import Place
from sandbox.telegram.people import Impossible
from sandbox.world import World
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.model import Account, Chat
from sandbox.zalo.oa.account import OfficialAccount


def account_with(world: World, key: str) -> Account:
    if account := world.zalo.accounts.get(key):
        return account
    raise Unknown(f"no Zalo account {key}")


def bot_with(world: World, key: str) -> Bot:
    account = account_with(world, key)
    if isinstance(account, Bot):
        return account
    raise Impossible(f"{key} is an official account")


def official_account_with(world: World, key: str) -> OfficialAccount:
    account = account_with(world, key)
    if isinstance(account, OfficialAccount):
        return account
    raise Impossible(f"{key} is a bot")


def chat_of(world: World, place: Place) -> Chat:
    return account_with(world, place.account).chat_with(person_with(world, place.person))
