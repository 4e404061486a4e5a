"""How a unit stands with one report it owes: the nine states of the board, decided in this file alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    NOT_YET = "not_yet"  # chưa đến hạn
    SOON = "soon"  # sắp đến hạn: the first reminder has its day
    EXTENDED = "extended"  # được lùi hạn, and the new day is still to come
    OVERDUE = "overdue"  # quá hạn
    IN = "in"  # đã nộp, đúng hạn
    LATE = "late"  # nộp muộn
    RETURNED = "returned"  # trả lại: to be handed in again
    APPROVED = "approved"  # đã duyệt
    EXEMPT = "exempt"  # miễn


STILL_OWED = frozenset({Standing.NOT_YET, Standing.SOON, Standing.EXTENDED, Standing.OVERDUE, Standing.RETURNED})
"""Something is still to come from the unit: it is reminded, and may ask for more time."""


class Verdict(StrEnum):
    NONE = ""
    APPROVED = "approved"
    RETURNED = "returned"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One version of a report, as far as its standing goes: in time for the deadline it had, and what was found."""

    on_time: bool
    verdict: Verdict = Verdict.NONE


def standing(
    handed: Sequence[HandedIn],
    *,
    due_before: date,
    remind_from: date,
    today: date,
    exempt: bool = False,
    extended: bool = False,
) -> Standing:
    """`handed`: the versions in the order of their arrival. `due_before` is the deadline as it is now, extended or
    set anew by a return; `remind_from` the day of the first reminder before it."""
    if exempt:
        return Standing.EXEMPT
    if handed and handed[-1].verdict is not Verdict.RETURNED:
        if handed[-1].verdict is Verdict.APPROVED:
            return Standing.APPROVED
        return Standing.IN if in_time(handed) else Standing.LATE
    if today >= due_before:
        return Standing.OVERDUE
    if handed:
        return Standing.RETURNED
    if extended:
        return Standing.EXTENDED
    return Standing.SOON if today >= remind_from else Standing.NOT_YET


def in_time(handed: Sequence[HandedIn]) -> bool:
    """Whether whatever had to be handed in came in its time: the first version, and the one after every return. A
    file replaced of one's own accord makes no report late."""
    due = [True, *(version.verdict is Verdict.RETURNED for version in handed)]
    return all(version.on_time for version, had_to in zip(handed, due, strict=False) if had_to)
