"""A plan: what a commune has written down about grassroots democracy, as data.

A plan is never guessed at: a blank number is `None`, a missing deadline is `due = None`, and whatever the plan
does not say is marked as a default (`basis`, `confirmed`, `in_plan`). `Plan.read` finds all mistakes at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, Field, ValidationInfo, model_validator

from domain.clocks.clock_book import OwnClock
from domain.petitions.canned import CannedAnswer
from domain.petitions.macros import Macro
from domain.plans.rules import DueRule
from domain.plans.units import Contact, Fact, Roll, Slug, Unit, UnitId
from domain.reports.ladder import Ladder
from domain.reports.outline import Outline
from domain.time.periods import Period

Basis: TypeAlias = Literal["plan", "default"]
Step: TypeAlias = Annotated[int, Field(ge=0, le=60)]  # working days before the last safe day

MOST_STEPS = 3  # reminders of one report before it is due: an extra one lowers acceptance
Steps: TypeAlias = Annotated[tuple[Step, ...], Field(max_length=MOST_STEPS)]


_Named = TypeVar("_Named", Unit, "Obligation")


class Commune(Fact):
    """`province_basis`: whether the text names the province, or from what it was inferred."""

    id: Slug
    name: str
    type: Literal["xã", "phường", "đặc khu"]
    province: str
    province_basis: str = ""


class Signatory(Fact):
    title: str
    name: str


class Document(Fact):
    """The paper itself. What ends in `as_written` is verbatim; `number` and `date` are None where left blank."""

    number: str | None = None
    number_as_written: str = ""
    date: dt.date | None = None
    date_as_written: str = ""
    title: str
    issuing_body: str
    signatory: Signatory | None = None
    implements: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    annexes_missing: tuple[str, ...] = ()


def _new_obligation(name: str, info: ValidationInfo) -> str:
    return info.context.meet("obligation", name) if isinstance(info.context, Roll) else name


NO_OUTLINE = "none"


def _known_outline(name: str, info: ValidationInfo) -> str:
    if isinstance(info.context, Roll) and name != NO_OUTLINE and name not in info.context.outlines:
        raise ValueError(f"no outline of this plan has the id {name!r}")
    return name


class Obligation(Fact):
    """A report that units owe.

    `to`, `via` and `onward` are the plan's words for who receives it, through whom, and to whom it is passed
    on; `collected_by` is the unit that gathers it. `due` is None where the plan sets no date: "chưa có hạn – cần
    nhập". `steps` are working days before the last safe day; None means the plan's own. `outline` names one
    of the plan's own for the figures of this report, or "none"; None means the national one, where that is for
    reports of this period.
    """

    id: Annotated[Slug, AfterValidator(_new_obligation)]
    title: str
    period: Period
    owed_by: Annotated[tuple[UnitId, ...], Field(min_length=1)]
    collected_by: UnitId | None = None
    to: str = ""
    via: str = ""
    onward: str = ""
    quote: str
    recurrence_as_written: str = ""
    due: DueRule | None = None
    steps: Steps | None = None
    outline: Annotated[Slug, AfterValidator(_known_outline)] | None = None
    notes: str = ""


class VaultSetting(Fact):
    """`lane`: the fields of a denunciation (Luật Tố cáo Đ23) may be given in the chat, each locked at once. `above`:
    where those go whose denunciation nobody here may read; the nation's default where empty."""

    lane: bool = False
    above: str = ""


class PetitionDuty(Fact):
    """Which unit's queue petitions stand in. `basis` is "default" where the plan names nobody. `answers` and `macros`
    are the commune's own, beside those of the nation and of its officers' chat. `clocks` are those that
    the commune set otherwise than the nation, or promises itself. `remote_area`: vùng sâu, vùng xa đi lại khó khăn,
    never inferred; it is only what officers are offered first, who decide case by case."""

    office: UnitId
    basis: Basis
    quote: str = ""
    more_quotes: tuple[str, ...] = ()
    coordinate: str | None = None
    answers: tuple[CannedAnswer, ...] = ()
    macros: tuple[Macro, ...] = ()
    remote_area: bool = False
    clocks: tuple[OwnClock, ...] = ()
    vault: VaultSetting = VaultSetting()


