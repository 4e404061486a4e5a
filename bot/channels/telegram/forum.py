"""A group's topics: opened, opened again, closed (https://core.telegram.org/bots/api#createforumtopic)."""

from __future__ import annotations

from telegram import Bot
from telegram.constants import ForumTopicLimit
from telegram.error import TelegramError

from bot.channels.base import Rendered, Sent
from bot.channels.telegram.errors import failure, is_done

GENERAL = "general"
"""The topic that every forum has. It has no number to send to: 1 is refused like an unknown one."""


def thread_number(thread: str) -> int | None:
    return int(thread) if thread and thread != GENERAL else None


async def tend(bot: Bot, chat: str, message: Rendered) -> Sent:
    """Opens a topic of that name, or one that was closed; or closes one. Raises `SendFailed`, `SHELF_LOST` where the
    one meant is gone."""
    number = thread_number(message.thread)
    try:
        if message.opens and number is None:
            topic = await bot.create_forum_topic(chat, message.text[: ForumTopicLimit.MAX_NAME_LENGTH])
            return Sent((str(topic.message_thread_id),))
        if number is not None:
            await (bot.reopen_forum_topic if message.opens else bot.close_forum_topic)(chat, number)
    except TelegramError as error:
        if not is_done(error):
            raise failure(error) from None
    return Sent((message.thread,) if message.opens else ())
