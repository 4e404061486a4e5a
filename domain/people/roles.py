"""Who may do what. The only place that decides it: by capability, from the roles somebody holds in a commune."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a unit of a commune. Everybody is a citizen besides."""

    STAFF = "staff"  # cán bộ đầu mối: hands in the unit's reports
    HEAD = "head"  # thủ trưởng đơn vị
    COLLECTOR = "collector"  # cán bộ tổng hợp of the unit to which reports are sent
    OFFICER = "officer"  # cán bộ tiếp nhận, xử lý of the office that takes petitions
    CHIEF = "chief"  # Chánh Văn phòng: sees what is not for groups
    LEADER = "leader"  # Chủ tịch, Phó Chủ tịch
    ADMIN = "admin"  # quản trị: invites people, keeps the calendar


class Can(StrEnum):
    """A capability. Commands ask for one of these, never for a role."""

    HAND_IN = "hand in a report for one's unit"
    REPORT_DIFFICULTY = "report a difficulty of one's unit"
    ANSWER_DIFFICULTY = "answer the difficulties sent to one's unit"
    SEE_BOARD = "see which unit has handed in, and which is late"
    SEE_PUNCTUALITY = "see whose reports are in, and one's own unit's on-time rate"
    REVIEW = "approve or return the reports handed in, close a period, excuse a unit"
    KEEP_UNITS = "rename, merge and end units"
    SET_DATES = "set the dates which the plan leaves open"
    NUDGE = "remind the units that have not handed in"
    BE_REMINDED = "choose at which hour to be reminded, and under which number to be telephoned"
    KEEP_CALENDAR = "change the commune's working calendar"
    KEEP_CLOCKS = "confirm or set the time limits of petitions that no law sets for sure"
    INVITE = "invite people and add units"
    SEE_DEADLINES = "have the deadlines of one's unit, or of all, as a calendar"
    INVITE_STAFF = "invite those who hand in a unit's reports"
    BE_AWAY = "be away, with somebody else of the unit standing in"
    HAND_OVER = "hand one's work over to somebody else"
    SEE_QUEUE = "see the petitions' queue"
    TRIAGE = "take, forward, ask, answer, close"
    SEE_RESTRICTED = "see what is not shown in any group"
    NAME_READERS = "name who may open what is sealed"
    OPEN_SEALED = "open what is sealed, where named"
    SEE_PEOPLE = "find petitions by whom they are from, in private"
    GUARD = "decide on people: ban and unban them, decide what they ask about their data"


_OWN_WORK = frozenset({Can.BE_AWAY, Can.HAND_OVER})
_MAY_BE_NAMED = frozenset({Can.OPEN_SEALED})
"""Whoever does any work here may be named; an admin never is."""
_UNIT = frozenset(
    {
        Can.HAND_IN,
        Can.REPORT_DIFFICULTY,
        Can.ANSWER_DIFFICULTY,
        Can.SEE_DEADLINES,
        Can.SEE_PUNCTUALITY,
        Can.BE_REMINDED,
        *_OWN_WORK,
        *_MAY_BE_NAMED,
    }
)
_BOARD = frozenset({Can.SEE_BOARD, Can.SEE_PUNCTUALITY})

_ROLES: dict[Role, frozenset[Can]] = {
    Role.STAFF: _UNIT,
    Role.HEAD: _UNIT,
    Role.COLLECTOR: _UNIT
    | _BOARD
    | {Can.SET_DATES, Can.REVIEW, Can.KEEP_UNITS, Can.NUDGE, Can.KEEP_CALENDAR, Can.INVITE_STAFF},
    Role.OFFICER: frozenset(
        {Can.SEE_QUEUE, Can.TRIAGE, Can.SEE_PEOPLE, Can.REPORT_DIFFICULTY, *_OWN_WORK, *_MAY_BE_NAMED}
    ),
    Role.CHIEF: frozenset(
        {
            Can.SEE_QUEUE,
            Can.TRIAGE,
            Can.SEE_RESTRICTED,
            Can.SEE_PEOPLE,
            Can.GUARD,
            Can.KEEP_CLOCKS,
            *_BOARD,
            Can.SEE_DEADLINES,
            Can.REPORT_DIFFICULTY,
            *_MAY_BE_NAMED,
        }
    ),
    Role.LEADER: frozenset(
        {Can.SEE_QUEUE, Can.SEE_RESTRICTED, *_BOARD, Can.SEE_DEADLINES, Can.NAME_READERS, *_MAY_BE_NAMED}
    ),
    Role.ADMIN: frozenset(
        {
            Can.INVITE,
            Can.INVITE_STAFF,
            Can.SEE_DEADLINES,
            Can.HAND_OVER,
            Can.KEEP_UNITS,
            Can.KEEP_CALENDAR,
            Can.KEEP_CLOCKS,
            Can.SET_DATES,
            *_BOARD,
            Can.NUDGE,
            Can.BE_REMINDED,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody's place in a commune: which unit, as what."""

    commune: str
    unit: str
    role: Role


def may(members: Iterable[Member], commune: str, what: Can) -> bool:
    """Whether somebody with these memberships may do this in this commune."""
    return any(member.commune == commune and what in _ROLES[member.role] for member in members)


def units_of(members: Iterable[Member], commune: str, what: Can) -> tuple[str, ...]:
    """The units for which they may do it, in the order of their appointment, once each."""
    units = (m.unit for m in members if m.commune == commune and what in _ROLES[m.role])
    return tuple(dict.fromkeys(units))
