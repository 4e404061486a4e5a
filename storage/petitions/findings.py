"""What officers found of each đơn, for the registers."""

from __future__ import annotations

from domain.petitions.findings import Findings
from storage.session import Row, Session


class FindingsStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def of(self, petition: int) -> Findings | None:
        """None as long as nobody was asked, nor said anything."""
        row = await self._db.row("SELECT * FROM petition_findings WHERE petition = :petition", petition=petition)
        return read_findings(row) if row else None

    def keep(self, petition: int, found: Findings) -> None:
        """In place of what stood there; with nothing in it, it says that it was asked for."""
        self._db.write(
            """INSERT INTO petition_findings (petition, meets, competent, against, settled)
               VALUES (:petition, :meets, :competent, :against, :settled)
               ON CONFLICT (petition) DO UPDATE
               SET meets = :meets, competent = :competent, against = :against, settled = :settled""",
            petition=petition,
            meets=found.meets,
            competent=found.competent,
            against=found.against,
            settled=found.settled,
        )


def read_findings(row: Row) -> Findings:
    meets, competent = (None if row[name] is None else bool(row[name]) for name in ("meets", "competent"))
    return Findings(meets, competent, row["against"], row["settled"])
