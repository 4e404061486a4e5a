"""A report asked for out of turn is an obligation like those of the plan, with one date."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from domain.plans.plan import Obligation
from domain.plans.rules import Once
from domain.time.periods import Period

_PREFIX = "dx-"


def obligation_id(number: int) -> str:
    return f"{_PREFIX}{number}"


def request_number(obligation: str) -> int | None:
    """The number of the request behind an obligation's id; None where it is one of the plan's."""
    rest = obligation.removeprefix(_PREFIX)
    return int(rest) if obligation.startswith(_PREFIX) and rest.isdecimal() else None


def obligation_of(
    number: int, title: str, due_before: date, units: Sequence[str], collected_by: str, receiver: str
) -> Obligation:
    """`receiver`: the name of the unit that gathers it. The plan is not quoted: it does not name this report."""
    return Obligation(
        id=obligation_id(number),
        title=title,
        period=Period.ADHOC,
        owed_by=tuple(units),
        collected_by=collected_by or None,
        to=receiver,
        quote="",
        due=Once(date=due_before - timedelta(days=1), before=False),
    )
