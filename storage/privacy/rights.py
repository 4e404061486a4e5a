"""What people asked about their own data, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.rights.requests import Right, Spans
from storage.session import Row, Session, moment


@dataclass(frozen=True, slots=True)
class DataRequest:
    """`about` are the codes of petitions; `state` is 'open', 'done' or 'refused'; `extended`: it had its one
    extension."""

    commune: str
    code: str
    person: int
    right: Right
    at: datetime
    due_on: date
    about: tuple[str, ...] = ()
    words: str = ""
    state: str = "open"
    extended: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Consent:
    policy: str
    address: str
    at: datetime
    withdrawn_at: datetime | None


class RightsStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def ask(self, request: DataRequest, spans: Spans) -> None:
        """It is answered with the procedure as soon as it is asked."""
        over = request.state != "open"
        self._db.write(
            """INSERT INTO data_requests (commune, code, person, right_, about, words, state, at, answer_on,
                   answered_at, due_on, decided_at, reason)
               VALUES (:commune, :code, :person, :right, :about, :words, :state, :at, :answer_on, :at, :due_on,
                   :decided_at, :reason)""",
            commune=request.commune,
            code=request.code,
            person=request.person,
            right=request.right.value,
            about=" ".join(request.about),
            words=request.words,
            state=request.state,
            at=request.at,
            answer_on=spans.answer_on,
            due_on=spans.due_on,
            decided_at=request.at if over else None,
            reason=request.reason,
        )

    async def by_code(self, code: str, commune: str) -> DataRequest | None:
        found = await self._those("code = :code AND commune = :commune", code=code, commune=commune)
        return found[0] if found else None

    async def open(self, commune: str) -> list[DataRequest]:
        """What somebody has to decide, the nearest day first."""
        return await self._those("commune = :commune AND state = 'open'", commune=commune)

    async def open_of(self, person: int, commune: str) -> list[DataRequest]:
        return await self._those(
            "person = :person AND commune = :commune AND state = 'open'", person=person, commune=commune
        )

    async def _those(self, which: str, **values: str | int) -> list[DataRequest]:
        rows = await self._db.rows(
            f"SELECT * FROM data_requests WHERE {which} ORDER BY due_on, id",  # noqa: S608 - one of those above
            **values,
        )
        return [_request(row) for row in rows]

    def decide(self, code: str, state: str, by: int, reason: str, now: datetime) -> None:
        self._db.write(
            """UPDATE data_requests SET state = :state, decided_by = :by, decided_at = :now, reason = :reason
               WHERE code = :code AND state = 'open'""",
            state=state,
            by=by,
            now=now,
            reason=reason,
            code=code,
        )

    def extend(self, code: str, due_on: date, reason: str) -> None:
        """Once."""
        self._db.write(
            """UPDATE data_requests SET due_on = :due_on, reason = :reason, extended = 1
               WHERE code = :code AND state = 'open' AND extended = 0""",
            due_on=due_on,
            reason=reason,
            code=code,
        )

    async def consents(self, person: int, commune: str) -> list[Consent]:
        rows = await self._db.rows(
            "SELECT * FROM consents WHERE person = :person AND commune = :commune ORDER BY at",
            person=person,
            commune=commune,
        )
        return [
            Consent(
                row["policy"],
                row["address"],
                moment(row["at"]),
                moment(row["withdrawn_at"]) if row["withdrawn_at"] else None,
            )
            for row in rows
        ]

    def withdraw_consent(self, person: int, commune: str, now: datetime) -> None:
        """What was given stays on record as given, and as taken back."""
        self._db.write(
            """UPDATE consents SET withdrawn_at = :now
               WHERE person = :person AND commune = :commune AND withdrawn_at IS NULL""",
            now=now,
            person=person,
            commune=commune,
        )

    def restrict(self, person: int, commune: str, now: datetime) -> None:
        self._db.write(
            "INSERT INTO restrictions VALUES (:person, :commune, :now) ON CONFLICT DO NOTHING",
            person=person,
            commune=commune,
            now=now,
        )

    async def is_restricted(self, person: int, commune: str) -> bool:
        """Whether only what the law demands may still be done with somebody's data: it was decided so, or all consent
        was taken back."""
        return bool(
            await self._db.value(
                """SELECT EXISTS (SELECT 1 FROM restrictions WHERE person = :person AND commune = :commune)
                   OR (EXISTS (SELECT 1 FROM consents WHERE person = :person AND commune = :commune)
                       AND NOT EXISTS (SELECT 1 FROM consents WHERE person = :person AND commune = :commune
                                       AND withdrawn_at IS NULL))""",
                person=person,
                commune=commune,
            )
        )

    async def home(self, person: int) -> str:
        return str(await self._db.value("SELECT home FROM persons WHERE id = :person", person=person) or "")

    def set_home(self, person: int, home: str) -> None:
        self._db.write("UPDATE persons SET home = :home WHERE id = :person", home=home, person=person)

    def set_name(self, person: int, name: str) -> None:
        self._db.write("UPDATE persons SET name = :name WHERE id = :person", name=name, person=person)

    async def caution(self, person: int, now: datetime) -> bool:
        """Whether they are to be told not to send numbers of papers; from now on they were."""
        found = await self._db.rows(
            "UPDATE persons SET cautioned_at = :now WHERE id = :person AND cautioned_at = '' RETURNING id",
            now=now,
            person=person,
        )
        return bool(found)


def _request(row: Row) -> DataRequest:
    return DataRequest(
        row["commune"],
        row["code"],
        row["person"],
        Right(row["right_"]),
        moment(row["at"]),
        date.fromisoformat(row["due_on"]),
        tuple(row["about"].split()),
        row["words"],
        row["state"],
        bool(row["extended"]),
        row["reason"],
    )
