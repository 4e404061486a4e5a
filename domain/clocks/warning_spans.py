"""When somebody is warned of a petition's deadline: near its end, at its end, and then one rung up after another."""

from __future__ import annotations

from datetime import time
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Step(StrEnum):
    """In the order in which they come."""

    SOON = "soon"  # most of the time is used: whoever has the case
    OFFICER = "officer"  # it is over: whoever has the case
    CHIEF = "chief"  # Chánh Văn phòng
    LEADER = "leader"  # the chairman's digest


_Span = Annotated[int, Field(ge=0, le=60)]


class Rungs(BaseModel):
    """How long after the end, in working days or hours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    officer: _Span
    chief: _Span
    leader: _Span

    @model_validator(mode="after")
    def _goes_up(self) -> Rungs:
        if not self.officer <= self.chief <= self.leader:
            raise ValueError("the rungs must not come before those below them: officer, chief, leader")
        return self


class WarningSpans(BaseModel):
    """`used`: the part of its time after which a clock is near its end. `at`: at which hour of a day the warnings of
    clocks of days come up. `days`: rungs of clocks of days; `hours`: of those of hours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    used: Annotated[float, Field(gt=0, lt=1)]
    at: time
    days: Rungs
    hours: Rungs
