"""Who takes part in a plan: units, and the people whom a plan names."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationInfo


class UnitKind(StrEnum):
    COMMITTEE = "committee"  # the People's Committee itself
    OFFICE = "office"  # văn phòng
    DEPARTMENT = "department"  # phòng
    CENTRE = "centre"  # trung tâm, đơn vị sự nghiệp
    SCHOOL = "school"
    HAMLET = "hamlet"  # thôn, bản, tổ dân phố
    POLICE = "police"
    MILITARY = "military"
    FRONT = "front"  # Mặt trận Tổ quốc
    PARTY = "party"
    MASS = "mass"  # tổ chức chính trị - xã hội
    OFFICIAL = "official"  # công chức: one post of the structure before 1/7/2025
    GROUP = "group"  # several units, or people, under one name


class Fact(BaseModel):
    """A part of a plan: never changed, and nothing in it that nobody knows."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Roll:
    """The ids of one plan while it is being read: which there are, and which were met already."""

    def __init__(self, units: frozenset[str], outlines: frozenset[str] = frozenset()) -> None:
        self.units = units
        self.outlines = outlines
        self._met: set[tuple[str, str]] = set()

    def meet(self, kind: str, name: str) -> str:
        if (kind, name) in self._met:
            raise ValueError(f"there is another {kind} with the id {name!r}")
        self._met.add((kind, name))
        return name


def _known(name: str, info: ValidationInfo) -> str:
    if isinstance(info.context, Roll) and name not in info.context.units:
        raise ValueError(f"no unit has the id {name!r}")
    return name


def _new_unit(name: str, info: ValidationInfo) -> str:
    return info.context.meet("unit", name) if isinstance(info.context, Roll) else name


Slug: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
UnitId: TypeAlias = Annotated[str, AfterValidator(_known)]


class Unit(Fact):
    """A unit as the plan knows it.

    `as_written` is the plan's spelling, empty where the plan does not name the unit (`in_plan` false). `now` is
    its name since 1/7/2025 (NĐ 150/2025/NĐ-CP) where that differs. A `collective` stands for units that the
    commune is still to list: its schools, its hamlets.
    """

    id: Annotated[Slug, AfterValidator(_new_unit)]
    name: str
    kind: UnitKind
    as_written: str = ""
    duty: str = ""
    in_plan: bool = True
    obsolete: bool = False
    now: str | None = None
    collective: bool = False


class Contact(Fact):
    name: str
    position: str = ""
    phone: str = ""
