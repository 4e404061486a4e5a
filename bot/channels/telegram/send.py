"""Saying something and changing what was said: outgoing messages into calls, and errors into their meaning.

Formatting travels as text and entities, never as HTML: nothing to escape, nothing to parse, safe to cut.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from itertools import count

from telegram import Bot
from telegram.constants import MessageLimit
from telegram.error import BadRequest, TelegramError

from bot.channels.base import Rendered, RenderedRecall, SendFailed, Sent, Why
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
        return await take_back(bot, chat, message, message.takes_back, gap=gap, sleep=sleep)
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


async def take_back(
    bot: Bot, chat: str, message: Rendered, recall: RenderedRecall, *, gap: float, sleep: Sleep
) -> Sent:
    """Removes messages of ours, which Telegram allows for 48 hours (https://core.telegram.org/bots/api#deletemessage);
    what stands longer says from now on what `message` says. A picture cannot be changed into words: people are asked
    to remove it. Harmless to repeat. Raises `SendFailed`."""
    stays = []
    for ids, said in recall.former:
        gone = [await _remove(bot, chat, number, message) for number in ids]
        stays += [] if all(gone) else [said]
        await sleep(gap * len(ids))
    calls = sum(len(ids) for ids, _ in recall.former)
    if not stays:
        return Sent((), calls=calls)
    asked = await send(bot, chat, Rendered("\n".join([recall.asks, *stays]), protected=True), gap=gap, sleep=sleep)
    return Sent(asked.message_ids, calls=calls + 1)


async def _remove(bot: Bot, chat: str, number: str, message: Rendered) -> bool:
    """Whether nothing of it is seen any more."""
    try:
        await bot.delete_message(chat, int(number))
    except BadRequest as error:
        return "not found" in error.message.lower() or await _say_instead(bot, chat, int(number), message)
    except TelegramError as error:
        raise failure(error) from None
    return True


async def _say_instead(bot: Bot, chat: str, number: int, message: Rendered) -> bool:
    """Whether only these words are seen there now."""
    marks = entities(message.text, message.spans)
    try:
        await bot.edit_message_text(message.text, chat, number, entities=marks, link_preview_options=NO_PREVIEW)
    except TelegramError as error:
        if is_done(error):
            return True
        if failure(error).why not in (Why.CARD_LOST, Why.REFUSED):
            raise failure(error) from None
        with suppress(BadRequest):  # the picture stands, but at least its words go
            await bot.edit_message_caption(chat, number, caption=message.text, caption_entities=marks)
        return False
    return True


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
