"""Citizens' petitions, their clocks and everything that happened to each."""

from __future__ import annotations

from datetime import UTC, date, datetime

from domain.messaging.messages import Address
from domain.petitions.flags import kept
from domain.petitions.lifecycle import is_open
from domain.petitions.queue_filter import QueueFilter
from storage.petitions.petition import Event, Petition, read_event, read_petition
from storage.petitions.queue_filters import conditions
from storage.session import Session, Value

EVERYTHING = QueueFilter()


_EVER = datetime(1970, 1, 1, tzinfo=UTC)


class PetitionStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def file(self, petition: Petition) -> int:
        """A new petition; tells its row id. Its clocks are kept by `storage.petitions.clocks`."""
        pin = petition.pin
        values: dict[str, Value] = {
            "commune": petition.commune,
            "code": petition.code,
            "kind": petition.kind.value,
            "field": petition.field,
            "status": petition.status.value,
            "open": is_open(petition.status),
            "restricted": petition.restricted,
            "person": petition.person,
            "channel": petition.at.channel,
            "account": petition.at.account,
            "chat": petition.at.chat,
            "language": petition.language,
            "story": petition.story,
            "place": petition.place,
            "latitude": pin.latitude if pin else None,
            "longitude": pin.longitude if pin else None,
            "office": petition.office,
            "unit": petition.unit,
            "due_on": petition.due_on,
            "due_clock": petition.due_clock,
            "due_at": petition.due_at,
            "received_at": petition.received_at,
            "hamlet": petition.hamlet,
            "identity": petition.identity,
            "source": petition.source,
            "sender_name": petition.sender_name,
            "sender_address": petition.sender_address,
            "sender_phone": petition.sender_phone,
            "sender_paper": petition.sender_paper,
            "people": petition.people,
            "flags": kept(petition.flags),
            "split_from": petition.split_from,
            "outcome": petition.outcome,
            "closed_at": petition.closed_at,
        }
        columns, given = ", ".join(values), ", ".join(f":{name}" for name in values)
        filed = f"INSERT INTO petitions ({columns}) VALUES ({given}) RETURNING id"  # noqa: S608
        return int(await self._db.value(filed, **values))

    async def by_code(self, code: str) -> Petition | None:
        """Codes are unguessable and unique over all communes; whoever holds one may ask for its state."""
        row = await self._db.row("SELECT * FROM petitions WHERE code = :code", code=code)
        return read_petition(row) if row else None

    async def numbered(self, number: int) -> Petition | None:
        """By its row id."""
        row = await self._db.row("SELECT * FROM petitions WHERE id = :number", number=number)
        return read_petition(row) if row else None

    def reword(self, petition: Petition, words: str) -> None:
        """The filer says it anew; what stood there before belongs into the history first."""
        self._db.write("UPDATE petitions SET story = :words WHERE id = :id", words=words, id=petition.id)

    async def change(self, petition: Petition, changed: Petition) -> bool:
        """Keeps what became of it, unless somebody else changed it since it was read: then nothing happens and it says
        False. The filer, the words and how it came stay."""
        found = await self._db.rows(
            """UPDATE petitions SET status = :status, open = :open, kind = :kind, field = :field, hamlet = :hamlet,
                   restricted = :restricted, office = :office, unit = :unit, owner = :owner, people = :people,
                   flags = :flags, outcome = :outcome, part_of = :part_of, difficulty = :difficulty,
                   remote = :remote, due_on = :due_on, due_clock = :due_clock, due_at = :due_at,
                   answered_at = :answered_at, closed_at = :closed_at, version = version + 1
               WHERE id = :id AND version = :version RETURNING id""",
            status=changed.status.value,
            open=is_open(changed.status),
            kind=changed.kind.value,
            field=changed.field,
            hamlet=changed.hamlet,
            restricted=changed.restricted,
            office=changed.office,
            unit=changed.unit,
            owner=changed.owner,
            people=changed.people,
            flags=kept(changed.flags),
            outcome=changed.outcome,
            part_of=changed.part_of,
            difficulty=changed.case.value,
            remote=changed.remote,
            due_on=changed.due_on,
            due_clock=changed.due_clock,
            due_at=changed.due_at,
            answered_at=changed.answered_at,
            closed_at=changed.closed_at,
            id=petition.id,
            version=petition.version,
        )
        return bool(found)

    def rate(self, petition: Petition, rating: str) -> None:
        self._db.write("UPDATE petitions SET rating = :rating WHERE id = :id", rating=rating, id=petition.id)

    async def queue(
        self,
        commune: str,
        office: str,
        *,
        after: tuple[datetime, int] | None,
        limit: int,
        restricted: bool,
        only: QueueFilter = EVERYTHING,
        person: int | None = None,
        now: datetime | None = None,
    ) -> list[Petition]:
        """Open petitions of an office, nearest deadline first, from behind (moment it falls due, row id) on.
        Restricted ones only for those who may see them. `only` may ask for those that are this person's, or overdue
        now."""
        due, number = after or (_EVER, 0)
        rows = await self._db.rows(
            f"""SELECT * FROM petitions WHERE commune = :commune AND office = :office AND {conditions(only)}
               AND (due_at, id) > (:due, :number) AND restricted <= :restricted
               ORDER BY due_at, id LIMIT :limit""",  # noqa: S608
            commune=commune,
            office=office,
            due=due,
            number=number,
            restricted=restricted,
            limit=limit,
            person=person,
            now=now,
            kind=only.kind,
            field=only.field,
            hamlet=only.hamlet,
        )
        return [read_petition(row) for row in rows]

    async def count_open(self, commune: str, office: str, today: date, *, restricted: bool) -> tuple[int, int]:
        """How many are open, and how many of them were due before today; restricted ones only for those who may see
        them. Read off the counts by day: its cost does not grow with the petitions."""
        row = await self._db.row(
            """SELECT coalesce(sum(n), 0), coalesce(sum(n) FILTER (WHERE due_on < :today), 0) FROM petition_days
               WHERE commune = :commune AND office = :office AND restricted <= :restricted""",
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
               ORDER BY due_at, id""",
            commune=commune,
            person=person,
        )
        return [read_petition(row) for row in rows]

    async def open_of(self, at: Address) -> list[Petition]:
        """The open ones of whoever writes from this private chat."""
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE open = 1 AND person IN (
                   SELECT person FROM addresses WHERE channel = :channel AND account = :account AND user = :chat)
               ORDER BY id""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )
        return [read_petition(row) for row in rows]

    async def parts_of(self, code: str) -> list[Petition]:
        """Those that were joined to it, the oldest first."""
        rows = await self._db.rows("SELECT * FROM petitions WHERE part_of = :code ORDER BY id", code=code)
        return [read_petition(row) for row in rows]

    async def split_from(self, code: str, *, since: datetime) -> list[Petition]:
        """Those that were split off from it since then, the oldest first."""
        rows = await self._db.rows(
            "SELECT * FROM petitions WHERE split_from = :code AND received_at >= :since ORDER BY id",
            code=code,
            since=since,
        )
        return [read_petition(row) for row in rows]

    async def of_person(self, person: int, commune: str, limit: int) -> list[Petition]:
        """The latest that the person filed with the commune."""
        rows = await self._db.rows(
            """SELECT * FROM petitions WHERE person = :person AND commune = :commune
               ORDER BY id DESC LIMIT :limit""",
            person=person,
            commune=commune,
            limit=limit,
        )
        return [read_petition(row) for row in rows]

    async def waiting_for(self, person: int, commune: str) -> Petition | None:
        """The latest petition in which the commune's office waits for this person's answer."""
        row = await self._db.row(
            """SELECT * FROM petitions WHERE person = :person AND commune = :commune AND status = 'asked'
               ORDER BY id DESC LIMIT 1""",
            person=person,
            commune=commune,
        )
        return read_petition(row) if row else None

    def note(self, petition: Petition, event: Event) -> None:
        self._db.write(
            """INSERT INTO petition_events (petition, commune, at, actor, action, status, words, open_to,
                   document, document_on)
               VALUES (:petition, :commune, :at, :actor, :action, :status, :words, :open_to, :document,
                   :document_on)""",
            petition=petition.id,
            commune=petition.commune,
            at=event.at,
            actor=event.actor,
            action=event.action,
            status=event.status.value,
            words=event.words,
            open_to=event.open_to,
            document=event.document,
            document_on=event.document_on or "",
        )

    async def last_document(self, petition: Petition) -> tuple[str, date | None]:
        """(number, day) of the signed document last noted; ('', None) where there is none."""
        row = await self._db.row(
            """SELECT document, document_on FROM petition_events WHERE petition = :petition AND document <> ''
               ORDER BY id DESC LIMIT 1""",
            petition=petition.id,
        )
        return (row[0], date.fromisoformat(row[1]) if row[1] else None) if row else ("", None)

    async def events(self, petition: Petition) -> list[Event]:
        rows = await self._db.rows(
            "SELECT * FROM petition_events WHERE petition = :id ORDER BY petition_events.id", id=petition.id
        )
        return [read_event(row) for row in rows]
