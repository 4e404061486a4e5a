"""The budget of what is said to somebody unasked: so many messages a day, and what does not fit is said together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Topic(StrEnum):
    """What is always said together, under one heading. NONE may stand alone."""

    NONE = ""
    DIGEST = "digest"  # what did not fit into a day
    NOBODY = "nobody"  # units for which nobody is registered
    CALL_LIST = "call_list"
    LEADER = "leader"
    CLOCKS = "clocks"  # deadlines of petitions


@dataclass(frozen=True, slots=True)
class Shares(Generic[T]):
    """`alone`: each in a message of its own; `together`: all in one; `later`: in the next day's digest."""

    alone: Sequence[T] = ()
    together: Sequence[T] = ()
    later: Sequence[T] = ()


def share(waiting: Sequence[T], left: int) -> Shares[T]:
    """`waiting`: what somebody is to be told now, the most urgent first; `left`: how many messages they may still
    get today."""
    if len(waiting) <= left:
        return Shares(alone=waiting)
    if left <= 0:
        return Shares(later=waiting)
    return Shares(alone=waiting[: left - 1], together=waiting[left - 1 :])
