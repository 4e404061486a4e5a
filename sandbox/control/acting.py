"""Acting as people: one function per address, from a checked body to an answer."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from sandbox.control import bodies
from sandbox.control.finding import bot_named, chat_of, group_with, person_with
from sandbox.telegram import people
from sandbox.telegram.files import Upload
from sandbox.telegram.model import Media, Standing
from sandbox.telegram.people import Utterance
from sandbox.world import World

Json = dict[str, Any]

USUAL_SIZE = 1024
ENDINGS = {"photo": ".jpg", "document": ".pdf", "voice": ".ogg", "video": ".mp4", "sticker": ".webp"}


def add_bot(world: World, body: bodies.NewBot) -> Json:
    bot = world.add_bot(body.token, body.username, body.name)
    bot.reads_everything = not body.privacy
    return {"bot_id": bot.id, "username": bot.username}


def add_person(world: World, body: bodies.NewPerson) -> Json:
    return {"id": world.add_person(body.first_name, body.last_name, body.language_code, body.id).id}


def add_group(world: World, body: bodies.NewGroup) -> Json:
    """The first admin is the creator."""
    everybody = [person_with(world, number) for number in [*body.admins, *body.members]]
    bot = bot_named(world, body.bot) if body.bot else None
    group = world.add_group(body.title, body.type, forum=body.forum)
    group.members |= dict.fromkeys(body.members, Standing.MEMBER)
    group.members |= dict.fromkeys(body.admins, Standing.ADMINISTRATOR)
    group.members |= dict.fromkeys(body.admins[:1], Standing.CREATOR)
    if bot and everybody:
        people.let_in(world, bot, group, everybody[0], _standing(body.bot_admin))
    return {"id": group.id}


def send(world: World, body: bodies.Send) -> Json:
    chat, person = chat_of(world, body), person_with(world, body.person)
    album = str(world.number("album", 13_000_000_000_000_001)) if body.album else ""
    sent = [
        people.say(
            world,
            chat,
            person,
            Utterance(_content(thing), _media(world, thing), body.reply_to, body.topic, album, body.anonymous),
        )
        for thing in body.album or [body]
    ]
    return {"message_id": sent[0].id, "message_ids": [message.id for message in sent]}


def start(world: World, body: bodies.Start) -> Json:
    bot, person = bot_named(world, body.bot), person_with(world, body.person)
    if body.group is None:
        return {"message_id": people.start(world, bot, person, body.payload).id}
    group = group_with(world, body.group)
    standing = group.standing(bot.id)
    standing = standing if standing.inside else Standing.MEMBER
    message = people.let_in(world, bot, group, person, standing, body.payload)
    return {"message_id": message.id if message else None}


def press(world: World, body: bodies.PressButton) -> Json:
    chat = chat_of(world, body)
    data = body.data
    if data is None:
        data = people.button_at(chat, body.message_id, body.row, body.column)
    if not people.has_button(chat, body.message_id, data):
        raise people.Impossible("there is no such button to press")
    bot, person = bot_named(world, body.bot), person_with(world, body.person)
    return {"callback_id": people.press(world, bot, chat, person, body.message_id, data).id}


def edit(world: World, body: bodies.Edit) -> Json:
    chat, person = chat_of(world, body), person_with(world, body.person)
    return {"message_id": people.edit(world, chat, person, body.message_id, body.text).id}


def delete(world: World, body: bodies.Delete) -> Json:
    people.delete(world, chat_of(world, body), body.message_id)
    return {}


def block(world: World, body: bodies.BotAndPerson) -> Json:
    people.block(world, bot_named(world, body.bot), person_with(world, body.person))
    return {}


def unblock(world: World, body: bodies.BotAndPerson) -> Json:
    people.unblock(world, bot_named(world, body.bot), person_with(world, body.person))
    return {}


def join(world: World, body: bodies.Join) -> Json:
    group = group_with(world, body.group)
    if not body.bot:
        people.come(world, group, person_with(world, body.person), _standing(body.admin))
        return {}
    bot, by = bot_named(world, body.bot), person_with(world, body.by)
    message = people.let_in(world, bot, group, by, _standing(body.admin), body.payload)
    return {"message_id": message.id if message else None}


def kick(world: World, body: bodies.Kick) -> Json:
    people.throw_out(world, bot_named(world, body.bot), group_with(world, body.group), person_with(world, body.by))
    return {}


def leave(world: World, body: bodies.Leave) -> Json:
    people.go(world, group_with(world, body.group), person_with(world, body.person))
    return {}


def add_topic(world: World, body: bodies.NewTopic) -> Json:
    group, person = group_with(world, body.group), person_with(world, body.person)
    return {"id": people.new_topic(world, group, person, body.name).id}


def change_topic(world: World, body: bodies.ChangeTopic) -> Json:
    group, person = group_with(world, body.group), person_with(world, body.person)
    people.change_topic(world, group, person, body.topic, body.change, body.name)
    return {}


def allow_topics(world: World, body: bodies.TopicRight) -> Json:
    group, person = group_with(world, body.group), person_with(world, body.person)
    people.allow_topics(world, bot_named(world, body.bot), group, person, allowed=body.allowed)
    return {}


def migrate(world: World, body: bodies.Group) -> Json:
    return {"id": people.migrate(world, group_with(world, body.group)).id}


def _standing(admin: bool) -> Standing:
    return Standing.ADMINISTRATOR if admin else Standing.MEMBER


def _content(thing: bodies.Thing) -> Json:
    if thing.location:
        return {"location": thing.location.model_dump()}
    if thing.contact:
        return {"contact": thing.contact.model_dump(exclude_defaults=True)}
    if thing.file_kind:
        return people.words(thing.caption, caption=True)
    return people.words(thing.text)


def _media(world: World, thing: bodies.Thing) -> Media | None:
    kind = thing.file_kind
    if not kind:
        return None
    named = getattr(thing, kind)
    name = thing.file_name or (named if isinstance(named, str) else kind + ENDINGS[kind])
    if not thing.file_base64:
        return Media(world.files.imagine(kind, name, thing.size or USUAL_SIZE))
    try:
        data = base64.b64decode(thing.file_base64, validate=True)
    except binascii.Error:
        raise people.Impossible("file_base64 is not base64") from None
    return Media(world.files.keep(kind, Upload(name, data, thing.mime)))
