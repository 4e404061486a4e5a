"""One person at several addresses: the codes that bring two together, the merging, and the taking apart."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime

from domain.messaging.messages import Address
from storage.messaging.accounts import pushes
from storage.session import Row, Session, moment

REFERENCES = (
    ("memberships", "person"),
    ("invitations", "created_by"),
    ("calendar_overrides", "by"),
    ("entered_dates", "by"),
    ("reminder_steps", "by"),
    ("extensions", "asked_by"),
    ("extensions", "decided_by"),
    ("submissions", "person"),
    ("petitions", "person"),
    ("petitions", "owner"),
    ("petition_events", "actor"),
    ("difficulties", "person"),
    ("difficulties", "answered_by"),
    ("reviews", "by"),
    ("exemptions", "by"),
    ("period_locks", "by"),
    ("requests", "by"),
    ("sent_onward", "by"),
    ("unit_names", "by"),
    ("nudges", "person"),
    ("drafts", "person"),
    ("absences", "person"),
    ("absences", "substitute"),
    ("absences", "stands_in"),
    ("hot_spots", "answered_by"),
    ("handovers", "person"),
    ("handovers", "taker"),
    ("handovers", "by"),
    ("calendar_feeds", "person"),
    ("clock_decisions", "by"),
    ("vault_readers", "named_by"),
    ("searches", "person"),
    ("bans", "person"),
    ("bans", "by"),
    ("bans", "lifted_by"),
    ("data_requests", "person"),
    ("data_requests", "decided_by"),
    ("addresses", "person"),
    ("petition_undo", "person"),
    ("kept_phrases", "by"),
)
"""Every column that names a person, but for those of `ONE_IS_ENOUGH`, and the history, which is never edited."""

ONE_IS_ENOUGH = ("consents", "petition_followers", "petition_ratings", "vault_readers", "restrictions")
"""What two persons may both have, and the one they become has once."""


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """`drawn_at` is where the code was given out, `typed_at` where it was typed, None as long as it was not;
    `agreed`: the one who typed it said yes."""

    id: int
    drawn_at: Address
    typed_at: Address | None
    agreed: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """An address of a person. `name` is theirs on that messenger."""

    at: Address
    name: str
    person: int
    language: str
    preferred: bool


class LinkStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def draw(self, code: str, at: Address, now: datetime, expires_at: datetime) -> bool:
        """Gives out a code in place of this address's earlier ones; False where another has the same just now.
        Only its hash is kept."""
        self._db.write(
            """DELETE FROM link_requests WHERE expires_at <= :now
               OR (channel = :channel AND account = :account AND user = :user)""",
            now=now,
            **_place(at),
        )
        drawn = await self._db.value(
            """INSERT INTO link_requests (code_hash, channel, account, user, expires_at)
               VALUES (:hash, :channel, :account, :user, :expires_at) ON CONFLICT DO NOTHING RETURNING id""",
            hash=_hash(code),
            expires_at=expires_at,
            **_place(at),
        )
        return drawn is not None

    async def by_code(self, code: str, now: datetime) -> LinkRequest | None:
        """The one whose code this is, if nobody typed it before and it has not expired."""
        row = await self._db.row(
            """SELECT * FROM link_requests
               WHERE code_hash = :hash AND typed_user = '' AND expires_at > :now""",
            hash=_hash(code),
            now=now,
        )
        return _request(row) if row else None

    async def request(self, number: int, now: datetime) -> LinkRequest | None:
        row = await self._db.row(
            "SELECT * FROM link_requests WHERE id = :number AND expires_at > :now", number=number, now=now
        )
        return _request(row) if row else None

    def typed(self, number: int, at: Address) -> None:
        """From now on nobody else can type it."""
        self._db.write(
            """UPDATE link_requests SET typed_channel = :channel, typed_account = :account, typed_user = :user
               WHERE id = :number""",
            number=number,
            **_place(at),
        )

    def agreed(self, number: int) -> None:
        self._db.write("UPDATE link_requests SET agreed = 1 WHERE id = :number", number=number)

    def close(self, number: int) -> None:
        self._db.write("DELETE FROM link_requests WHERE id = :number", number=number)

    async def at(self, at: Address) -> Known | None:
        """Who is at an address now."""
        rows = await self._db.rows(
            f"{_KNOWN} WHERE a.channel = :channel AND a.account = :account AND a.user = :user", **_place(at)
        )
        return _known(rows[0]) if rows else None

    async def addresses(self, person: int) -> list[Known]:
        """Where the person can be spoken to: where they are reached first, first."""
        rows = await self._db.rows(
            f"""{_KNOWN} WHERE a.person = :person
                ORDER BY a.preferred DESC, {pushes("a")} DESC, a.channel DESC, a.account DESC, a.user DESC""",
            person=person,
        )
        return [_known(row) for row in rows]

    def prefer(self, person: int, at: Address) -> None:
        self._db.write(
            """UPDATE addresses SET preferred = (channel = :channel AND account = :account AND user = :user)
               WHERE person = :person""",
            person=person,
            **_place(at),
        )

    def merge(self, keep: int, gone: int, now: datetime) -> None:
        """All that was one person's is the other's from now on; what both are in a unit ends once."""
        both = {"keep": keep, "gone": gone}
        self._db.write(
            """UPDATE addresses SET name = (SELECT name FROM persons WHERE id = addresses.person)
               WHERE person IN (:keep, :gone) AND name = ''""",
            **both,
        )
        self._db.write("UPDATE addresses SET preferred = 0 WHERE person = :gone", gone=gone)
        for told in ("phone", "hour"):
            self._db.write(
                f"""UPDATE persons SET {told} = (SELECT {told} FROM persons WHERE id = :gone)
                    WHERE id = :keep AND {told} = ''""",  # noqa: S608
                **both,
            )
        self._db.write(
            """UPDATE memberships SET until_at = :now WHERE person = :gone AND until_at IS NULL AND EXISTS (
                   SELECT 1 FROM memberships AS same WHERE same.person = :keep AND same.until_at IS NULL
                   AND same.commune = memberships.commune AND same.unit = memberships.unit
                   AND same.role = memberships.role)""",
            now=now,
            **both,
        )
        for table, column in REFERENCES:
            self._db.write(f"UPDATE {table} SET {column} = :keep WHERE {column} = :gone", **both)  # noqa: S608
        for table in ONE_IS_ENOUGH:
            self._db.write(f"UPDATE OR IGNORE {table} SET person = :keep WHERE person = :gone", **both)  # noqa: S608

    async def take_apart(self, known: Known, now: datetime) -> int:
        """The address is somebody's own again, with the petitions sent and the consents given there. Offices stay
        with the person it leaves. Tells the new person's id."""
        person = int(
            await self._db.value(
                "INSERT INTO persons (name, language, since) VALUES (:name, :language, :now) RETURNING id",
                name=known.name,
                language=known.language,
                now=now,
            )
        )
        both = {"old": known.person, "new": person}
        where = "WHERE person = :old AND channel = :channel AND account = :account"
        self._db.write(
            f"UPDATE addresses SET person = :new, preferred = 0 {where} AND user = :user",  # noqa: S608
            **both,
            **_place(known.at),
        )
        self._db.write(f"UPDATE petitions SET person = :new {where} AND chat = :user", **both, **_place(known.at))  # noqa: S608
        self._db.write(
            "UPDATE consents SET person = :new WHERE person = :old AND address = :address",
            address=str(known.at),
            **both,
        )
        return person


_KNOWN = """SELECT a.channel, a.account, a.user, a.preferred, p.id, p.language,
                   CASE a.name WHEN '' THEN p.name ELSE a.name END AS name
            FROM addresses a JOIN persons p ON p.id = a.person"""


def _known(row: Row) -> Known:
    at = Address(row["channel"], row["account"], row["user"])
    return Known(at, row["name"], row["id"], row["language"], bool(row["preferred"]))


def _request(row: Row) -> LinkRequest:
    drawn = Address(row["channel"], row["account"], row["user"])
    typed = Address(row["typed_channel"], row["typed_account"], row["typed_user"]) if row["typed_user"] else None
    return LinkRequest(row["id"], drawn, typed, bool(row["agreed"]), moment(row["expires_at"]))


def _place(at: Address) -> dict[str, str]:
    return {"channel": at.channel, "account": at.account, "user": at.chat}


def _hash(code: str) -> str:
    return hashlib.sha256(f"link {code}".encode()).hexdigest()
