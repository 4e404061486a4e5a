"""Reading what somebody said as the answer to the question of a dialogue: a press, a number, a label, or their own
words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from domain.forms import Option, Question, Reply
from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Kind
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog

BACK, CANCEL = "~back", "~cancel"
_WORDS_FOR_BACK = ("quay lai", "tro lai", "lui", "back")
_NUMBER = re.compile(r"(\d{1,2})[.)]?")


def reply_of(turn: Turn, dialog: Dialog, question: Question, words: str, way_out: Text) -> Reply:
    """Of a press, of words, or of what was sent; `way_out` is what the button is called that ends the dialogue."""
    heard = turn.inbound
    if heard.kind is Kind.PRESS:
        return Reply(option=words.rsplit(":", 1)[1])
    if not heard.files and heard.pin is None:
        meant = _meant(turn, question.options, words, way_out, numbers=is_fresh(turn, dialog))
        if meant:
            return Reply(option=meant)
    return Reply(words=words, files=heard.files, pin=heard.pin)


def is_fresh(turn: Turn, dialog: Dialog) -> bool:
    """Whether a number can still be meant for the question: next day it is only a number."""
    valid = timedelta(hours=turn.world.habits.menus.valid_hours)
    return dialog.asked_at is not None and turn.now - dialog.asked_at < valid


def is_stale_number(turn: Turn, dialog: Dialog, reply: Reply) -> bool:
    """A line of a list that has expired, and nothing that would belong to anybody's story."""
    return not (reply.option or reply.files or is_fresh(turn, dialog)) and bool(
        _NUMBER.fullmatch(reply.words.strip())
    )


def _meant(turn: Turn, options: Sequence[Option], words: str, way_out: Text, *, numbers: bool) -> str:
    """The id of the option that a number, a label or one of our words for the way back stands for, or ''."""
    said = fold(words).strip(" .!")
    if said in _WORDS_FOR_BACK:
        return BACK
    number = _NUMBER.fullmatch(said) if numbers else None
    numbered = [option for option in options if not option.aside]
    if number and 1 <= int(number[1]) <= len(numbered):
        return numbered[int(number[1]) - 1].id
    for option in (*options, Option(CANCEL, way_out)):
        if said == fold(turn.world.plain(option.label, turn.person.language)):
            return option.id
    return ""
