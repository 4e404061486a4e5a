"""How long the law, or the commune's own promise, gives for each step of a petition. The lengths are data.

How they are counted is in `domain/clocks/reckoning.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from pydantic import Field, PositiveInt

from domain.petitions.lifecycle import Action, PetitionKind, Status
from domain.plans.units import Fact


class Event(StrEnum):
    """What starts a clock."""

    RECEIVED = "received"  # nhận đơn, tiếp nhận nội dung
    ACCEPTED = "accepted"  # thụ lý, ra quyết định thụ lý
    DECIDED = "decided"  # ra quyết định giải quyết
    DECISION_KNOWN = "decision_known"  # nhận được hoặc biết được quyết định, hành vi hành chính
    FIRST_ROUND_OVER = "first_round_over"  # hết hạn giải quyết lần đầu, hoặc nhận được quyết định đó
    SECOND_ROUND_ACCEPTED = "second_round_accepted"  # thụ lý khiếu nại lần hai
    COMPLAINED_OF_DELAY = "complained_of_delay"  # cấp trên nhận tố cáo tiếp vì quá hạn
    REPORT_DEMANDED = "report_demanded"  # nhận yêu cầu báo cáo của cấp trên


class Unit(StrEnum):
    CALENDAR = "calendar"  # ngày
    WORKING = "working"  # ngày làm việc
    HOURS = "hours"  # giờ làm việc


class Bound(StrEnum):
    """Whose time it is."""

    COMMUNE = "commune"
    CITIZEN = "citizen"
    SUPERIOR = "superior"


class Nature(StrEnum):
    """Where the clock comes from: a commitment is never shown as a deadline of law."""

    LAW = "law"
    COMMITMENT = "commitment"  # cam kết nội bộ


class Certainty(StrEnum):
    VERIFIED = "V"
    CONFLICTING = "C"  # sources disagree
    UNVERIFIED = "U"
    CONFIRMED = "X"  # by the commune, with what it rests on


class Case(StrEnum):
    """How hard a case is, by an officer's decision; Nghị định 31/2019/NĐ-CP Đ3.2 for tố cáo."""

    ORDINARY = "ordinary"
    COMPLEX = "complex"  # phức tạp
    VERY_COMPLEX = "very_complex"  # đặc biệt phức tạp


_EASIER = {
    Case.ORDINARY: (Case.ORDINARY,),
    Case.COMPLEX: (Case.COMPLEX, Case.ORDINARY),
    Case.VERY_COMPLEX: (Case.VERY_COMPLEX, Case.COMPLEX, Case.ORDINARY),
}


class Clock(Fact):
    """One time limit. `lengths` gives its whole length in `unit`, extensions included, by case; `remote_lengths` the
    same in vùng sâu, vùng xa đi lại khó khăn, where it differs. `met_by` are the actions that end it; while the
    petition stands as one of `stands_still`, it does not run. `title` and `basis` are shown to officials as
    written."""

    id: str
    title: str
    kinds: tuple[PetitionKind, ...]
    starts_at: Event
    unit: Unit
    lengths: dict[Case, PositiveInt]
    remote_lengths: dict[Case, PositiveInt] = Field(default_factory=dict)
    met_by: tuple[Action, ...] = ()
    stands_still: tuple[Status, ...] = ()
    binds: Bound = Bound.COMMUNE
    nature: Nature = Nature.LAW
    told: bool = True  # to citizens; what is not is the office's own affair
    only_if: str = ""  # runs only where an officer finds this: 'not_competent'
    basis: str
    mark: Certainty
    valid_from: date
    valid_until: date | None = None
    note: str = ""

    def length(self, *, case: Case = Case.ORDINARY, remote: bool = False) -> int:
        """In `unit`. A case for which the text knows no extension of its own has that of the less hard one."""
        lengths = self.remote_lengths or self.lengths if remote else self.lengths
        return next(lengths[one] for one in _EASIER[case] if one in lengths)

    def in_force(self, on: date) -> bool:
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


def clocks_for(
    kind: PetitionKind, event: Event, all_clocks: Iterable[Clock], on: date, *, only_if: str = ""
) -> tuple[Clock, ...]:
    """What the event starts for the commune on that day, in the order given. Clocks that run only in some
    circumstance are left out, unless it is the one named."""
    return tuple(
        clock
        for clock in all_clocks
        if kind in clock.kinds
        and clock.starts_at is event
        and clock.binds is Bound.COMMUNE
        and clock.only_if in ("", only_if)
        and clock.in_force(on)
    )
