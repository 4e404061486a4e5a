"""Reports that were handed in for a period which a change of the plan or of its dates would make disappear."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol, TypeVar

from domain.plans.due import EnteredDate, occurrences
from domain.plans.plan import Obligation


class HandedIn(Protocol):
    @property
    def obligation(self) -> str: ...
    @property
    def period(self) -> str: ...
    @property
    def due_before(self) -> date: ...


AnyReport = TypeVar("AnyReport", bound=HandedIn)

_WITHIN = timedelta(days=366)  # a period's date is never moved further than that


def orphans(
    submissions: Iterable[AnyReport], obligations: Iterable[Obligation], entered: Iterable[EnteredDate]
) -> list[AnyReport]:
    """Those of the submissions whose report or period is no more under these obligations and dates, in order."""
    submissions, entered = list(submissions), list(entered)
    if not submissions:
        return []
    since = min(one.due_before for one in submissions) - _WITHIN
    until = max(one.due_before for one in submissions) + _WITHIN
    periods = {
        (obligation.id, one.period)
        for obligation in obligations
        for one in occurrences(obligation, since=since, until=until, entered=entered)
    }
    return [one for one in submissions if (one.obligation, one.period) not in periods]
