"""Buttons and formatting as the Bot API has them."""

from __future__ import annotations

from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.constants import InlineKeyboardButtonLimit

from bot.channels.base import Button, SendFailed, Span, Why

Buttons = tuple[tuple[Button, ...], ...]

_ENTITIES = {"bold": MessageEntity.BOLD, "code": MessageEntity.CODE}
_MAX_COPIED = 256  # https://core.telegram.org/bots/api#copytextbutton


def check(buttons: Buttons) -> None:
    """Refuses at our side what the platform would refuse: it counts a button's data in bytes, not in letters."""
    for button in (button for row in buttons for button in row):
        if len(button.action.encode()) > InlineKeyboardButtonLimit.MAX_CALLBACK_DATA:
            raise SendFailed(Why.REFUSED, f"a button's action is longer than 64 bytes: {button.action[:16]}…")
        if len(button.copies) > _MAX_COPIED:
            raise SendFailed(Why.REFUSED, "a button's text to copy is longer than 256")


def keyboard(buttons: Buttons) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup([[_button(button) for button in row] for row in buttons]) if buttons else None


def _button(button: Button) -> InlineKeyboardButton:
    style = button.style or None
    if button.link:
        return InlineKeyboardButton(button.label, url=button.link, style=style)
    if button.copies:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copies), style=style)
    return InlineKeyboardButton(button.label, callback_data=button.action, style=style)


def entities(text: str, spans: tuple[Span, ...]) -> list[MessageEntity]:
    """Offsets in UTF-16 units (https://core.telegram.org/bots/api#messageentity)."""
    marks = [MessageEntity(_ENTITIES[span.look], span.start, span.end - span.start) for span in spans]
    return list(MessageEntity.adjust_message_entities_to_utf_16(text, marks))
