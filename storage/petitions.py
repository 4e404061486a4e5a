"""Citizens' petitions, their clocks and everything that happened to each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.messages import Address, Pin
from domain.petitions import PetitionKind, Status
from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class Petition:
    """`due_on` is the nearest running deadline, `due_clock` the clock it belongs to. `restricted`: never in a
    group. `version` rises with every change, so that two officers cannot act on the same sight of it."""

    commune: str
    code: str
    kind: PetitionKind
    field: str
    status: Status
    restricted: bool
    person: int
    at: Address
    language: str
    story: str
    place: str
    pin: Pin | None
    office: str
    due_on: date
    due_clock: str
    received_at: datetime
    unit: str = ""
    owner: int | None = None
    version: int = 1
    id: int = 0

    def with_id(self, number: int) -> Petition:
        return replace(self, id=number)

    @property
    def subject(self) -> str:
        """Under which its files are kept."""
        return f"petition:{self.code}"

    @property
    def card(self) -> str:
        """The name of the message that stands for it in an officers' chat."""
        return f"petition:{self.code}"


@dataclass(frozen=True, slots=True)
class RunningClock:
    clock: str
    started_on: date
    due_raw: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `open_to` is 'citizen' or 'office': to whom the words may be shown."""

    at: datetime
    actor: int | None
    action: str
    status: Status
    words: str = ""
    open_to: str = "office"


class PetitionStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def file(self, petition: Petition, clocks: Sequence[RunningClock]) -> int:
        """A new petition with its clocks; tells its row id."""
        pin = petition.pin
        number = await self._db.value(
            """INSERT INTO petitions (commune, code, kind, field, status, restricted, person, channel, account,
                   chat, language, story, place, latitude, longitude, office, unit, due_on, due_clock, received_at)
               VALUES (:commune, :code, :kind, :field, :status, :restricted, :person, :channel, :account,
                   :chat, :language, :story, :place, :latitude, :longitude, :office, :unit, :due_on, :due_clock,
                   :received_at) RETURNING id""",
            commune=petition.commune,
            code=petition.code,
            kind=petition.kind.value,
            field=petition.field,
            status=petition.status.value,
            restricted=petition.restricted,
            person=petition.person,
            channel=petition.at.channel,
            account=petition.at.account,
            chat=petition.at.chat,
            language=petition.language,
            story=petition.story,
            place=petition.place,
            latitude=pin.latitude if pin else None,
            longitude=pin.longitude if pin else None,
            office=petition.office,
            unit=petition.unit,
            due_on=petition.due_on,
            due_clock=petition.due_clock,
            received_at=petition.received_at,
        )
        for clock in clocks:
            self._db.write(
                """INSERT INTO petition_clocks (petition, clock, started_on, due_raw, due_on)
                   VALUES (:petition, :clock, :started_on, :due_raw, :due_on)""",
                petition=number,
                clock=clock.clock,
                started_on=clock.started_on,
                due_raw=clock.due_raw,
                due_on=clock.due_on,
            )
        return int(number)

    async def by_code(self, code: str) -> Petition | None:
        """Codes are unguessable and unique over all communes; whoever holds one may ask for its state."""
        row = await self._db.row("SELECT * FROM petitions WHERE code = :code", code=code)
        return _petition(row) if row else None

    async def change(
        self, petition: Petition, status: Status, *, still_open: bool, unit: str, owner: int | None
    ) -> bool:
        """Moves it on, unless somebody else changed it since it was read: then nothing happens and it says False."""
        found = await self._db.rows(
            """UPDATE petitions SET status = :status, open = :open, unit = :unit, owner = :owner,
                   version = version + 1 WHERE id = :id AND version = :version RETURNING id""",
            status=status.value,
            open=still_open,
            unit=unit,
            owner=owner,
            id=petition.id,
            version=petition.version,
        )
        return bool(found)

    def close(self, petition: Petition, now: datetime) -> None:
        self._db.write("UPDATE petitions SET closed_at = :now WHERE id = :id", now=now, id=petition.id)

    def rate(self, petition: Petition, rating: str) -> None:
        self._db.write("UPDATE petitions SET rating = :rating WHERE id = :id", rating=rating, id=petition.id)

    async def queue(
        self, commune: str, office: str, *, after: tuple[date, int] | None, limit: int, restricted: bool
    ) -> list[Petition]:
        """Open petitions of an office, nearest deadline first, from behind (due day, row id) on.
        Restricted ones only for those who may see them."""
        day, number = after or (date.min, 0)
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE commune = :commune AND office = :office AND open = 1
               AND (due_on, id) > (:day, :number) AND restricted <= :restricted
               ORDER BY due_on, id LIMIT :limit""",
            commune=commune,
            office=office,
            day=day,
            number=number,
            restricted=restricted,
            limit=limit,
        )
        return [_petition(row) for row in rows]

    async def count_open(self, commune: str, office: str, today: date, *, restricted: bool) -> tuple[int, int]:
        """How many are open, and how many of them are overdue; restricted ones only for those who may see them."""
        row = await self._db.row(
            """SELECT count(*), coalesce(sum(due_on < :today), 0) FROM petitions
               WHERE commune = :commune AND office = :office AND open = 1 AND restricted <= :restricted""",
            commune=commune,
            office=office,
            today=today,
            restricted=restricted,
        )
        return (row[0], row[1]) if row else (0, 0)

    async def owned_by(self, person: int, commune: str) -> list[Petition]:
        """The open ones that an officer has taken, the nearest deadline first."""
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE commune = :commune AND owner = :person AND open = 1
               ORDER BY due_on, id""",
            commune=commune,
            person=person,
        )
        return [_petition(row) for row in rows]

    async def of_person(self, person: int, commune: str, limit: int) -> list[Petition]:
        """The latest that the person filed with the commune."""
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE person = :person AND commune = :commune
               ORDER BY id DESC LIMIT :limit""",
            person=person,
            commune=commune,
            limit=limit,
        )
        return [_petition(row) for row in rows]

    async def waiting_for(self, person: int, commune: str) -> Petition | None:
        """The latest petition in which the commune's office waits for this person's answer."""
        row = await self._db.row(
            """SELECT * FROM petitions WHERE person = :person AND commune = :commune AND status = :asked
               ORDER BY id DESC LIMIT 1""",
            person=person,
            commune=commune,
            asked=Status.ASKED.value,
        )
        return _petition(row) if row else None

    def note(self, petition: Petition, event: Event) -> None:
        self._db.write(
            """INSERT INTO petition_events (petition, commune, at, actor, action, status, words, open_to)
               VALUES (:petition, :commune, :at, :actor, :action, :status, :words, :open_to)""",
            petition=petition.id,
            commune=petition.commune,
            at=event.at,
            actor=event.actor,
            action=event.action,
            status=event.status.value,
            words=event.words,
            open_to=event.open_to,
        )

    async def events(self, petition: Petition) -> list[Event]:
        rows = await self._db.rows(
            "SELECT * FROM petition_events WHERE petition = :id ORDER BY petition_events.id", id=petition.id
        )
        return [
            Event(moment(r["at"]), r["actor"], r["action"], Status(r["status"]), r["words"], r["open_to"])
            for r in rows
        ]

    async def clocks(self, petition: Petition) -> list[RunningClock]:
        rows = await self._db.rows(
            "SELECT * FROM petition_clocks WHERE petition = :id AND met_on IS NULL ORDER BY due_on", id=petition.id
        )
        return [
            RunningClock(
                r["clock"],
                date.fromisoformat(r["started_on"]),
                date.fromisoformat(r["due_raw"]),
                date.fromisoformat(r["due_on"]),
            )
            for r in rows
        ]


def _petition(row: Row) -> Petition:
    pin = None if row["latitude"] is None else Pin(row["latitude"], row["longitude"])
    return Petition(
        commune=row["commune"],
        code=row["code"],
        kind=PetitionKind(row["kind"]),
        field=row["field"],
        status=Status(row["status"]),
        restricted=bool(row["restricted"]),
        person=row["person"],
        at=Address(row["channel"], row["account"], row["chat"]),
        language=row["language"],
        story=row["story"],
        place=row["place"],
        pin=pin,
        office=row["office"],
        due_on=date.fromisoformat(row["due_on"]),
        due_clock=row["due_clock"],
        received_at=moment(row["received_at"]),
        unit=row["unit"],
        owner=row["owner"],
        version=row["version"],
        id=row["id"],
    )
