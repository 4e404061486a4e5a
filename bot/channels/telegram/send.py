"""Saying something and changing what was said: outgoing messages into calls, and errors into their meaning.

Formatting travels as text and entities, never as HTML: nothing to escape, nothing to parse, safe to cut.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from itertools import count

from telegram import Bot
from telegram.constants import MessageLimit
from telegram.error import BadRequest, TelegramError

from bot.channels.base import Rendered, SendFailed, Sent, Why
from bot.channels.split import units
from bot.channels.telegram.calls import NO_PREVIEW, say
from bot.channels.telegram.errors import failure, is_done
from bot.channels.telegram.forum import tend, thread_number
from bot.channels.telegram.markup import check, entities, keyboard
from bot.channels.telegram.parts import Part, parts_of

Sleep = Callable[[float], Awaitable[None]]

_TRIES = 3


async def send(bot: Bot, chat: str, message: Rendered, *, gap: float, sleep: Sleep = asyncio.sleep) -> Sent:
    """Sends every part, `gap` seconds apart. Raises `SendFailed`; once a part has gone out, a failure that would
    otherwise be harmless to repeat is `UNKNOWN`, since repeating would say the first part twice."""
    if message.opens or message.closes:
        return await tend(bot, chat, message)
    if message.takes_back:
        return await take_back(bot, chat, message, gap=gap, sleep=sleep)
    check(message.buttons)
    first, *others = parts_of(message)
    delivered = await _send(bot, chat, first, message)
    with_buttons = delivered if first.buttons else []
    for part in others:
        await sleep(gap)
        ids = await _send_rest(bot, chat, part, message, sleep)
        delivered += ids
        with_buttons = ids if part.buttons else with_buttons
    return Sent(tuple(dict.fromkeys([*with_buttons, *delivered])))


async def edit(bot: Bot, chat: str, message_id: str, message: Rendered) -> None:
    """Replaces text and buttons. Raises `SendFailed`, `CARD_LOST` also where the text needs several messages."""
    check(message.buttons)
    if units(message.text) > MessageLimit.MAX_TEXT_LENGTH:
        raise SendFailed(Why.CARD_LOST, "too long for one message")
    try:
        await _edit(bot, chat, int(message_id), message)
    except TelegramError as error:
        if not is_done(error):
            raise failure(error) from None


async def take_back(bot: Bot, chat: str, message: Rendered, *, gap: float, sleep: Sleep) -> Sent:
    """Removes messages of ours, which Telegram allows for 48 hours (https://core.telegram.org/bots/api#deletemessage);
    what stands longer says from now on what `message` says. Harmless to repeat. Raises `SendFailed`."""
    for number in message.takes_back:
        try:
            await bot.delete_message(chat, int(number))
        except BadRequest as error:
            if "not found" not in error.message.lower():
                await _say_instead(bot, chat, number, message)
        except TelegramError as error:
            raise failure(error) from None
        await sleep(gap)
    return Sent((), calls=len(message.takes_back))


async def _say_instead(bot: Bot, chat: str, number: str, message: Rendered) -> None:
    """A picture without words cannot be changed either: people are asked to remove it."""
    try:
        await edit(bot, chat, number, Rendered(message.text, message.spans, protected=message.protected))
    except SendFailed as failed:
        if failed.why not in (Why.CARD_LOST, Why.REFUSED):
            raise


async def _edit(bot: Bot, chat: str, card: int, message: Rendered) -> None:
    marks, markup = entities(message.text, message.spans), keyboard(message.buttons)
    try:
        await bot.edit_message_text(
            message.text, chat, card, entities=marks, reply_markup=markup, link_preview_options=NO_PREVIEW
        )
    except BadRequest as error:
        if "no text in the message" not in error.message.lower():
            raise
        await bot.edit_message_caption(
            chat, card, caption=message.text, caption_entities=marks, reply_markup=markup
        )


async def _send(bot: Bot, chat: str, part: Part, message: Rendered) -> list[str]:
    thread = thread_number(message.thread)
    try:
        said = await say(bot, chat, part, thread=thread, protected=message.protected, silent=message.silent)
    except TelegramError as error:
        raise failure(error) from None
    return [str(one.message_id) for one in said]


async def _send_rest(bot: Bot, chat: str, part: Part, message: Rendered, sleep: Sleep) -> list[str]:
    """A part after the first. A 429 is waited out here: half a message cannot go back to the outbox."""
    for tries in count(1):
        try:
            return await _send(bot, chat, part, message)
        except SendFailed as failed:
            if failed.why not in (Why.LATER, Why.PAUSE_ALL):
                raise
            if tries == _TRIES or not failed.retry_after:
                raise SendFailed(Why.UNKNOWN, f"only the beginning arrived ({failed.detail})") from None
            await sleep(failed.retry_after)
    raise AssertionError("counting never ends")
