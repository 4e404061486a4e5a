"""Sending as an official account: to one person by v3 or v2, and templates, which need no window."""

from __future__ import annotations

from sandbox.world import World
from sandbox.zalo.model import Chat, Content, Json, opaque
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.content import read
from sandbox.zalo.oa.errors import OaError, bad_parameters, no_follower, v2_shut_down, wrong_kind_of_account
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


def send_template(world: World, oa: OfficialAccount, given: Json) -> Json:
    """To a user id."""
    chat = oa.chat_called(str(given.get("user_id", "")))
    if chat is None:
        raise no_follower()
    return {"message_id": _template(world, chat, given), "user_id": chat.id}


def send_template_by_phone(world: World, oa: OfficialAccount, given: Json) -> Json:
    """In development mode it reaches the account's admins only: here nobody. A phone that the sandbox does not know
    is refused as one without Zalo, with the number that Zalo's ZNS is known by, which our reference does not list."""
    person = world.zalo.phones.get(str(given.get("phone", "")))
    if person is None:
        raise OaError(-118, "Zalo account not existed")
    if given.get("mode") == "development":
        return {"msg_id": opaque("template", oa.key, world.number("zalo-template"))[:20]}
    return {"msg_id": _template(world, oa.chat_with(person), given), "sent_time": str(world.milliseconds())}


def _template(world: World, chat: Chat, given: Json) -> str:
    data = given.get("template_data")
    if not given.get("template_id") or not isinstance(data, dict):
        raise bad_parameters("template_id, template_data")
    lines = [f"[{given['template_id']}]", *(f"{name}: {value}" for name, value in data.items())]
    return post(world, chat, Content("template", "\n".join(lines)), from_account=True).id


def _chat(oa: OfficialAccount, recipient: object) -> Chat:
    user_id = recipient.get("user_id") if isinstance(recipient, dict) else None
    if not isinstance(user_id, str):
        raise bad_parameters("recipient.user_id")
    if chat := oa.chat_called(user_id):
        return chat
    raise no_follower()
