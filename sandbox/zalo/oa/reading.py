"""What an official account asks: who it is itself, who somebody is."""

from __future__ import annotations

import json

from sandbox.world import World
from sandbox.zalo.model import Json
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.errors import bad_parameters, no_follower


def get_oa(world: World, oa: OfficialAccount, given: Json) -> Json:
    return {
        "oaid": oa.id,
        "name": oa.name,
        "is_verified": True,
        "oa_type": oa.type,
        "num_follower": sum(chat.follows for chat in oa.chats.values()),
        "package_name": "",
    }


def user_detail(world: World, oa: OfficialAccount, given: Json) -> Json:
    try:
        user_id = str(json.loads(str(given.get("data", "")))["user_id"])
    except (ValueError, KeyError, TypeError):
        raise bad_parameters("data") from None
    chat = oa.chat_called(user_id)
    if chat is None or not chat.follows:
        raise no_follower()
    return {
        "user_id": chat.id,
        "user_id_by_app": oa.name_by_app(chat.person),
        "display_name": chat.person.name,
        "user_is_follower": True,
    }
