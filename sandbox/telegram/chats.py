"""Where a call goes: the chat, and whether this bot may speak, read or manage there."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.errors import bad_request, forbidden, migrated
from sandbox.telegram.model import GENERAL_TOPIC, Bot, Chat, Message, Standing
from sandbox.world import World


def peek(world: World, bot: Bot, chat_id: Any) -> Chat | None:
    """The chat if there is one; asks nothing."""
    if isinstance(chat_id, int) and chat_id > 0:
        return world.private.get((bot.id, chat_id))
    return world.groups.get(chat_id) if isinstance(chat_id, int) else None


def visible(world: World, bot: Bot, chat_id: Any) -> Chat:
    """A chat that the bot knows. Raises 400 for one that it never met or that has moved."""
    chat = peek(world, bot, chat_id)
    if chat is None or (chat.type == "private" and chat_id not in bot.started_by):
        raise bad_request("chat not found")
    if chat.migrated_to:
        raise migrated(chat.migrated_to)
    if chat.type != "private" and bot.id not in chat.members:
        raise bad_request("chat not found")
    return chat


def open_to(world: World, bot: Bot, chat_id: Any) -> Chat:
    """A chat in which the bot may speak now. Raises 403 where it was blocked or thrown out."""
    if world.bot_with_id(chat_id) if isinstance(chat_id, int) else None:
        raise forbidden("bots can't send messages to bots")
    chat = visible(world, bot, chat_id)
    if chat.person and chat.person.id in bot.blocked_by:
        raise forbidden("bot was blocked by the user")
    if chat.person is None:
        _ask_inside(chat, chat.standing(bot.id))
    return chat


def _ask_inside(chat: Chat, standing: Standing) -> None:
    if standing is Standing.KICKED:
        raise forbidden(f"bot was kicked from the {chat.type} chat")
    if standing is Standing.LEFT:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    if chat.type == "channel" and not standing.rules:
        raise bad_request("need administrator rights in the channel chat")


def forum_of(world: World, bot: Bot, chat_id: Any) -> Chat:
    """A forum in which the bot may manage topics."""
    chat = open_to(world, bot, chat_id)
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    if not chat.manages_topics(bot.id):
        raise bad_request("not enough rights to manage topics")
    return chat


def thread_in(chat: Chat, bot: Bot, thread: int | None) -> int | None:
    """The general topic has no number to send to: 1 is refused like an unknown one."""
    if thread is None:
        return None
    topic = chat.topics.get(thread)
    if thread == GENERAL_TOPIC or topic is None:
        raise bad_request("message thread not found")
    if topic.closed and not chat.manages_topics(bot.id):
        raise bad_request("TOPIC_CLOSED")
    return thread


def message_in(chat: Chat, message_id: int, otherwise: str) -> Message:
    if message := chat.messages.get(message_id):
        return message
    raise bad_request(otherwise)
