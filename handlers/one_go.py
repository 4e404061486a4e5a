"""Several files that are one thing: an album, or one file shortly behind another, for not every messenger has
albums."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.messaging.messages import Kind
from domain.petitions.codes import is_sentence
from handlers.turn import Turn
from storage.messaging.dialogs import Dialog


def belongs(dialog: Dialog, turn: Turn) -> bool:
    """Whether what was said goes with the file last taken: in the same album, or shortly behind it. A file with a
    sentence under it is a matter of its own there."""
    heard = turn.inbound
    if heard.album and heard.album == dialog.album:
        return True
    if heard.kind is not Kind.FILE or is_sentence(heard.text) or dialog.asked_at is None:
        return False
    settling = timedelta(seconds=turn.world.habits.files.settling_seconds)
    return abs(_sent_at(turn) - dialog.asked_at) < settling


async def wait_for_more(turn: Turn, form: str, about: str = "", *, step: int = 0) -> None:
    """Further files go to this form from now on. `step` counts those that came to it."""
    waiting = Dialog(form, turn.commune, {}, about, step=step, album=turn.inbound.album)
    await turn.memory.dialogs.keep(turn.inbound.at, turn.inbound.speaker, waiting, _sent_at(turn))


def _sent_at(turn: Turn) -> datetime:
    """We may hear of it late; where no moment is told (1970), we do not know how late."""
    return turn.inbound.sent_at if turn.inbound.sent_at.timestamp() else turn.now
