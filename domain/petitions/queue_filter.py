"""What an officer wants to see of the queue, as words say it and as a button carries it."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from domain.petitions.flags import Flag
from domain.petitions.lifecycle import PetitionKind

SWITCHES = {
    "mine": ("cua toi", "toi", "cua minh", "mine"),
    "new": ("moi", "chua nhan", "chua ai nhan", "new"),
    "overdue": ("qua han", "tre han", "tre", "overdue"),
    "held": ("giu lai", "dang giu", "tam giu", "held"),
    "flagged": ("co dau", "danh dau", "luu y", "flagged"),
}
"""What is on or off, and the words that switch it on, folded."""
_LETTERS = dict(zip(SWITCHES, "mnohf", strict=True))
_PARTS = 5
_KINDS, _FLAGS = tuple(PetitionKind), tuple(Flag)


@dataclass(frozen=True, slots=True)
class QueueFilter:
    """`new`: nobody has taken it. `held`: set apart as part of a flood. `flagged`: marked with any flag; `flag`: with
    this one. `field` is a code of the nation's list, `hamlet` the id of a unit; '' where all are meant."""

    mine: bool = False
    new: bool = False
    overdue: bool = False
    held: bool = False
    flagged: bool = False
    kind: PetitionKind | None = None
    field: str = ""
    hamlet: str = ""
    flag: Flag | None = None

    def and_only(self, what: str, which: str) -> QueueFilter:
        """Narrowed by one thing more: ("switch", "mine"), ("kind", "complaint"), ("field", "DD"), ("flag", …)."""
        change: dict[str, Any]
        match what:
            case "switch":
                change = {which: True}
            case "kind":
                change = {"kind": PetitionKind(which)}
            case "flag":
                change = {"flag": Flag(which)}
            case _:
                change = {what: which}
        return replace(self, **change)

    @property
    def code(self) -> str:
        """At most 35 bytes of ASCII, without a colon: it travels in a button; '' where everything is meant."""
        switches = "".join(letter for name, letter in _LETTERS.items() if getattr(self, name))
        kind = str(_KINDS.index(self.kind)) if self.kind else ""
        flag = str(_FLAGS.index(self.flag)) if self.flag else ""
        hamlet = hamlet_mark(self.hamlet) if self.hamlet else ""
        return "/".join((switches, kind, self.field, hamlet, flag)).rstrip("/")


def read_filter(code: str, fields: Collection[str], hamlets: Collection[str]) -> QueueFilter | None:
    """What `QueueFilter.code` wrote; None for what it never writes now."""
    parts = code.split("/")
    switches, kind, field, hamlet, flag = [*parts, *[""] * (_PARTS - len(parts))][:_PARTS]
    only = QueueFilter(
        **{name: letter in switches for name, letter in _LETTERS.items()},
        kind={str(at): one for at, one in enumerate(_KINDS)}.get(kind),
        field=field if field in fields else "",
        hamlet={hamlet_mark(unit): unit for unit in hamlets}.get(hamlet, ""),
        flag={str(at): one for at, one in enumerate(_FLAGS)}.get(flag),
    )
    return only if only.code == code else None


def hamlet_mark(unit: str) -> str:
    """A unit's id, short enough for a button: eight hexadecimal digits."""
    return f"{zlib.crc32(unit.encode()):08x}"
