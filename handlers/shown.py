"""What somebody was shown of a question before they answer it: nobody agrees to what they were not shown."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.forms import Question
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog


def card(dialog: Dialog, step: int = 0) -> str:
    """The message that put a question: that of this step, or the last."""
    return f"dialog:{dialog.id}:{step or dialog.step}"


def in_place(turn: Turn, dialog: Dialog) -> bool:
    """Parts of one album change the question in place instead of asking it once for every picture."""
    return bool(turn.inbound.album) and turn.inbound.album == dialog.album and dialog.step > 0


def asked_from(turn: Turn, question: Question) -> datetime:
    """Pictures chosen together come one by one where there are no albums: they are answered together."""
    waits = turn.inbound.alone and question.more
    return turn.now + timedelta(seconds=turn.world.habits.files.next_one_seconds if waits else 0)


async def is_unseen(turn: Turn, dialog: Dialog, step: int = 0) -> bool:
    return await turn.memory.outbox.is_unseen(turn.inbound.at, card(dialog, step))


async def unread(turn: Turn, dialog: Dialog, notice: str) -> str:
    """This version of a notice where the dialogue has not shown it, or shows it in a message that is changed in place:
    what did not arrive was not shown."""
    shown = dialog.notice == notice and not (in_place(turn, dialog) and dialog.step == dialog.notice_step)
    return "" if shown and not await is_unseen(turn, dialog, dialog.notice_step) else notice


def lacks_notice(dialog: Dialog, question: Question) -> bool:
    """Whether the question, as it was put, does not say the notice that it has to: a newer one came meanwhile, say."""
    shown = (question.notice, dialog.step) == (dialog.notice, dialog.notice_step)
    return bool(question.notice) and not shown
