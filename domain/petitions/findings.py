"""What an officer finds of a đơn, as the registers want it (Thông tư 05/2021/TT-TTCP Đ6): read from their words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from domain.language.vietnamese import fold
from domain.petitions.lifecycle import Action

SAYS_WHY = frozenset({Action.DECLINE, Action.RETURN, Action.GUIDE, Action.KEEP})
"""Done for a reason that the register wants to know; the officer is asked where their words do not tell it."""

_PARTS = re.compile(r"[;,\n]")
_DOES_NOT_MEET = ("khong du dieu kien", "chua du dieu kien")  # all folded
_MEETS = ("du dieu kien",)
_NOT_COMPETENT = ("khong thuoc tham quyen", "khong dung tham quyen")
_COMPETENT = ("thuoc tham quyen", "dung tham quyen")
_AGAINST = ("ben bi khieu nai", "nguoi bi khieu nai", "ben bi")
_SETTLED = ("co quan da giai quyet", "da giai quyet")
_WITHOUT_NAME = _DOES_NOT_MEET + _MEETS + _NOT_COMPETENT + _COMPETENT


@dataclass(frozen=True, slots=True)
class Findings:
    """`meets`: đủ điều kiện xử lý; `competent`: thuộc thẩm quyền; None where nobody said so. `against` is bên bị khiếu
    nại, `settled` the body that has settled it already; '' likewise."""

    meets: bool | None = None
    competent: bool | None = None
    against: str = ""
    settled: str = ""

    def and_also(self, later: Findings) -> Findings:
        """What was said later counts."""
        return Findings(
            self.meets if later.meets is None else later.meets,
            self.competent if later.competent is None else later.competent,
            later.against or self.against,
            later.settled or self.settled,
        )


NOTHING = Findings()


def told_in(words: str) -> Findings:
    """Of a sentence that says other things too: only what needs no name."""
    said = fold(words)
    return Findings(_either(said, _DOES_NOT_MEET, _MEETS), _either(said, _NOT_COMPETENT, _COMPETENT))


def _either(said: str, no: tuple[str, ...], yes: tuple[str, ...]) -> bool | None:
    """The denial is looked for first: what affirms is a part of it."""
    if any(one in said for one in no):
        return False
    return True if any(one in said for one in yes) else None


def read_findings(words: str) -> tuple[Findings, str]:
    """ "không đủ điều kiện; bên bị: Phòng Kinh tế" and so on, and the parts that say nothing of it."""
    found, puzzling = NOTHING, []
    for part in filter(None, (part.strip() for part in _PARTS.split(words))):
        one = told_in(part) if fold(part) in _WITHOUT_NAME else _named(part)
        found = found.and_also(one)
        puzzling += [part] if one == NOTHING else []
    return found, ", ".join(puzzling)


def _named(part: str) -> Findings:
    """ "Bên bị khiếu nại: Chủ tịch UBND xã"."""
    name, _, value = part.partition(":")
    said, value = fold(name), value.strip()
    return Findings(against=value if said in _AGAINST else "", settled=value if said in _SETTLED else "")


def implied_by(actions: Iterable[str]) -> Findings:
    """What was done says of itself: thụ lý takes both (Luật Khiếu nại Đ27, Luật Tố cáo Đ29); what is another body's is
    passed on."""
    found = NOTHING
    for action in actions:
        if action == Action.ACCEPT:
            found = replace(found, meets=True, competent=True)
        elif action == Action.REFER:
            found = replace(found, competent=False)
    return found
