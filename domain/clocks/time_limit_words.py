"""Reading what somebody says of a clock: "PA-GQ 12 ngày làm việc theo Quy chế số 05/QC-UBND"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from domain.clocks.limits import Unit
from domain.language.vietnamese import fold

_UNITS = {
    "ngay lam viec": Unit.WORKING,
    "ngay": Unit.CALENDAR,
    "gio lam viec": Unit.HOURS,
    "gio": Unit.HOURS,
}
_SAID = re.compile(
    rf"(?P<clock>[^\s:]+)(?:.*?(?<!\S)(?P<length>\d{{1,3}})\s*(?P<unit>{'|'.join(_UNITS)})(?!\w))?.*", re.DOTALL
)
_CODE = re.compile(r"[A-Z]{2,}(?:-[A-Z0-9]+)*(?!\S)")
_BASIS = re.compile(r"(?<!\w)theo\s+(\S.*)", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Said:
    """`length` and `unit` are None where it is only confirmed as it is; `basis` is '' where none was named."""

    clock: str
    length: int | None
    unit: Unit | None
    basis: str


def is_time_limit(words: str) -> bool:
    """Whether they name a clock and say something of it: "PA-GQ 12 ngày làm việc …"."""
    said = read_time_limit(words)
    return said is not None and bool(_CODE.match(words.strip())) and bool(said.length or said.basis)


def read_time_limit(words: str) -> Said | None:
    """None where nothing is said."""
    found_basis = _BASIS.search(words)
    before = words[: found_basis.start()] if found_basis else words
    found = _SAID.fullmatch(fold(before).strip())
    if not found or not found["clock"]:
        return None
    length = int(found["length"]) if found["length"] else None
    basis = " ".join(found_basis[1].split()) if found_basis else ""
    return Said(found["clock"].upper(), length, _UNITS[found["unit"]] if found["unit"] else None, basis)
