"""People: where each can be spoken to, what each may do for which unit, and the groups that belong to units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

from domain.messaging.messages import Address
from domain.people.roles import Member, Role
from storage.messaging.accounts import pushes, serves
from storage.people.absences import ACTS, REACHED
from storage.session import Row, Session


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on one messenger account. `language` is '' while neither they nor their messenger told it. `commune`
    is the one they last chose to speak with, or ''; not `reachable` if they blocked us."""

    id: int
    name: str
    language: str
    commune: str
    reachable: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """Where to write to a person or a group, and in which language. `hour` is when they want to be reminded, if
    they said so; `thread` the conversation within the group in which they are speaking."""

    at: Address
    in_group: bool
    language: str
    person: int | None = None
    hour: time | None = None
    thread: str = ""


@dataclass(frozen=True, slots=True)
class GroupChat:
    commune: str
    unit: str
    role: Role
    title: str


_REACHED_FIRST = f"""a.reachable = 1 AND {serves("a")} AND NOT EXISTS (
    SELECT 1 FROM addresses b WHERE b.person = a.person AND b.reachable = 1 AND {serves("b")}
      AND (b.preferred, {pushes("b")}, b.channel, b.account, b.user)
        > (a.preferred, {pushes("a")}, a.channel, a.account, a.user))"""  # noqa: S608
"""Of the addresses `a` of a person, the one where the commune reaches them: chosen by them, open, and its own; if they
chose none, one that comes to them by itself."""


class PeopleStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def find(self, channel: str, account: str, user: str) -> tuple[Person, tuple[Member, ...]] | None:
        """Who it is, and what they do now in every commune, in another's place too: every turn asks, so it is one
        query."""
        rows = await self._db.rows(
            f"""SELECT p.id, p.name, p.language, a.commune, a.reachable, m.commune, m.unit, m.role
               FROM addresses a JOIN persons p ON p.id = a.person
               LEFT JOIN memberships m ON m.id IN {ACTS}
               WHERE a.channel = :channel AND a.account = :account AND a.user = :user ORDER BY m.id""",  # noqa: S608
            channel=channel,
            account=account,
            user=user,
        )
        if not rows:
            return None
        held = dict.fromkeys(Member(commune, unit, Role(role)) for *_, commune, unit, role in rows if role)
        return Person(*rows[0][:5]), tuple(held)

    async def welcome(self, at: Address, user: str, name: str, language: str, now: datetime) -> Person:
        """Somebody never seen on this account before."""
        person = await self._db.value(
            "INSERT INTO persons (name, language, since) VALUES (:name, :language, :now) RETURNING id",
            name=name,
            language=language,
            now=now,
        )
        self._db.write(
            "INSERT INTO addresses (channel, account, user, person) VALUES (:channel, :account, :user, :person)",
            channel=at.channel,
            account=at.account,
            user=user,
            person=person,
        )
        return Person(person, name, language, "")

    async def named(self, person: int) -> str:
        return str(await self._db.value("SELECT name FROM persons WHERE id = :person", person=person) or "")

    async def language(self, person: int) -> str:
        return str(await self._db.value("SELECT language FROM persons WHERE id = :person", person=person) or "vi")

    def choose_commune(self, person: int, at: Address, user: str, commune: str) -> None:
        self._db.write(
            """UPDATE addresses SET commune = :commune
               WHERE channel = :channel AND account = :account AND user = :user AND person = :person""",
            commune=commune,
            channel=at.channel,
            account=at.account,
            user=user,
            person=person,
        )

    def choose_language(self, person: int, language: str) -> None:
        self._db.write(
            "UPDATE persons SET language = :language WHERE id = :person", language=language, person=person
        )

    def set_reachable(self, channel: str, account: str, user: str, reachable: bool) -> None:
        self._db.write(
            """UPDATE addresses SET reachable = :reachable
               WHERE channel = :channel AND account = :account AND user = :user""",
            reachable=reachable,
            channel=channel,
            account=account,
            user=user,
        )

    async def is_reachable(self, at: Address) -> bool:
        """Whether a private chat is still open to us. True for chats we know nothing about."""
        known = await self._db.value(
            "SELECT reachable FROM addresses WHERE channel = :channel AND account = :account AND user = :chat",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )
        return known is None or bool(known)

    def appoint(self, person: int, member: Member, now: datetime) -> None:
        self._db.write(
            """INSERT INTO memberships (commune, person, unit, role, from_at)
               VALUES (:commune, :person, :unit, :role, :now) ON CONFLICT DO NOTHING""",
            commune=member.commune,
            person=person,
            unit=member.unit,
            role=member.role.value,
            now=now,
        )

    async def reach_unit(self, commune: str, unit: str) -> list[Reach]:
        """Everybody who now works for a unit, or stands in for somebody who does, and has not blocked us, once each,
        and the unit's group chats."""
        people = await self._db.rows(
            f"""SELECT DISTINCT a.channel, a.account, a.user, p.language, p.id, p.hour
               FROM memberships m JOIN persons p ON p.id = {REACHED} JOIN addresses a ON a.person = p.id
               WHERE m.commune = :commune AND m.unit = :unit AND m.until_at IS NULL AND {_REACHED_FIRST}
                 AND m.role IN ('staff', 'head', 'collector') ORDER BY p.id""",  # noqa: S608
            commune=commune,
            unit=unit,
        )
        groups = await self._db.rows(
            """SELECT channel, account, chat FROM groups
               WHERE commune = :commune AND unit = :unit AND role = 'staff'""",
            commune=commune,
            unit=unit,
        )
        return [_private(row) for row in people] + [_group(row) for row in groups]

    async def reach_role(self, commune: str, role: Role, unit: str | None = None) -> list[Reach]:
        """Everybody with a role in the commune (in one unit, if named), or standing in for them, who has not blocked
        us."""
        rows = await self._db.rows(
            f"""SELECT DISTINCT a.channel, a.account, a.user, p.language, p.id, p.hour
               FROM memberships m JOIN persons p ON p.id = {REACHED} JOIN addresses a ON a.person = p.id
               WHERE m.commune = :commune AND m.role = :role AND m.until_at IS NULL AND {_REACHED_FIRST}
                 AND (:unit IS NULL OR m.unit = :unit) ORDER BY p.id""",  # noqa: S608
            commune=commune,
            role=role.value,
            unit=unit,
        )
        return [_private(row) for row in rows]

    async def reach_person(self, person: int, commune: str) -> Address | None:
        """Where the commune reaches somebody first; None where they blocked us everywhere."""
        row = await self._db.row(
            f"SELECT a.channel, a.account, a.user FROM addresses a WHERE a.person = :person AND {_REACHED_FIRST}",  # noqa: S608
            person=person,
            commune=commune,
        )
        return Address(row[0], row[1], row[2]) if row else None

    async def reach_instead(self, letter: int) -> Address | None:
        """Where else the person to whom a letter is addressed can be reached, after those addresses that were tried
        for it."""
        row = await self._db.row(
            f"""WITH RECURSIVE tried (id, instead_of, channel, account, chat, commune) AS (
                   SELECT id, instead_of, channel, account, chat, commune FROM outbox WHERE id = :letter
                   UNION SELECT o.id, o.instead_of, o.channel, o.account, o.chat, o.commune
                   FROM outbox o JOIN tried ON o.id = tried.instead_of)
               SELECT a.channel, a.account, a.user FROM outbox mine
               JOIN addresses here ON here.channel = mine.channel AND here.account = mine.account
                                  AND here.user = mine.chat
               JOIN addresses a ON a.person = here.person AND a.reachable = 1
               WHERE mine.id = :letter AND mine.in_group = 0 AND {serves("a", "mine.commune")}
                 AND NOT EXISTS (SELECT 1 FROM tried WHERE tried.channel = a.channel
                                 AND tried.account = a.account AND tried.chat = a.user)
               ORDER BY a.preferred DESC, {pushes("a")} DESC, a.channel DESC, a.account DESC, a.user DESC LIMIT 1""",  # noqa: S608
            letter=letter,
        )
        return Address(row[0], row[1], row[2]) if row else None

    async def staffed_units(self, commune: str) -> set[str]:
        """The units for which somebody, or a group, is registered."""
        rows = await self._db.rows(
            """SELECT unit FROM memberships WHERE commune = :commune AND until_at IS NULL
               AND role IN ('staff', 'head', 'collector')
               UNION SELECT unit FROM groups WHERE commune = :commune AND role = 'staff'""",
            commune=commune,
        )
        return {row[0] for row in rows}

    async def group(self, at: Address) -> GroupChat | None:
        row = await self._db.row(
            """SELECT commune, unit, role, title FROM groups
               WHERE channel = :channel AND account = :account AND chat = :chat""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )
        return GroupChat(row["commune"], row["unit"], Role(row["role"]), row["title"]) if row else None

    def register_group(self, at: Address, member: Member, title: str, now: datetime) -> None:
        self._db.write(
            """INSERT INTO groups (channel, account, chat, commune, unit, role, title, from_at)
               VALUES (:channel, :account, :chat, :commune, :unit, :role, :title, :now)
               ON CONFLICT (channel, account, chat) DO UPDATE
               SET commune = excluded.commune, unit = excluded.unit, role = excluded.role, title = excluded.title""",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            commune=member.commune,
            unit=member.unit,
            role=member.role.value,
            title=title,
            now=now,
        )

    def forget_group(self, at: Address) -> None:
        self._db.write(
            "DELETE FROM groups WHERE channel = :channel AND account = :account AND chat = :chat",
            channel=at.channel,
            account=at.account,
            chat=at.chat,
        )

    async def groups_with(self, commune: str, role: Role) -> list[Reach]:
        rows = await self._db.rows(
            "SELECT channel, account, chat FROM groups WHERE commune = :commune AND role = :role ORDER BY from_at",
            commune=commune,
            role=role.value,
        )
        return [_group(row) for row in rows]

    def note_consent(self, person: int, commune: str, policy: str, at: Address, now: datetime) -> None:
        self._db.write(
            """INSERT INTO consents (person, commune, policy, address, at)
               VALUES (:person, :commune, :policy, :address, :now) ON CONFLICT DO UPDATE
               SET address = excluded.address, at = excluded.at, withdrawn_at = NULL WHERE withdrawn_at NOTNULL""",
            person=person,
            commune=commune,
            policy=policy,
            address=str(at),
            now=now,
        )

    def note_account(self, channel: str, account: str, address: str, now: datetime) -> None:
        """How our own account introduces itself: what links to it start with."""
        self._db.write(
            """INSERT INTO accounts (channel, account, address, seen_at)
               VALUES (:channel, :account, :address, :now)
               ON CONFLICT (channel, account) DO UPDATE SET address = excluded.address, seen_at = excluded.seen_at""",
            channel=channel,
            account=account,
            address=address,
            now=now,
        )


def _private(row: Row) -> Reach:
    at = Address(row["channel"], row["account"], row["user"])
    hour = time.fromisoformat(row["hour"]) if row["hour"] else None
    return Reach(at, in_group=False, language=row["language"], person=row["id"], hour=hour)


def _group(row: Row) -> Reach:
    return Reach(Address(row[0], row[1], row[2]), in_group=True, language="vi")
