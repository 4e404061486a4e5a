"""The bot's own face: name, descriptions, menu button, and its commands by scope and language."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram import shapes
from sandbox.telegram.call import Call, answers
from sandbox.telegram.chats import open_to
from sandbox.telegram.errors import bad_request
from sandbox.telegram.model import Bot, Chat, Person
from sandbox.telegram.text import units

Json = dict[str, Any]
Command = dict[str, str]

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LONGEST_DESCRIPTION = 256
MOST_COMMANDS = 100
WIDE_SCOPES = ("default", "all_private_chats", "all_group_chats", "all_chat_administrators")
CHAT_SCOPES = ("chat", "chat_administrators", "chat_member")


@answers("getMe")
def get_me(call: Call) -> Json:
    abilities = {
        "can_join_groups": True,
        "can_read_all_group_messages": call.bot.reads_everything,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }
    return shapes.user(call.bot) | abilities


@answers("setMyCommands")
def set_commands(call: Call) -> bool:
    if len(call["commands"]) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[_scope(call)] = [_command(item) for item in call["commands"]]
    call.world.pulse.tell("commands", bot=call.bot.username)
    return True


@answers("getMyCommands")
def get_commands(call: Call) -> list[Command]:
    return call.bot.commands.get(_scope(call), [])


@answers("deleteMyCommands")
def delete_commands(call: Call) -> bool:
    call.bot.commands.pop(_scope(call), None)
    call.world.pulse.tell("commands", bot=call.bot.username)
    return True


@answers("setMyDescription", "setMyShortDescription")
def set_words(call: Call) -> bool:
    what = "short_description" if "Short" in call.method else "description"
    call.bot.words[what, call.get("language_code", "")] = call.get(what, "")
    return True


@answers("getMyDescription", "getMyShortDescription")
def get_words(call: Call) -> Json:
    """In the language asked for, else the one for everybody."""
    what = "short_description" if "Short" in call.method else "description"
    words = call.bot.words
    return {what: words.get((what, call.get("language_code", ""))) or words.get((what, ""), "")}


@answers("setChatMenuButton")
def set_menu_button(call: Call) -> bool:
    button = call.get("menu_button", {"type": "default"})
    if button.get("type") not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: unsupported menu button type")
    chat_id = call.get("chat_id")
    place = open_to(call.world, call.bot, chat_id).id if chat_id else 0
    call.bot.menu_buttons[place] = button
    return True


def menu(bot: Bot, chat: Chat, person: Person | None) -> list[Command]:
    """What this person sees in this chat: the first scope that has any, in their language before the general.

    Order: https://core.telegram.org/bots/api#determining-list-of-commands"""
    rules = person is not None and chat.standing(person.id).rules
    if chat.type == "private":
        scopes = [f"chat:{chat.id}", "all_private_chats"]
    else:
        member = [f"chat_member:{chat.id}:{person.id}"] if person else []
        scopes = [*member, *([f"chat_administrators:{chat.id}"] if rules else []), f"chat:{chat.id}"]
        scopes += [*(["all_chat_administrators"] if rules else []), "all_group_chats"]
    languages = [person.language_code, ""] if person else [""]
    keys = [(scope, language) for scope in [*scopes, "default"] for language in languages]
    return next((bot.commands[key] for key in keys if bot.commands.get(key)), [])


def _scope(call: Call) -> tuple[str, str]:
    scope = call.get("scope") or {"type": "default"}
    kind, language = str(scope.get("type")), call.get("language_code", "")
    if kind in WIDE_SCOPES:
        return kind, language
    if kind not in CHAT_SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    number = str(scope.get("chat_id"))
    chat = open_to(call.world, call.bot, int(number) if number.lstrip("-").isdigit() else number)
    return ":".join([kind, str(chat.id), *([str(scope["user_id"])] if kind == "chat_member" else [])]), language


def _command(item: Any) -> Command:
    """A leading slash is allowed and dropped."""
    name, description = str(item.get("command", "")).removeprefix("/"), str(item.get("description", ""))
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= units(description) <= LONGEST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}
