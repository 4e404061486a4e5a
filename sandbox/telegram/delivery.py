"""Which bot hears of what: private chats, groups with privacy mode, channels; and the updates made of it."""

from __future__ import annotations

import copy
from typing import Any

from sandbox.telegram import shapes
from sandbox.telegram.model import Bot, Chat, Message, Person, Press, Standing
from sandbox.telegram.text import excerpt
from sandbox.world import World

SERVICE = (
    "new_chat_members",
    "left_chat_member",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
)


def announce(world: World, message: Message, *, edited: bool = False) -> None:
    """Tells every bot that may see the message."""
    kind = "channel_post" if message.chat.type == "channel" else "message"
    for bot in listeners(world, message):
        shape = shapes.message(message, bot, world.files)
        give(world, bot, f"edited_{kind}" if edited else kind, shape, lane=str(message.chat.id))


def give(world: World, bot: Bot, kind: str, payload: dict[str, Any], *, lane: str) -> None:
    """Queues one update for one bot, unless it did not ask for this kind."""
    if not bot.queue.wants(kind):
        return
    payload = copy.deepcopy(payload)
    switches = world.switches
    broken = switches.undecodable_updates > 0 and kind == "message"
    if broken:
        switches.undecodable_updates -= 1
        payload["chat"].pop("type")
    twice = switches.duplicate_updates > 0
    switches.duplicate_updates -= twice
    update = bot.queue.add(kind, payload, lane=lane, copies=1 + twice)
    if not broken:
        for observer in world.observers:
            world.complain(*observer.on_update(update))


def listeners(world: World, message: Message) -> list[Bot]:
    chat = message.chat
    if chat.bot:
        return [] if message.author is chat.bot else [chat.bot]
    bots = [bot for bot in world.bots.values() if chat.standing(bot.id).inside and bot is not message.author]
    return [bot for bot in bots if _may_see(bot, message)] if not isinstance(message.author, Bot) else []


def _may_see(bot: Bot, message: Message) -> bool:
    """Privacy mode: commands, replies to the bot, mentions of it, service messages; an admin sees everything."""
    if bot.reads_everything or message.chat.standing(bot.id).rules or message.chat.type == "channel":
        return True
    if message.reply_to and message.reply_to.author is bot:
        return True
    return any(field in message.content for field in SERVICE) or _addressed(bot, message)


def _addressed(bot: Bot, message: Message) -> bool:
    name = f"@{bot.username}".lower()
    entities = message.content.get("entities", message.content.get("caption_entities", []))
    for entity in entities:
        words = excerpt(message.words, entity).lower()
        if entity["type"] == "mention" and words == name:
            return True
        if entity["type"] == "bot_command" and ("@" not in words or words.endswith(name)):
            return True
    return False


def tell_membership(world: World, bot: Bot, chat: Chat, by: Person, old: Standing, new: Standing) -> None:
    """my_chat_member: the bot itself was let in, promoted, thrown out, blocked."""
    payload = {
        "chat": shapes.chat(chat),
        "from": shapes.user(by),
        "date": world.date(),
        "old_chat_member": shapes.member(bot, old),
        "new_chat_member": shapes.member(bot, new, topics=bot.id not in chat.no_topics_for),
    }
    give(world, bot, "my_chat_member", payload, lane=str(chat.id))


def tell_press(world: World, press: Press) -> None:
    message = press.chat.messages.get(press.message_id)
    payload = {
        "id": press.id,
        "from": shapes.user(press.person),
        "chat_instance": str(press.chat.id * 7919),
        "data": press.data,
        "message": shapes.message(message, press.bot, world.files)
        if message
        else shapes.inaccessible(press.chat, press.message_id),
    }
    give(world, press.bot, "callback_query", payload, lane=f"user:{press.person.id}")
