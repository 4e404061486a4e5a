"""A citizen's petition, and what happened to it, as they are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from domain.clocks.limits import Case
from domain.clocks.running import NEVER, NO_DAY
from domain.messaging.messages import Address, Pin
from domain.petitions.flags import Flag, flags_of
from domain.petitions.lifecycle import PetitionKind, Status
from domain.petitions.queue_filter import QueueFilter
from storage.session import Row, moment

EVERYTHING = QueueFilter()


@dataclass(frozen=True, slots=True)
class Petition:
    """`due_at` is when the nearest running clock ends, `due_on` its day, `due_clock` which it is; `NEVER` and '' where
    none runs. `restricted`: never in a group. `hamlet` is the id of the thôn or tổ dân phố it is about. `identity` is
    who may know the filer: 'open', 'office', 'nobody'. `source` is how it came: 'chat', 'counter', 'phone', 'paper';
    `sender_…` what is known of who sent it. `people` filed it together. `part_of` is the code it was joined to,
    `split_from` the one it was once part of. `version` rises with every change, so that two officers cannot act on
    the same sight of it."""

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
    received_at: datetime
    due_on: date = NO_DAY
    due_clock: str = ""
    due_at: datetime = NEVER
    unit: str = ""
    owner: int | None = None
    hamlet: str = ""
    identity: str = "office"
    source: str = "chat"
    sender_name: str = ""
    sender_address: str = ""
    sender_phone: str = ""
    sender_paper: str = ""
    people: int = 1
    flags: frozenset[Flag] = frozenset()
    outcome: str = ""
    part_of: str = ""
    split_from: str = ""
    case: Case = Case.ORDINARY
    remote: bool = False
    answered_at: datetime | None = None
    closed_at: datetime | None = None
    rating: str = ""
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
class Event:
    """One thing that happened. `open_to` is 'citizen' or 'office': to whom the words may be shown. `document` is the
    number of the signed document that goes with it, `document_on` its day."""

    at: datetime
    actor: int | None
    action: str
    status: Status
    words: str = ""
    open_to: str = "office"
    document: str = ""
    document_on: date | None = None


def read_event(row: Row) -> Event:
    signed = row["document_on"]
    return Event(
        at=moment(row["at"]),
        actor=row["actor"],
        action=row["action"],
        status=Status(row["status"]),
        words=row["words"],
        open_to=row["open_to"],
        document=row["document"],
        document_on=date.fromisoformat(signed) if signed else None,
    )


def read_petition(row: Row) -> Petition:
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
        received_at=moment(row["received_at"]),
        due_on=date.fromisoformat(row["due_on"]),
        due_clock=row["due_clock"],
        due_at=moment(row["due_at"]),
        unit=row["unit"],
        owner=row["owner"],
        hamlet=row["hamlet"],
        identity=row["identity"],
        source=row["source"],
        sender_name=row["sender_name"],
        sender_address=row["sender_address"],
        sender_phone=row["sender_phone"],
        sender_paper=row["sender_paper"],
        people=row["people"],
        flags=flags_of(row["flags"]),
        outcome=row["outcome"],
        part_of=row["part_of"],
        split_from=row["split_from"],
        case=Case(row["difficulty"]),
        remote=bool(row["remote"]),
        answered_at=moment(row["answered_at"]) if row["answered_at"] else None,
        closed_at=moment(row["closed_at"]) if row["closed_at"] else None,
        rating=row["rating"],
        version=row["version"],
        id=row["id"],
    )
