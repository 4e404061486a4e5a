"""Changing what was said: edits, deletions, reactions, pins."""

from __future__ import annotations

from typing import Any

from sandbox.telegram import shapes
from sandbox.telegram.call import Call, answers
from sandbox.telegram.chats import message_in, open_to
from sandbox.telegram.errors import bad_request
from sandbox.telegram.markup import checked
from sandbox.telegram.model import Message
from sandbox.telegram.sending import caption_of, text_of

Json = dict[str, Any]

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_EMOJI = """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾
    💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
_DELETABLE = 48 * 3600
"""Seconds for which a bot may delete its own messages."""
REACTIONS = frozenset(_EMOJI.split())


@answers("editMessageText")
def edit_text(call: Call) -> Json:
    message = _own(call)
    if "text" not in message.content:
        raise bad_request("there is no text in the message to edit")
    if "text" not in call:
        raise bad_request("message text is empty")
    return _change(call, message, text_of(call))


@answers("editMessageCaption")
def edit_caption(call: Call) -> Json:
    message = _own(call)
    if not message.media:
        raise bad_request("there is no caption in the message to edit")
    return _change(call, message, caption_of(call.parameters))


@answers("editMessageReplyMarkup")
def edit_markup(call: Call) -> Json:
    message = _own(call)
    return _change(call, message, message.content)


@answers("deleteMessage")
def delete_message(call: Call) -> bool:
    chat = open_to(call.world, call.bot, call["chat_id"])
    message = message_in(chat, call["message_id"], "message to delete not found")
    may = chat.person or message.author is call.bot or chat.standing(call.bot.id).rules
    if not may or call.world.date() - message.date > _DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    del chat.messages[message.id]
    call.world.changed(message)
    return True


@answers("setMessageReaction")
def react(call: Call) -> bool:
    chat = open_to(call.world, call.bot, call["chat_id"])
    message = message_in(chat, call["message_id"], "message to react not found")
    emoji = [str(reaction.get("emoji", "")).rstrip("\ufe0f") for reaction in call.get("reaction", [])]
    if len(emoji) > 1 or not REACTIONS.issuperset(emoji):
        raise bad_request("REACTION_INVALID")
    message.reactions = emoji
    call.world.changed(message)
    return True


@answers("pinChatMessage")
def pin(call: Call) -> bool:
    chat = open_to(call.world, call.bot, call["chat_id"])
    if not chat.person and not chat.standing(call.bot.id).rules:
        raise bad_request("not enough rights to manage pinned messages in the chat")
    message = message_in(chat, call["message_id"], "message to pin not found")
    chat.pinned = [*(p for p in chat.pinned if p != message.id), message.id]
    call.world.changed(message)
    return True


@answers("unpinChatMessage")
def unpin(call: Call) -> bool:
    chat = open_to(call.world, call.bot, call["chat_id"])
    wanted = call.get("message_id", chat.pinned[-1] if chat.pinned else None)
    if wanted not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(wanted)
    return True


def _own(call: Call) -> Message:
    """A message that this bot wrote and may edit."""
    if "chat_id" not in call or "message_id" not in call:
        raise bad_request("message identifier is not specified")
    chat = open_to(call.world, call.bot, call["chat_id"])
    message = message_in(chat, call["message_id"], "message to edit not found")
    if message.author is not call.bot or message.origin:
        raise bad_request("message can't be edited")
    return message


def _change(call: Call, message: Message, content: Json) -> Json:
    """An edit without reply_markup takes the buttons away, as there."""
    markup = checked(call.get("reply_markup"))
    if (content, markup) == (message.content, message.markup):
        raise bad_request(NOT_MODIFIED)
    message.content, message.markup = dict(content), markup
    message.edited = call.world.date()
    call.world.changed(message)
    return shapes.message(message, call.bot, call.world.files)
