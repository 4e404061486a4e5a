"""What people do in Zalo: write, press an official account's buttons, follow it and leave it."""

from __future__ import annotations

from sandbox.telegram.people import Impossible
from sandbox.telegram.text import units
from sandbox.world import World
from sandbox.zalo.bot import delivery as bots
from sandbox.zalo.bot.account import Bot
from sandbox.zalo.model import Chat, Content, Json, Message
from sandbox.zalo.oa import delivery as official
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.posting import post

LONGEST_TEXT = 2_000
ANSWERING = ("oa.query.show", "oa.query.hide")


def say(world: World, chat: Chat, content: Content) -> Message:
    """White space is sent as it is: Zalo's app lets it pass."""
    if units(content.text) > LONGEST_TEXT:
        raise Impossible("the app cuts a text of more than 2000 characters into several messages")
    return _announced(world, chat, post(world, chat, content, from_account=False))


def press(world: World, chat: Chat, number: int, column: int) -> Message:
    """A press comes to the account as its payload, in the person's words."""
    button = _button(chat, number, column)
    if button["type"] not in ANSWERING:
        raise Impossible(f"{button['type']} opens something on the telephone: the account hears nothing of it")
    message = post(world, chat, Content(text=str(button["payload"])), from_account=False)
    message.hidden = button["type"] == "oa.query.hide"
    return _announced(world, chat, message)


def follow(world: World, chat: Chat) -> None:
    """Counted as an interaction, which Zalo's pages leave open."""
    if chat.follows:
        raise Impossible("this person follows already")
    chat.follows = True
    chat.touch(world.milliseconds())
    official.tell_following(world, official_account(chat), chat)
    world.pulse.tell("message", bot=chat.account.key, chat=chat.person.id)


def unfollow(world: World, chat: Chat) -> None:
    """Nothing more may be sent until the person writes or follows again."""
    if not chat.follows:
        raise Impossible("this person does not follow")
    chat.follows, chat.last_interaction = False, None
    official.tell_following(world, official_account(chat), chat)
    world.pulse.tell("message", bot=chat.account.key, chat=chat.person.id)


def official_account(chat: Chat) -> OfficialAccount:
    if isinstance(chat.account, OfficialAccount):
        return chat.account
    raise Impossible("a bot has no followers and no buttons")


def _announced(world: World, chat: Chat, message: Message) -> Message:
    chat.touch(world.milliseconds())
    if isinstance(chat.account, Bot):
        bots.announce(world, chat.account, message)
    else:
        official.announce(world, official_account(chat), message)
    return message


def _button(chat: Chat, number: int, column: int) -> Json:
    try:
        if number < 1:
            raise IndexError
        return chat.messages[number - 1].buttons[column]
    except IndexError:
        raise Impossible("there is no such button to press") from None
