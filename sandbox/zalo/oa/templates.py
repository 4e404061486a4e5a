"""Template messages: forms that Zalo approved, sent for money to people whose window may be closed."""

from __future__ import annotations

import string
from collections.abc import Mapping

from sandbox.world import World
from sandbox.zalo.model import Chat, Content, Json, opaque
from sandbox.zalo.oa.account import STATE, OfficialAccount, Template
from sandbox.zalo.oa.errors import (
    OaError,
    bad_parameters,
    missing_parameter,
    no_follower,
    no_money,
    no_such_template,
    wrong_kind_of_account,
)
from sandbox.zalo.posting import post


def new_template(id_: str, title: str, words: str) -> Template:
    """Raises `ValueError` for words whose braces are not parameters."""
    names = [name for _, name, _, _ in string.Formatter().parse(words) if name is not None]
    if not all(name.isidentifier() for name in names):
        raise ValueError("a parameter is a word in braces")
    return Template(id_, title, words, tuple(dict.fromkeys(names)))


def send(world: World, oa: OfficialAccount, given: Json) -> Json:
    """To a user id."""
    chat = oa.chat_called(str(given.get("user_id", "")))
    if chat is None:
        raise no_follower()
    return {"message_id": _sent(world, oa, chat, given), "user_id": chat.id}


def send_by_phone(world: World, oa: OfficialAccount, given: Json) -> Json:
    """A phone that the sandbox does not know is refused as one without Zalo, with the number that Zalo's ZNS is known
    by, which our reference does not list."""
    person = world.zalo.phones.get(str(given.get("phone", "")))
    if person is None:
        raise OaError(-118, "Zalo account not existed")
    return {"msg_id": _sent(world, oa, oa.chat_with(person), given), "sent_time": str(world.milliseconds())}


def _sent(world: World, oa: OfficialAccount, chat: Chat, given: Json) -> str:
    """In development mode it reaches the account's admins only, and costs nothing: here it reaches nobody."""
    if oa.type == STATE and not world.zalo.switches.state_templates:
        raise wrong_kind_of_account()
    content = _filled(oa, given)
    if given.get("mode") == "development":
        return opaque("template", oa.key, world.number("zalo-template"))[:20]
    _pay(oa)
    return post(world, chat, content, from_account=True).id


def _filled(oa: OfficialAccount, given: Json) -> Content:
    data = given.get("template_data")
    if not given.get("template_id") or not isinstance(data, Mapping):
        raise bad_parameters("template_id, template_data")
    template = oa.templates.get(str(given["template_id"]))
    if template is None:
        raise no_such_template()
    for name in template.params:
        if not str(data.get(name, "")).strip():
            raise missing_parameter(name)
    return Content("template", template.words.format(**data), details={"title": template.title, "id": template.id})


def _pay(oa: OfficialAccount) -> None:
    if oa.purse.templates is not None:
        if oa.purse.templates <= 0:
            raise no_money()
        oa.purse.templates -= 1
    oa.purse.charged += 1
