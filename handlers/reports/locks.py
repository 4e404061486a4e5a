"""`/khoa`, `/mokhoa`: a period of a report is closed for handing in, and opened again for a reason."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.forms import Form
from domain.language.text import Text
from domain.people.roles import Can
from domain.reports.review_form import PeriodChosen, lock_form
from handlers import dialogue
from handlers.reports.duties import Ledger, ledger, report_name
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.reports.reviews import Lock

LOCK, UNLOCK = "lock_period", "unlock_period"


async def lock(turn: Turn, words: str) -> None:
    if not _choices(await _book(turn), locked=False):
        raise Refusal(Text("lock.nothing_to_lock"))
    await dialogue.begin(turn, LOCK)


async def unlock(turn: Turn, words: str) -> None:
    if not _choices(await _book(turn), locked=True):
        raise Refusal(Text("lock.nothing_locked"))
    await dialogue.begin(turn, UNLOCK)


async def _book(turn: Turn) -> Ledger:
    return await ledger(turn.world, turn.memory, turn.commune, turn.today)


def _choices(book: Ledger, *, locked: bool) -> list[tuple[str, Text]]:
    """The periods on the board: to be closed, those whose reminders have begun."""
    found: dict[str, Text] = {}
    for entry in book.entries:
        key = "/".join(entry.duty.what[:2])
        if book.is_locked(entry.duty) is locked and (locked or book.has_begun(entry.duty)):
            found.setdefault(key, report_name(entry.duty))
    return list(found.items())


def _preparing(*, unlock: bool) -> Callable[[Turn, Dialog], Awaitable[Callable[[Form], PeriodChosen]]]:
    async def prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], PeriodChosen]:
        choices = _choices(await _book(turn), locked=unlock)
        return lambda form: lock_form(form, choices, unlock=unlock)

    return prepare


def _finishing(*, unlock: bool) -> Callable[[Turn, Dialog, PeriodChosen], Awaitable[None]]:
    async def finish(turn: Turn, dialog: Dialog, chosen: PeriodChosen) -> None:
        names = dict(_choices(await _book(turn), locked=unlock))
        if chosen.what not in names:
            raise Refusal(Text("lock.done_already"))
        obligation, period = chosen.what.split("/")
        turn.memory.reviews.lock(
            turn.commune, obligation, period, Lock(not unlock, chosen.reason, turn.person.id, turn.now)
        )
        turn.memory.reports.raise_version(turn.commune)
        await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
        turn.say(Text("lock.you_unlocked" if unlock else "lock.you_locked", report=names[chosen.what]))
        what = "period unlocked" if unlock else "period locked"
        await turn.note(what, f"period:{chosen.what}", chosen.reason)

    return finish


dialogue.register(
    LOCK, dialogue.Dialogue(_preparing(unlock=False), _finishing(unlock=False), needs=Can.REVIEW, spreads=True)
)
dialogue.register(
    UNLOCK, dialogue.Dialogue(_preparing(unlock=True), _finishing(unlock=True), needs=Can.REVIEW, spreads=True)
)
