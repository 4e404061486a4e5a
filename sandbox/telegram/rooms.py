"""Chats as rooms: who is in, leaving, and a forum's topics."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import shapes
from sandbox.telegram.call import Call, answers
from sandbox.telegram.chats import forum_of, open_to, visible
from sandbox.telegram.errors import bad_request
from sandbox.telegram.model import GENERAL_TOPIC, Bot, Chat, Message, Person, Standing, Topic
from sandbox.world import World

Json = dict[str, Any]

USUAL_COLOR = 7322096
COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


@answers("getChat")
def get_chat(call: Call) -> Json:
    return shapes.full_chat(visible(call.world, call.bot, call["chat_id"]))


@answers("getChatMember")
def get_member(call: Call) -> Json:
    chat = visible(call.world, call.bot, call["chat_id"])
    who = call.world.people.get(call["user_id"]) or call.world.bot_with_id(call["user_id"])
    if who is None:
        raise bad_request("PARTICIPANT_ID_INVALID")
    standing = Standing.MEMBER if chat.person else chat.standing(who.id)
    return shapes.member(who, standing, topics=chat.manages_topics(who.id))


@answers("leaveChat")
def leave(call: Call) -> bool:
    chat = open_to(call.world, call.bot, call["chat_id"])
    if chat.person:
        raise bad_request("chat member status can't be changed in private chats")
    chat.members[call.bot.id] = Standing.LEFT
    return True


@answers("createForumTopic")
def create_topic(call: Call) -> Json:
    chat = forum_of(call.world, call.bot, call["chat_id"])
    topic = open_topic(call.world, chat, call.bot, call["name"], call.get("icon_color", USUAL_COLOR))
    return {"message_thread_id": topic.id, "name": topic.name, "icon_color": topic.icon_color}


@answers("editForumTopic")
def edit_topic(call: Call) -> bool:
    topic = _topic(call)
    if call.get("name") in (None, topic.name) and "icon_custom_emoji_id" not in call:
        raise bad_request("TOPIC_NOT_MODIFIED")
    rename(call.world, _chat(call), topic, call.bot, call.get("name", topic.name))
    return True


@answers("closeForumTopic", "reopenForumTopic")
def close_topic(call: Call) -> bool:
    topic, closed = _topic(call), call.method == "closeForumTopic"
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    shut(call.world, _chat(call), topic, call.bot, closed=closed)
    return True


@answers("deleteForumTopic")
def delete_topic(call: Call) -> bool:
    remove_topic(call.world, _chat(call), _topic(call))
    return True


def open_topic(world: World, chat: Chat, by: Bot | Person, name: str, color: int = USUAL_COLOR) -> Topic:
    """A topic is numbered like its first message, a service message."""
    if color not in COLORS:
        raise bad_request("wrong topic icon color specified")
    while (number := next(chat.message_ids)) == GENERAL_TOPIC:
        pass
    message = world.post(chat, by, {"forum_topic_created": {"name": name, "icon_color": color}}, number=number)
    message.thread = number
    chat.topics[number] = Topic(number, name, color)
    return chat.topics[number]


def rename(world: World, chat: Chat, topic: Topic, by: Bot | Person, name: str) -> Message:
    topic.name = name
    return world.post(chat, by, {"forum_topic_edited": {"name": name}}, thread=topic.id)


def shut(world: World, chat: Chat, topic: Topic, by: Bot | Person, *, closed: bool) -> Message:
    """Closes it or opens it again."""
    topic.closed = closed
    what = "forum_topic_closed" if closed else "forum_topic_reopened"
    return world.post(chat, by, {what: {}}, thread=topic.id)


def remove_topic(world: World, chat: Chat, topic: Topic) -> None:
    """With everything said in it. No bot is told."""
    del chat.topics[topic.id]
    for message in [one for one in chat.messages.values() if one.thread == topic.id]:
        del chat.messages[message.id]
        world.changed(message)


def _chat(call: Call) -> Chat:
    return forum_of(call.world, call.bot, call["chat_id"])


def _topic(call: Call) -> Topic:
    chat = forum_of(call.world, call.bot, call["chat_id"])
    topic = chat.topics.get(call["message_thread_id"])
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return topic
