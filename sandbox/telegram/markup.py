"""The keyboards under a message: their shape and sizes. callback_data is measured in bytes."""

from __future__ import annotations

from typing import Any

from sandbox.telegram.errors import bad_request

Json = dict[str, Any]

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA_BYTES = 64
MAX_COPIED = 256
KEYBOARDS = ("inline_keyboard", "keyboard", "remove_keyboard", "force_reply")
STYLES = ("danger", "success", "primary")
_DOES = """
    url callback_data web_app login_url switch_inline_query switch_inline_query_current_chat
    switch_inline_query_chosen_chat copy_text callback_game pay
"""
DOES = _DOES.split()


def checked(markup: Json | None) -> Json | None:
    """Raises 400. An inline keyboard without buttons is none."""
    if not markup:
        return None
    if not any(kind in markup for kind in KEYBOARDS):
        raise bad_request("object expected as reply markup")
    rows = markup.get("inline_keyboard", markup.get("keyboard", []))
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request("can't parse keyboard: field must be an Array of Arrays")
    if sum(map(len, rows)) > MAX_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG")
    if any(len(row) > MAX_IN_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_INVALID")
    if "inline_keyboard" not in markup:
        return markup
    rows = [[_button(button) for button in row] for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def _button(button: Any) -> Json:
    if not isinstance(button, dict) or not str(button.get("text", "")).strip():
        raise bad_request("can't parse inline keyboard button: text buttons must be non-empty")
    if sum(what in button for what in DOES) != 1:
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if "callback_data" in button and not 1 <= len(str(button["callback_data"]).encode()) <= MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in button and not 1 <= len(str(button["copy_text"].get("text", ""))) <= MAX_COPIED:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if button.get("style", STYLES[0]) not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    return button
