"""The registers that an office keeps of what people brought: their titles and columns, as the templates name them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.petitions.lifecycle import PetitionKind
from domain.plans.units import Fact
from domain.time.periods import period_span

_ROMAN = ("I", "II", "III", "IV")


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
    """Of tố cáo, and of what may be one, a register says only in which quarter it came (Luật Tố cáo Đ9): neither code,
    field nor day, for whoever knows one of them could find the rest."""
    return restricted or kind is PetitionKind.DENUNCIATION


def quarter_told(received: date, since: date, until: date, today: date) -> str:
    """The quarter in which something masked came ("II/2026"), '' where a register from `since` to `until` must leave it
    out: one that does not hold the whole quarter, or is made before that is over, would tell the day to whoever compares
    two of them."""
    number = (received.month + 2) // 3
    first, last = period_span(f"{received.year}-Q{number}")
    return f"{_ROMAN[number - 1]}/{received.year}" if since <= first and last <= until and last < today else ""
