"""Groups that have topics: whether we may open them, and which of our shelves stands in which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.messaging.messages import Address
from domain.petitions.lifecycle import Status
from storage.session import Session


@dataclass(frozen=True, slots=True)
class Topic:
    """`state`: 'asked' (its opening is on its way), 'open', 'closed' by us or by people, 'lost' (somebody deleted it),
    'refused' (we may not open it). `name` is what people call it, where they renamed it."""

    at: Address
    shelf: str
    thread: str
    state: str
    name: str = ""
    asked_in: str = ""


@dataclass(frozen=True, slots=True)
class StandingCard:
    """An open petition's card in a group with topics."""

    at: Address
    code: str
    thread: str
    status: Status
    due_on: date


class TopicStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def learn(self, at: Address, may_open: bool | None = None) -> None:
        """The group has topics. None: of our right to open them nothing new is known."""
        self._db.write(
            """INSERT INTO forums (channel, account, chat, may_open)
               VALUES (:channel, :account, :chat, ifnull(:may_open, 1))
               ON CONFLICT DO UPDATE SET may_open = ifnull(:may_open, may_open)""",
            may_open=may_open,
            **_place(at),
        )

    async def may_open(self, at: Address) -> bool | None:
        """None where the group is not known to have topics."""
        found = await self._db.value(f"SELECT may_open FROM forums WHERE {_HERE}", **_place(at))  # noqa: S608
        return None if found is None else bool(found)

    async def forums(self, commune: str, role: str) -> list[Address]:
        """The groups of this role that have topics."""
        rows = await self._db.rows(
            """SELECT channel, account, chat FROM groups JOIN forums USING (channel, account, chat)
               WHERE commune = :commune AND role = :role AND may_open ORDER BY from_at""",
            commune=commune,
            role=role,
        )
        return [Address(*row) for row in rows]

    def ask(self, at: Address, shelf: str, opening: str, when: datetime, asked_in: str = "") -> None:
        """Its opening is on its way. What it was before is known until then."""
        self._db.write(
            """INSERT INTO topics (channel, account, chat, shelf, opening, asked_at, asked_in)
               VALUES (:channel, :account, :chat, :shelf, :opening, :when, :asked_in)
               ON CONFLICT DO UPDATE SET state = 'asked', opening = :opening, asked_at = :when, asked_in = :asked_in""",
            shelf=shelf,
            opening=opening,
            when=when,
            asked_in=asked_in,
            **_place(at),
        )

    def opened(self, letter: int, thread: str) -> None:
        """The letter that opens a topic arrived; letters of other kinds change nothing here."""
        self._db.write(
            """UPDATE topics SET thread = :thread, state = 'open'
               FROM outbox WHERE outbox.id = :letter AND topics.opening = outbox.key""",
            letter=letter,
            thread=thread,
        )

    async def opening(self, letter: int) -> Topic | None:
        """The topic that this letter is to open."""
        return await self._one(
            "opening = (SELECT key FROM outbox WHERE id = :letter)",
            letter=letter,
        )

    def become(self, at: Address, shelf: str, state: str) -> None:
        self._db.write(
            f"UPDATE topics SET state = :state WHERE {_HERE} AND shelf = :shelf",  # noqa: S608
            state=state,
            shelf=shelf,
            **_place(at),
        )

    def lose(self, at: Address, thread: str) -> None:
        """It is gone on the messenger's side."""
        self._db.write(
            f"UPDATE topics SET state = 'lost', thread = '' WHERE {_HERE} AND thread = :thread",  # noqa: S608
            thread=thread,
            **_place(at),
        )

    def rename(self, at: Address, thread: str, name: str) -> None:
        self._db.write(
            f"UPDATE topics SET name = :name WHERE {_HERE} AND thread = :thread",  # noqa: S608
            thread=thread,
            name=name,
            **_place(at),
        )

    def allow_again(self, at: Address) -> None:
        """What was refused may be asked for anew."""
        self._db.write(f"UPDATE topics SET state = 'lost' WHERE {_HERE} AND state = 'refused'", **_place(at))  # noqa: S608

    def forget(self, at: Address) -> None:
        """The group is no longer the office's; whether it has topics stays known."""
        self._db.write(f"DELETE FROM topics WHERE {_HERE}", **_place(at))  # noqa: S608

    def move(self, at: Address, new_chat: str) -> None:
        """The group got a new id, under which its threads mean nothing."""
        self._db.write(
            f"UPDATE OR REPLACE topics SET chat = :new_chat, state = 'lost', thread = '' WHERE {_HERE}",  # noqa: S608
            new_chat=new_chat,
            **_place(at),
        )
        self._db.write(
            f"UPDATE OR REPLACE forums SET chat = :new_chat WHERE {_HERE}",  # noqa: S608
            new_chat=new_chat,
            **_place(at),
        )

    async def thread(self, at: Address, shelves: Sequence[str]) -> str:
        """The topic of the first of these shelves that has one that is open, or ''."""
        if not shelves:
            return ""
        rows = await self._db.rows(
            f"SELECT shelf, thread FROM topics WHERE {_HERE} AND state = 'open'",  # noqa: S608
            **_place(at),
        )
        threads = {row[0]: row[1] for row in rows}
        return next((threads[shelf] for shelf in shelves if shelf in threads), "")

    async def here(self, at: Address) -> list[Topic]:
        return await self._all(_HERE, **_place(at))

    async def of_thread(self, at: Address, thread: str) -> Topic | None:
        return await self._one(f"{_HERE} AND thread = :thread AND thread <> ''", thread=thread, **_place(at))

    async def of_shelf(self, at: Address, shelf: str) -> Topic | None:
        return await self._one(f"{_HERE} AND shelf = :shelf", shelf=shelf, **_place(at))

    async def everywhere(self, shelf: str) -> list[Topic]:
        """In every group that has a topic for it."""
        return await self._all("shelf = :shelf", shelf=shelf)

    async def asked_since(self, at: Address, since: datetime) -> int:
        """How many topics were to be opened in this group since."""
        found = await self._db.value(
            f"SELECT count(*) FROM topics WHERE {_HERE} AND asked_at > :since",  # noqa: S608
            since=since,
            **_place(at),
        )
        return int(found)

    async def cards(self, at: Address, commune: str) -> list[StandingCard]:
        """The cards of open petitions that stand in this group, but for those that an officer asked for where they
        stand."""
        rows = await self._db.rows(
            """SELECT code, thread, status, due_on FROM cards
               JOIN petitions ON cards.card = 'petition:' || petitions.code
               WHERE cards.channel = :channel AND cards.account = :account AND cards.chat = :chat
                 AND petitions.commune = :commune AND petitions.open = 1 AND message_id <> '' AND NOT kept
               ORDER BY petitions.due_at""",
            commune=commune,
            **_place(at),
        )
        return [StandingCard(at, row[0], row[1], Status(row[2]), date.fromisoformat(row[3])) for row in rows]

    async def _all(self, condition: str, **values: str | int) -> list[Topic]:
        rows = await self._db.rows(f"SELECT * FROM topics WHERE {condition}", **values)  # noqa: S608
        return [
            Topic(
                Address(row["channel"], row["account"], row["chat"]),
                row["shelf"],
                row["thread"],
                row["state"],
                row["name"],
                row["asked_in"],
            )
            for row in rows
        ]

    async def _one(self, condition: str, **values: str | int) -> Topic | None:
        found = await self._all(condition, **values)
        return found[0] if found else None


_HERE = "channel = :channel AND account = :account AND chat = :chat"


def _place(at: Address) -> dict[str, str]:
    return {"channel": at.channel, "account": at.account, "chat": at.chat}
