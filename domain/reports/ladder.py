"""The ladder of people behind a deadline: who is turned to on which day once a report is late."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from domain.time.calendar import WorkingCalendar


class Rung(StrEnum):
    UNIT = "unit"  # those registered for the unit: every reminder before the day
    HEAD = "head"  # the head of the unit
    CALL_LIST = "call_list"  # whoever collects the report, to telephone
    LEADER = "leader"  # the chairman's digest


WorkingDays = Annotated[int, Field(ge=1, le=60)]


class Ladder(BaseModel):
    """Working days after the last safe day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    head: WorkingDays
    call_list: WorkingDays
    leader: WorkingDays

    @model_validator(mode="after")
    def _goes_up(self) -> Ladder:
        if not self.head <= self.call_list <= self.leader:
            raise ValueError("the rungs must not come before those below them: head, call_list, leader")
        return self


def rung_days(last_safe_day: date, ladder: Ladder, calendar: WorkingCalendar) -> list[tuple[Rung, date]]:
    """The working day on which a report that is still missing climbs each rung, from the lowest up."""
    spans = ((Rung.HEAD, ladder.head), (Rung.CALL_LIST, ladder.call_list), (Rung.LEADER, ladder.leader))
    return [(rung, calendar.add_working_days(last_safe_day, span)) for rung, span in spans]
