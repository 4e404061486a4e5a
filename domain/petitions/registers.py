"""The registers that an office keeps of what people brought: their titles and columns, as the templates name them."""

from __future__ import annotations

from enum import StrEnum

from domain.petitions.lifecycle import PetitionKind
from domain.plans.units import Fact


class Which(StrEnum):
    RECEPTION = "reception"  # sổ tiếp công dân: those received in person
    RECEPTIONS = "receptions"  # the same, of everybody, however it came
    PETITIONS = "petitions"  # sổ theo dõi đơn


class Column(Fact):
    title: str
    width: float  # characters


class Register(Fact):
    """`title`, `basis` and the columns' titles are printed as written."""

    title: str
    basis: str = ""
    columns: tuple[Column, ...]


class Registers(Fact):
    """`plans/national/registers.toml`."""

    reception: Register
    petitions: Register

    def of(self, which: Which) -> Register:
        return self.petitions if which is Which.PETITIONS else self.reception


def is_masked(kind: PetitionKind, *, restricted: bool) -> bool:
    """Of tố cáo, and of what may be one, a register says only the code, the field and the day (Luật Tố cáo Đ8)."""
    return restricted or kind is PetitionKind.DENUNCIATION
