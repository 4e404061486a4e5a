"""What people do in Telegram: write, press, start, edit, block, let bots in and throw them out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram import delivery, rooms, shapes
from sandbox.telegram.model import Bot, Chat, Media, Message, Person, Press, Standing, Topic
from sandbox.telegram.queue import LIVES
from sandbox.telegram.text import found, units
from sandbox.world import World

Json = dict[str, Any]

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{1,64}")
LONGEST_TEXT = 4096


class Impossible(Exception):
    """A person cannot do this in Telegram either."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What somebody puts into a chat. `content` and `media` as in `Message`. An answer stands in the topic of what it
    answers."""

    content: Json = field(default_factory=dict)
    media: Media | None = None
    reply_to: int | None = None
    thread: int | None = None
    album: str = ""
    anonymous: bool = False


def say(world: World, chat: Chat, person: Person, what: Utterance) -> Message:
    _ask_may_write(chat, person, what)
    if chat.bot:
        chat.bot.started_by.add(person.id)
    answered = chat.messages.get(what.reply_to) if what.reply_to else None
    message = world.post(
        chat,
        None if chat.type == "channel" else person,
        what.content,
        media=what.media,
        reply_to=answered,
        thread=what.thread or (answered.thread if answered and chat.is_forum else None),
        album=what.album,
        anonymous=what.anonymous,
    )
    delivery.announce(world, message)
    return message


def words(text: str, *, caption: bool = False) -> Json:
    """The content of a text message, or of the words under a file."""
    text = text.strip()
    if units(text) > LONGEST_TEXT:
        raise Impossible("the app cuts a text of more than 4096 characters into several messages")
    names = ("caption", "caption_entities") if caption else ("text", "entities")
    entities = found(text)
    return {names[0]: text} | ({names[1]: entities} if entities else {}) if text else {}


def edit(world: World, chat: Chat, person: Person, message_id: int, text: str) -> Message:
    message = _message(chat, message_id)
    if message.author is not person:
        raise Impossible("a person edits only their own messages")
    if not (message.media or text.strip()):
        raise Impossible("a message keeps some text")
    message.content = words(text, caption=message.media is not None)
    message.edited = world.date()
    world.changed(message)
    delivery.announce(world, message, edited=True)
    return message


def delete(world: World, chat: Chat, message_id: int) -> None:
    """No bot hears of it."""
    world.changed(chat.messages.pop(_message(chat, message_id).id))


def press(world: World, bot: Bot, chat: Chat, person: Person, message_id: int, data: str) -> Press:
    """Presses a button by its data; the message itself may be gone meanwhile."""
    if not chat.bot and not chat.standing(person.id).inside:
        raise Impossible("not a member of this group")
    expires = world.real.now() + LIVES["callback_query"]
    number = f"{world.number('press', 4_000_000_000_000_001)}"
    it = world.presses[number] = Press(number, bot, person, chat, message_id, data, expires)
    delivery.tell_press(world, it)
    return it


def button_at(chat: Chat, message_id: int, row: int, column: int) -> str:
    """The data of the button there."""
    buttons = _message(chat, message_id).buttons
    try:
        return str(buttons[row][column]["callback_data"])
    except (IndexError, KeyError):
        raise Impossible("there is no such button to press") from None


def has_button(chat: Chat, message_id: int, data: str) -> bool:
    """Of a message that is gone nobody knows, so any button may be pressed."""
    message = chat.messages.get(message_id)
    return message is None or any(b.get("callback_data") == data for row in message.buttons for b in row)


def start(world: World, bot: Bot, person: Person, payload: str = "") -> Message:
    """Presses Start; unblocks a blocked bot, as the app does."""
    _ask_payload(payload)
    if person.id in bot.blocked_by:
        unblock(world, bot, person)
    return say(world, world.private_chat(bot, person), person, Utterance(words(f"/start {payload}".strip())))


def block(world: World, bot: Bot, person: Person) -> None:
    if person.id not in bot.blocked_by:
        bot.blocked_by.add(person.id)
        chat = world.private_chat(bot, person)
        delivery.tell_membership(world, bot, chat, person, Standing.MEMBER, Standing.KICKED)


def unblock(world: World, bot: Bot, person: Person) -> None:
    if person.id in bot.blocked_by:
        bot.blocked_by.discard(person.id)
        chat = world.private_chat(bot, person)
        delivery.tell_membership(world, bot, chat, person, Standing.KICKED, Standing.MEMBER)


def let_in(
    world: World, bot: Bot, chat: Chat, by: Person, standing: Standing, payload: str = ""
) -> Message | None:
    """Adds the bot to a group, or changes what it is there. The app sends a payload as /start@bot payload."""
    _ask_payload(payload)
    old = chat.standing(bot.id)
    chat.members[bot.id] = standing
    if old is not standing:
        delivery.tell_membership(world, bot, chat, by, old, standing)
    if not old.inside and chat.is_group:
        joined = {"new_chat_members": [shapes.user(bot)]}
        delivery.announce(world, world.post(chat, by, joined))
    if not payload:
        return None
    return say(world, chat, by, Utterance(words(f"/start@{bot.username} {payload}")))


def throw_out(world: World, bot: Bot, chat: Chat, by: Person) -> None:
    old = chat.standing(bot.id)
    chat.members[bot.id] = Standing.KICKED
    delivery.tell_membership(world, bot, chat, by, old, Standing.KICKED)


def come(world: World, chat: Chat, person: Person, standing: Standing = Standing.MEMBER) -> None:
    """A person joins a group, or becomes something else there."""
    new = not chat.standing(person.id).inside
    chat.members[person.id] = standing
    if new and chat.is_group:
        joined = {"new_chat_members": [shapes.user(person)]}
        delivery.announce(world, world.post(chat, person, joined))


def go(world: World, chat: Chat, person: Person) -> None:
    if not chat.standing(person.id).inside:
        raise Impossible("not a member of this group")
    gone = {"left_chat_member": shapes.user(person)}
    delivery.announce(world, world.post(chat, person, gone))
    chat.members[person.id] = Standing.LEFT


def new_topic(world: World, chat: Chat, person: Person, name: str) -> Topic:
    if not chat.is_forum:
        raise Impossible("this group has no topics")
    topic = rooms.open_topic(world, chat, person, name)
    delivery.announce(world, chat.messages[topic.id])
    return topic


def change_topic(world: World, chat: Chat, person: Person, number: int, change: str, name: str) -> None:
    """Renames, closes, reopens or deletes a topic; of a deletion no bot hears."""
    topic = chat.topics.get(number)
    if topic is None or not chat.standing(person.id).rules:
        raise Impossible("there is no such topic, or this is no admin")
    match change:
        case "rename":
            delivery.announce(world, rooms.rename(world, chat, topic, person, name))
        case "close" | "reopen":
            delivery.announce(world, rooms.shut(world, chat, topic, person, closed=change == "close"))
        case "delete":
            rooms.remove_topic(world, chat, topic)


def allow_topics(world: World, bot: Bot, chat: Chat, by: Person, *, allowed: bool) -> None:
    """Gives an admin bot the right to manage topics, or takes it."""
    (chat.no_topics_for.discard if allowed else chat.no_topics_for.add)(bot.id)
    standing = chat.standing(bot.id)
    delivery.tell_membership(world, bot, chat, by, standing, standing)


def migrate(world: World, chat: Chat) -> Chat:
    """A basic group becomes a supergroup with another id."""
    if chat.type != "group":
        raise Impossible("only a basic group becomes a supergroup")
    new = world.add_group(chat.title, "supergroup")
    new.members = dict(chat.members)
    delivery.announce(world, world.post(chat, None, {"migrate_to_chat_id": new.id}))
    delivery.announce(world, world.post(new, None, {"migrate_from_chat_id": chat.id}))
    chat.migrated_to = new.id
    return new


def _ask_may_write(chat: Chat, person: Person, what: Utterance) -> None:
    if chat.bot and person.id in chat.bot.blocked_by:
        raise Impossible("this person has blocked the bot")
    if chat.migrated_to:
        raise Impossible("this group has become a supergroup")
    if not chat.bot and not chat.standing(person.id).inside:
        raise Impossible("not a member of this group")
    if (what.anonymous or chat.type == "channel") and not chat.standing(person.id).rules:
        raise Impossible("only an admin writes so")
    if what.thread is not None and what.thread not in chat.topics:
        raise Impossible("there is no such topic")


def _ask_payload(payload: str) -> None:
    if payload and not PAYLOAD.fullmatch(payload):
        raise Impossible("a start payload has at most 64 characters of A-Za-z0-9_-")


def _message(chat: Chat, message_id: int) -> Message:
    if message := chat.messages.get(message_id):
        return message
    raise Impossible("there is no such message")
