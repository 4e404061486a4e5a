"""The queues of an officers' group whose messenger has places of its own for them: which petition stands in which."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.clocks.running import NO_DAY
from domain.petitions.lifecycle import Status, is_open


class Shelf(StrEnum):
    """In the order in which they are opened."""

    NEW = "new"
    WORKING = "working"
    WAITING = "waiting"  # for the citizen, or for what suspends the case
    OVERDUE = "overdue"
    DONE = "done"
    SYSTEM = "system"  # what the bot tells the office itself: digests, warnings, what did not reach anybody


_NEW = frozenset({Status.HELD, Status.RECEIVED, Status.REOPENED})
_WAITING = frozenset({Status.ASKED, Status.SUSPENDED})


def shelf_of(status: Status, due_on: date, today: date) -> Shelf:
    """Where a petition belongs. While it waits for others nobody here is late."""
    if not is_open(status):
        return Shelf.DONE
    if status in _WAITING:
        return Shelf.WAITING
    if NO_DAY != due_on < today:
        return Shelf.OVERDUE
    return Shelf.NEW if status in _NEW else Shelf.WORKING
