"""What a raw update means: the Bot API's JSON into our vocabulary.

Shapes: https://core.telegram.org/bots/api#update. Decoding is the first act of a turn, long after the update was
stored, so whatever cannot be understood fails that turn alone.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    MaybeInaccessibleMessage,
    Message,
    Update,
    User,
)
from telegram.constants import ChatID, ChatMemberStatus, ChatType

from bot.channels.base import Undecodable
from bot.channels.split import clean
from bot.channels.telegram.commands import BARE_START, addressed_to_us
from bot.channels.telegram.content import content_of
from bot.channels.telegram.forum import GENERAL
from bot.channels.telegram.keys import conversation_of
from domain.messaging.messages import Address, Inbound, Kind

NAME = "telegram"

_PRESENT = {ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.MEMBER}


@dataclass(frozen=True, slots=True)
class Decoder:
    """Reads the updates of one account. `username` is ours, without @; empty while it is not known yet."""

    account: str
    username: str = ""

    def decode(self, raw: str) -> Inbound:
        """Raises `Undecodable`; the message names the kind of mistake and never what somebody wrote."""
        try:
            data = json.loads(raw)
            update = Update.de_json(data, None)
            return self._inbound(update, self._nothing(data, raw))
        except Exception as error:
            # The library answers a strange shape with whatever went wrong: KeyError, TypeError, AttributeError…
            raise Undecodable(f"{type(error).__name__} in an update of {self.account}") from None

    def _nothing(self, data: dict[str, Any], raw: str) -> Inbound:
        """What an update is until something is found in it."""
        key = f"{NAME}:{self.account}:{int(data['update_id'])}"
        at = Address(NAME, self.account, conversation_of(raw))
        return Inbound(key=key, at=at, kind=Kind.NOTHING, sent_at=datetime.fromtimestamp(0, UTC))

    def _inbound(self, update: Update, blank: Inbound) -> Inbound:
        if query := update.callback_query:
            return _press(query, blank)
        if change := update.my_chat_member:
            return _membership(change, blank)
        if edited := update.edited_message or update.edited_channel_post:
            return _edited(edited, blank)
        if message := update.message or update.channel_post:
            return self._message(message, blank)
        return blank

    def _message(self, message: Message, blank: Inbound) -> Inbound:
        said = replace(_envelope(message, blank), **content_of(message))
        return self._command(said) if said.kind is Kind.WORDS else said

    def _command(self, said: Inbound) -> Inbound:
        text = addressed_to_us(said.text, self.username)
        if text is None:
            return replace(said, kind=Kind.NOTHING, text="")
        if start := BARE_START.match(text):
            return replace(said, kind=Kind.START, text=start["payload"] or "")
        return replace(said, text=text)


def _press(query: CallbackQuery, blank: Inbound) -> Inbound:
    """`sent_at` is the card's own date, or 1970 where the card is inaccessible: the Bot API never tells when a
    button was pressed."""
    inbound = replace(_sender(query.from_user, blank), kind=Kind.PRESS, text=query.data or "", press_id=query.id)
    if card := query.message:
        inbound = replace(_chat(card.chat, inbound), message_id=str(card.message_id), sent_at=card.date)
        inbound = _in_thread(card, inbound)
    return inbound


def _edited(message: Message, blank: Inbound) -> Inbound:
    said = replace(_envelope(message, blank), **content_of(message))
    moved_on = message.edit_date or said.sent_at
    if said.text or said.files:
        return replace(said, kind=Kind.EDITED, sent_at=moved_on)
    return replace(said, kind=Kind.NOTHING, sent_at=moved_on, pin=None)  # a live location on its way


def _membership(change: ChatMemberUpdated, blank: Inbound) -> Inbound:
    """https://core.telegram.org/bots/api#chatmemberupdated: our own standing in a chat."""
    was, now = _is_present(change.old_chat_member), _is_present(change.new_chat_member)
    inbound = replace(_chat(change.chat, _sender(change.from_user, blank)), sent_at=change.date)
    if change.chat.type == ChatType.PRIVATE:
        return replace(inbound, kind=Kind.REACHABLE if now else Kind.UNREACHABLE)
    if change.chat.type == ChatType.CHANNEL:
        return inbound
    inbound = replace(inbound, opens_threads=_opens_topics(change.new_chat_member))
    if was == now:
        return replace(inbound, kind=Kind.ALLOWED)
    return replace(inbound, kind=Kind.JOINED if now else Kind.LEFT)


def _is_present(member: ChatMember) -> bool:
    return member.status in _PRESENT or bool(getattr(member, "is_member", False))


def _opens_topics(member: ChatMember) -> bool:
    """Somebody restricted may have a right of the same name: to open topics as people do."""
    if member.status == ChatMemberStatus.ADMINISTRATOR:
        return bool(getattr(member, "can_manage_topics", False))
    return member.status == ChatMemberStatus.OWNER


def _envelope(message: Message, blank: Inbound) -> Inbound:
    """Everything about a message but its content."""
    sender = None if message.sender_chat else message.from_user
    return replace(
        _in_thread(message, _chat(message.chat, _sender(sender, blank))),
        sent_at=message.date.astimezone(UTC),
        message_id=str(message.message_id),
        reply_to=_reply_to(message),
        album=message.media_group_id or "",
    )


def _reply_to(message: Message) -> str:
    """In a forum every message "replies" to the one that opened its topic; that is no reply."""
    answered = message.reply_to_message
    if answered is None or (message.is_topic_message and answered.message_id == message.message_thread_id):
        return ""
    return str(answered.message_id)


def _in_thread(message: MaybeInaccessibleMessage, blank: Inbound) -> Inbound:
    """A group without topics has threads of its own making, under every message that was answered: they are none."""
    if not message.chat.is_forum:
        return blank
    in_topic = isinstance(message, Message) and message.is_topic_message and message.message_thread_id
    return replace(blank, threaded=True, thread=str(in_topic) if in_topic else GENERAL)


def _sender(user: User | None, blank: Inbound) -> Inbound:
    """Only a person is a sender: no bot, and none of the accounts that stand in for admins and channels."""
    if user is None or user.is_bot or user.id in tuple(ChatID):
        return blank
    name, language = clean(user.full_name), user.language_code or ""
    return replace(blank, sender=str(user.id), sender_name=name, language=language)


def _chat(chat: Chat, blank: Inbound) -> Inbound:
    at = replace(blank.at, chat=str(chat.id))
    return replace(
        blank,
        at=at,
        group=chat.type != ChatType.PRIVATE,
        group_title=clean(chat.title or ""),
        threaded=bool(chat.is_forum),
    )