class Difficulties(Fact):
    """Where staff report khó khăn, vướng mắc: a unit, and the one person in it if the plan names one."""

    unit: UnitId | None = None
    contact: Contact | None = None
    quote: str = ""
    basis: Basis = "plan"


class Publicity(Fact):
    """Who makes things known, in the plan's words, and through what."""

    by: str
    channels: tuple[str, ...]
    quote: str


class Recurring(Fact):
    """What recurs in the plan and is no report: a meeting, a check, a review."""

    what: str
    quote: str


class Reminding(Fact):
    """`ladder` is None where the nation's habit is good enough."""

    steps: Steps = (10, 3, 0)
    at: dt.time = dt.time(8)
    timezone: str = "Asia/Ho_Chi_Minh"
    ladder: Ladder | None = None


class Reception(Fact):
    """Tiếp công dân. Empty where unknown: the national default fills it. Not `confirmed` until somebody of the
    commune has said so."""

    place: str = ""
    hours: str = ""
    leader_days: str = ""
    phone: str = ""
    confirmed: bool = False

    def filled_from(self, default: Reception) -> Reception:
        given = {name: value for name, value in self if value}
        return default.model_copy(update={"confirmed": self.confirmed, **given})


class Wording(StrEnum):
    """How members of staff are addressed."""

    COMRADE = "đồng chí"
    SIBLING = "anh/chị"


class Plan(Fact):
    """One plan of one commune. `years` are those it was made for; empty means every year until replaced."""

    id: Slug
    version: Annotated[int, Field(ge=1)] = 1
    commune: Commune
    document: Document
    units: tuple[Unit, ...]
    obligations: tuple[Obligation, ...] = ()
    outlines: tuple[Outline, ...] = ()
    petitions: PetitionDuty
    difficulties: Difficulties
    publicity: tuple[Publicity, ...] = ()
    hotspots: tuple[str, ...] = ()
    hotspot_quotes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    other_recurring: tuple[Recurring, ...] = ()
    more_quotes: tuple[str, ...] = ()
    reminding: Reminding = Reminding()
    reception: Reception = Reception()
    wording: Wording = Wording.COMRADE
    years: tuple[int, ...] = ()
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None
    data_quality: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Plan:
        """A plan from what a file says. Raises `pydantic.ValidationError` with every mistake, references to
        units and outlines that do not exist and ids used twice among them."""
        return cls.model_validate(
            data, context=Roll(frozenset(_ids(data, "units")), frozenset(_ids(data, "outlines")))
        )

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Plan:
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise ValueError("valid_until is before valid_from")
        return self

    def unit(self, unit_id: str) -> Unit:
        """Raises `KeyError` if there is none."""
        return _by_id(self.units, unit_id)

    def obligation(self, obligation_id: str) -> Obligation:
        """Raises `KeyError` if there is none."""
        return _by_id(self.obligations, obligation_id)

    def outline(self, obligation: Obligation, national: Outline) -> Outline | None:
        """By which the figures of this report are asked for; None where it has no sheet."""
        if obligation.outline is None:
            return national if obligation.period in national.periods else None
        return next((one for one in self.outlines if one.id == obligation.outline), None)

    def steps(self, obligation: Obligation) -> tuple[int, ...]:
        return self.reminding.steps if obligation.steps is None else obligation.steps


def _by_id(among: Iterable[_Named], wanted: str) -> _Named:
    for one in among:
        if one.id == wanted:
            return one
    raise KeyError(wanted)


def _ids(data: Mapping[str, Any], what: str) -> Iterator[str]:
    # The file is not checked yet: anything may stand where they are expected.
    listed = data.get(what)
    for one in listed if isinstance(listed, list) else ():
        if isinstance(one, dict) and isinstance(one.get("id"), str):
            yield one["id"]
