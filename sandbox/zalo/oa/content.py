"""What an official account sends, read from its JSON: text, buttons, a picture, a file, a form to fill in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.text import units
from sandbox.world import World
from sandbox.zalo.model import Content, Json
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.errors import bad_parameters, too_long
from sandbox.zalo.oa.uploads import LARGEST, uploaded
from sandbox.zalo.posting import fetched

LONGEST_TEXT = 2_000
MOST_BUTTONS = 5
BUTTONS = ("oa.query.show", "oa.query.hide", "oa.open.url", "oa.open.phone", "oa.open.sms")


@dataclass(frozen=True, slots=True)
class Outgoing:
    content: Content
    buttons: list[Json] = field(default_factory=list)


async def read(world: World, oa: OfficialAccount, message: Any) -> Outgoing:
    """Raises `OaError`."""
    try:
        return await _read(world, oa, message)
    except (KeyError, ValueError, TypeError, IndexError, AttributeError) as error:
        raise bad_parameters(f"message: {type(error).__name__} {error}") from None


async def _read(world: World, oa: OfficialAccount, message: Json) -> Outgoing:
    text = str(message.get("text", ""))
    if units(text) > LONGEST_TEXT:
        raise too_long("text")
    attachment = message.get("attachment")
    if attachment is None:
        return Outgoing(Content(text=_said(text)))
    payload = attachment["payload"]
    if attachment["type"] == "file":
        return Outgoing(Content("file", text, uploaded(world, oa, payload["token"])))
    return await _template(world, oa, text, payload)


async def _template(world: World, oa: OfficialAccount, text: str, payload: Json) -> Outgoing:
    match payload.get("template_type", ""):
        case "media":
            return Outgoing(await _picture(world, oa, text, payload["elements"][0]))
        case "request_user_info":
            element = payload["elements"][0]
            return Outgoing(Content("form", element["title"], details={"subtitle": element.get("subtitle", "")}))
        case kind if "buttons" in payload and kind == world.zalo.switches.button_template:
            return Outgoing(Content(text=_said(text)), _buttons(payload["buttons"]))
        case kind:
            raise bad_parameters(f"template_type {kind}")


async def _picture(world: World, oa: OfficialAccount, text: str, element: Json) -> Content:
    if "attachment_id" in element:
        return Content("photo", text, uploaded(world, oa, element["attachment_id"]))
    if element["media_type"] != "image":
        raise bad_parameters("media_type")
    file = await fetched(world, "photo", element["url"])
    if file is None:
        raise bad_parameters("url")
    if file.size > LARGEST["photo"]:
        raise too_long("image")
    return Content("photo", text, file)


def _buttons(given: list[Json]) -> list[Json]:
    if not 1 <= len(given) <= MOST_BUTTONS:
        raise bad_parameters("buttons")
    for button in given:
        if button["type"] not in BUTTONS or not button["title"] or "payload" not in button:
            raise bad_parameters("buttons")
    return given


def _said(text: str) -> str:
    if not text.strip():
        raise bad_parameters("text")
    return text
