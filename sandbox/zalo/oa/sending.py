"""Sending as an official account to one person, by v3 or v2."""

from __future__ import annotations

from sandbox.world import World
from sandbox.zalo.model import Chat, Json
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.content import read
from sandbox.zalo.oa.errors import bad_parameters, no_follower, v2_shut_down, wrong_kind_of_account
from sandbox.zalo.oa.windows import spend
from sandbox.zalo.posting import post

WRONG_API = {"v2": v2_shut_down, "v3": wrong_kind_of_account}


async def send_v3(world: World, oa: OfficialAccount, given: Json) -> Json:
    sent = await _send(world, oa, given, "v3")
    return sent | {"sent_time": str(world.milliseconds())}


async def send_v2(world: World, oa: OfficialAccount, given: Json) -> Json:
    return await _send(world, oa, given, "v2")


async def _send(world: World, oa: OfficialAccount, given: Json, api: str) -> Json:
    if api not in oa.apis:
        raise WRONG_API[api]()
    chat = _chat(oa, given.get("recipient"))
    outgoing = await read(world, oa, given.get("message"))
    spend(oa.purse, chat, world.milliseconds(), timed=world.zalo.switches.windows)
    message = post(world, chat, outgoing.content, from_account=True, buttons=outgoing.buttons)
    return {"message_id": message.id, "user_id": chat.id}


def _chat(oa: OfficialAccount, recipient: object) -> Chat:
    user_id = recipient.get("user_id") if isinstance(recipient, dict) else None
    if not isinstance(user_id, str):
        raise bad_parameters("recipient.user_id")
    if chat := oa.chat_called(user_id):
        return chat
    raise no_follower()
