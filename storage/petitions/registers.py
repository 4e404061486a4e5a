"""What the registers of a time are made of: the petitions received in it, with all that happened to each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.clocks.running import Running
from domain.petitions.findings import NOTHING, Findings
from storage.petitions.clocks import _running
from storage.petitions.findings import read_findings
from storage.petitions.petition import Event, Petition, read_event, read_petition
from storage.session import Session, Value


@dataclass(frozen=True, slots=True)
class Entry:
    """`sender` as they told it, or as their messenger shows them; '' where nobody may know."""

    petition: Petition
    sender: str
    events: tuple[Event, ...]
    clocks: tuple[Running, ...]
    found: Findings = NOTHING


class RegisterStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def received(self, commune: str, since: datetime, until: datetime, *, source: str = "") -> list[Entry]:
        """From `since` to before `until`, the oldest first; only what came in one way, where it is named."""
        span: dict[str, Value] = {"commune": commune, "since": since, "until": until, "source": source}
        within = """p.commune = :commune AND p.received_at >= :since AND p.received_at < :until
                    AND :source IN ('', p.source)"""
        petitions = await self._db.rows(
            f"""SELECT p.*, CASE p.sender_name WHEN '' THEN who.name ELSE p.sender_name END AS sender
                FROM petitions p JOIN persons who ON who.id = p.person WHERE {within} ORDER BY p.received_at, p.id""",  # noqa: S608
            **span,
        )
        events: dict[int, list[Event]] = {}
        for row in await self._db.rows(
            f"""SELECT e.* FROM petition_events e JOIN petitions p ON p.id = e.petition WHERE {within}
                ORDER BY e.id""",  # noqa: S608
            **span,
        ):
            events.setdefault(row["petition"], []).append(read_event(row))
        clocks: dict[int, list[Running]] = {}
        for row in await self._db.rows(
            f"""SELECT c.* FROM running_clocks c JOIN petitions p ON p.id = c.petition WHERE {within}
                ORDER BY c.id""",  # noqa: S608
            **span,
        ):
            clocks.setdefault(row["petition"], []).append(_running(row))
        findings = {
            row["petition"]: read_findings(row)
            for row in await self._db.rows(
                f"SELECT f.* FROM petition_findings f JOIN petitions p ON p.id = f.petition WHERE {within}",  # noqa: S608
                **span,
            )
        }
        return [
            Entry(
                read_petition(row),
                "" if row["identity"] == "nobody" else row["sender"],
                tuple(events.get(row["id"], ())),
                tuple(clocks.get(row["id"], ())),
                findings.get(row["id"], NOTHING),
            )
            for row in petitions
        ]
