"""How each state of the board looks in tables: colour, ink and symbol, told apart by each of them alone.

The colours are those of Okabe and Ito, which colour-blind readers can tell apart (https://jfly.uni-koeln.de/color/).
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.reports.standing import Standing


@dataclass(frozen=True, slots=True)
class Look:
    fill: str
    ink: str
    symbol: str


LOOKS = {
    Standing.OVERDUE: Look("#D55E00", "#FFFFFF", "✗"),
    Standing.RETURNED: Look("#CC79A7", "#000000", "↩"),
    Standing.SOON: Look("#F0E442", "#000000", "!"),
    Standing.EXTENDED: Look("#56B4E9", "#000000", "»"),
    Standing.NOT_YET: Look("#EEEEEE", "#555555", "·"),
    Standing.LATE: Look("#E69F00", "#000000", "✓"),
    Standing.IN: Look("#8FD3BC", "#000000", "✓"),
    Standing.APPROVED: Look("#00694D", "#FFFFFF", "✔"),
    Standing.EXEMPT: Look("#D9D2E9", "#333333", "–"),
}
NOBODY = "#B00020"
"""Of a unit for which nobody is registered."""
