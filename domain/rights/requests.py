"""What people may ask about their own data, by when it is done, and what must be kept until when. The spans are data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pydantic import PositiveInt, model_validator

from domain.clocks.limits import Certainty
from domain.clocks.reckoning import WorkingDays
from domain.petitions.lifecycle import PetitionKind
from domain.plans.units import Fact


class Right(StrEnum):
    """Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15."""

    VIEW = "view"
    CORRECT = "correct"
    EXPORT = "export"
    WITHDRAW = "withdraw"  # rút đồng ý
    RESTRICT = "restrict"  # hạn chế, phản đối xử lý
    ERASE = "erase"
    ANONYMISE = "anonymise"  # khử nhận dạng: the petition stays, and no longer says whose it was


DECIDED = frozenset({Right.RESTRICT, Right.ANONYMISE})
"""What somebody of the office decides; the others are done, or refused with the reason, at once."""


class RightRule(Fact):
    """`answer_within` working days, `done_within` and one `extension` calendar days."""

    id: Right
    answer_within: PositiveInt
    done_within: PositiveInt
    extension: PositiveInt
    basis: str
    mark: Certainty


class Retention(Fact):
    """How many `years` petitions of these kinds are kept after they were closed."""

    id: str
    kinds: tuple[PetitionKind, ...]
    years: PositiveInt
    anonymise: bool
    basis: str
    mark: Certainty


class RightsRules(Fact):
    """`plans/national/rights.toml`."""

    remind_days: PositiveInt
    right: tuple[RightRule, ...]
    retention: tuple[Retention, ...]

    @model_validator(mode="after")
    def _leaves_nothing_out(self) -> RightsRules:
        if {one.id for one in self.right} != set(Right):
            raise ValueError("every right needs its spans, once")
        if sorted(kind for one in self.retention for kind in one.kinds) != sorted(PetitionKind):
            raise ValueError("every kind of petition needs one retention")
        return self

    def of(self, right: Right) -> RightRule:
        return next(one for one in self.right if one.id is right)

    def retention_of(self, kind: PetitionKind) -> Retention:
        return next(one for one in self.retention if kind in one.kinds)


@dataclass(frozen=True, slots=True)
class Spans:
    """The last day to answer with the procedure, and the last day to have done it."""

    answer_on: date
    due_on: date


def spans(rule: RightRule, asked_on: date, calendar: WorkingDays) -> Spans:
    """From the day after it was asked; a last day that is not worked moves on (Bộ luật Dân sự Đ147, Đ148)."""
    return Spans(
        calendar.add_working_days(asked_on, rule.answer_within),
        calendar.roll_forward(asked_on + timedelta(days=rule.done_within)),
    )


def extended(rule: RightRule, due_on: date, calendar: WorkingDays) -> date:
    return calendar.roll_forward(due_on + timedelta(days=rule.extension))


def kept_until(retention: Retention, closed_on: date | None, today: date) -> date:
    """The last day on which it must still be there; of one that is open, were it closed today."""
    start = closed_on or today
    year = start.year + retention.years
    try:
        return start.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)
