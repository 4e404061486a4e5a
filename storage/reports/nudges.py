"""Nudges: whatever is to be said to somebody unasked, one row for each of them, until it is said, folded into another
message, or no longer so."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from domain.language.text import Text, from_json, to_json, verbatim
from domain.messaging.budget import Topic
from domain.messaging.letters import message_from_json, message_to_json
from domain.messaging.messages import Address, Message
from storage.people.people import Reach
from storage.session import Row, Session, moment

Recipient = int | Address
"""A person, at whichever address; or a group."""

_GROUP = """CASE WHEN person IS NULL THEN channel END, CASE WHEN person IS NULL THEN account END,
            CASE WHEN person IS NULL THEN chat END"""
_TO = """(person IN (SELECT value FROM json_each(:people)) OR (person IS NULL AND (channel, account, chat) IN (
            SELECT value ->> 0, value ->> 1, value ->> 2 FROM json_each(:groups))))"""


@dataclass(frozen=True, slots=True)
class Nudge:
    """What 0011.ladder.sql says of each column. `key` makes twice once."""

    key: str
    commune: str
    reach: Reach
    say_at: datetime
    body: Message
    brief: Message
    topic: Topic = Topic.NONE
    heading: Text | None = None
    origin: str = ""
    about: str = ""
    due_before: date | None = None

    @property
    def recipient(self) -> Recipient:
        return self.reach.at if self.reach.person is None else self.reach.person


class NudgeStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    def plan(self, nudge: Nudge) -> None:
        """Keeps it; one that was planned before and not said yet has its words renewed."""
        self._db.write(
            """INSERT INTO nudges (key, commune, person, channel, account, chat, in_group, language, origin, about,
                                   due_before, topic, body, brief, heading, say_at)
               VALUES (:key, :commune, :person, :channel, :account, :chat, :in_group, :language, :origin, :about,
                       :due_before, :topic, :body, :brief, :heading, :say_at)
               ON CONFLICT (key) DO UPDATE SET body = excluded.body, brief = excluded.brief,
                   heading = excluded.heading, say_at = excluded.say_at, due_before = excluded.due_before,
                   origin = excluded.origin,
                   state = 'planned', closed_at = NULL
               WHERE state = 'planned' OR (state = 'stopped' AND letter = '')""",
            key=nudge.key,
            commune=nudge.commune,
            person=nudge.reach.person,
            channel=nudge.reach.at.channel,
            account=nudge.reach.at.account,
            chat=nudge.reach.at.chat,
            in_group=nudge.reach.in_group,
            language=nudge.reach.language,
            origin=nudge.origin,
            about=nudge.about,
            due_before=nudge.due_before,
            topic=nudge.topic.value,
            body=json.dumps(message_to_json(nudge.body), ensure_ascii=False),
            brief=json.dumps(message_to_json(nudge.brief), ensure_ascii=False),
            heading=json.dumps(to_json(nudge.heading), ensure_ascii=False) if nudge.heading else "",
            say_at=nudge.say_at,
        )

    async def recipients_due(self, now: datetime) -> list[list[Recipient]]:
        """To whom something is to be said by now: everybody once, those of a commune together."""
        rows = await self._db.rows(
            f"""SELECT min(commune), person, {_GROUP} FROM nudges WHERE state = 'planned' AND say_at <= :now
                GROUP BY 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5""",  # noqa: S608
            now=now,
        )
        return [[_recipient(row) for row in theirs] for _, theirs in groupby(rows, key=lambda row: row[0])]

    async def due(self, now: datetime, to: Collection[Recipient]) -> list[Nudge]:
        """All to them whose minute has come, gathered by recipient: what is about a report first, the nearest deadline
        before the others."""
        rows = await self._db.rows(
            f"""SELECT * FROM nudges WHERE state = 'planned' AND +say_at <= :now AND {_TO}
                ORDER BY person, channel, account, chat, due_before IS NULL, due_before, id""",  # noqa: S608
            now=now,
            **_among(to),
        )
        return [_nudge(row) for row in rows]

    async def said_on(self, day: date, to: Collection[Recipient]) -> dict[Recipient, int]:
        """How many messages each of them was sent unasked on a day."""
        rows = await self._db.rows(
            f"""SELECT count(*), person, {_GROUP} FROM nudges
                WHERE said_day = :day AND state = 'said' AND {_TO} GROUP BY 2, 3, 4, 5""",  # noqa: S608
            day=day,
            **_among(to),
        )
        return {_recipient(row): row[0] for row in rows}

    def said(self, nudge: Nudge, letter: str, day: date, now: datetime) -> None:
        self._close(nudge, "said", letter, day, now)

    def folded(self, nudge: Nudge, letter: str, day: date, now: datetime) -> None:
        """Said within the message of another."""
        self._close(nudge, "folded", letter, day, now)

    def _close(self, nudge: Nudge, state: str, letter: str, day: date, now: datetime) -> None:
        self._db.write(
            """UPDATE nudges SET state = :state, letter = :letter, said_day = :day, closed_at = :now
               WHERE key = :key AND state = 'planned'""",
            key=nudge.key,
            state=state,
            letter=letter,
            day=day,
            now=now,
        )

    def put_off(self, nudge: Nudge, say_at: datetime, topic: Topic) -> None:
        self._db.write(
            "UPDATE nudges SET say_at = :say_at, topic = :topic WHERE key = :key AND state = 'planned'",
            key=nudge.key,
            say_at=say_at,
            topic=topic.value,
        )

    def fold_origin(self, origin: str, now: datetime) -> None:
        """A later step says it."""
        self._db.write(
            "UPDATE nudges SET state = 'folded', closed_at = :now WHERE origin = :origin AND state = 'planned'",
            origin=origin,
            now=now,
        )

    def stop(self, commune: str, about: str, now: datetime) -> None:
        self._db.write(
            """UPDATE nudges SET state = 'stopped', closed_at = :now
               WHERE commune = :commune AND about = :about AND state = 'planned'""",
            commune=commune,
            about=about,
            now=now,
        )

    def forget(self, code: str) -> None:
        """What was to be said with this code in it, or was said, is kept no longer: it may quote somebody's words."""
        self._db.write(
            """UPDATE nudges SET body = :nothing, brief = :nothing,
                   state = CASE state WHEN 'planned' THEN 'stopped' ELSE state END
               WHERE instr(body, :code) > 0 OR instr(brief, :code) > 0""",
            nothing=json.dumps(message_to_json(Message(verbatim("")))),
            code=code,
        )

    async def exists(self, origin: str) -> bool:
        return (
            await self._db.value("SELECT 1 FROM nudges WHERE origin = :origin LIMIT 1", origin=origin) is not None
        )

    async def open(self, commune: str) -> list[tuple[Nudge, str]]:
        """What is about a report and not sent yet, with the key of the letter in which it waits, or ''."""
        rows = await self._db.rows(
            """SELECT n.* FROM nudges n LEFT JOIN outbox o ON n.letter <> '' AND o.key = n.letter
               WHERE n.commune = :commune AND n.about <> '' AND (n.state = 'planned'
                 OR (n.state IN ('said', 'folded') AND o.state IN ('due', 'parked')))""",
            commune=commune,
        )
        return [(_nudge(row), row["letter"]) for row in rows]

    async def open_of(self, origins: Collection[str]) -> list[tuple[Nudge, str]]:
        """As `open`, of what these reminders asked for."""
        rows = await self._db.rows(
            """SELECT n.* FROM nudges n LEFT JOIN outbox o ON n.letter <> '' AND o.key = n.letter
               WHERE n.origin <> '' AND n.origin IN (SELECT value FROM json_each(:origins)) AND (n.state = 'planned'
                 OR (n.state IN ('said', 'folded') AND o.state IN ('due', 'parked')))""",
            origins=json.dumps(list(origins)),
        )
        return [(_nudge(row), row["letter"]) for row in rows]

    async def within(self, letter: str) -> list[Nudge]:
        """What a letter says, in the order in which it says it."""
        rows = await self._db.rows(
            """SELECT * FROM nudges WHERE letter = :letter AND state IN ('said', 'folded')
               ORDER BY due_before IS NULL, due_before, id""",
            letter=letter,
        )
        return [_nudge(row) for row in rows]

    def take_out(self, nudge: Nudge, now: datetime, *, moved: bool = False) -> None:
        """It is no longer so: the report is in, or has `moved` to another day. Out of the letter in which it waits, if
        any: what is then left of that still counts as a message."""
        self._db.write(
            """UPDATE nudges SET closed_at = :now, letter = '', about = CASE letter WHEN '' THEN about ELSE '' END,
                   state = CASE WHEN state = 'said' THEN 'said' ELSE :state END WHERE key = :key""",
            key=nudge.key,
            state="superseded" if moved else "stopped",
            now=now,
        )

    async def said_at(self, now: datetime) -> list[tuple[str, str]]:
        """(commune, report) of what was said at this very moment, once each."""
        rows = await self._db.rows(
            """SELECT DISTINCT commune, about FROM nudges
               WHERE closed_at = :now AND state IN ('said', 'folded') AND letter <> '' ORDER BY id""",
            now=now,
        )
        return [(row[0], row[1]) for row in rows]

    async def next_at(self) -> datetime | None:
        found = await self._db.value("SELECT min(say_at) FROM nudges WHERE state = 'planned'")
        return moment(found) if found else None


def _recipient(row: Row) -> Recipient:
    """Of a row that has them after its first column."""
    _, person, *group = row
    return Address(*group) if person is None else int(person)


def _among(to: Collection[Recipient]) -> dict[str, str]:
    groups = [[one.channel, one.account, one.chat] for one in to if isinstance(one, Address)]
    return {"people": json.dumps([one for one in to if isinstance(one, int)]), "groups": json.dumps(groups)}


def _nudge(row: Row) -> Nudge:
    at = Address(row["channel"], row["account"], row["chat"])
    return Nudge(
        key=row["key"],
        commune=row["commune"],
        reach=Reach(at, bool(row["in_group"]), row["language"], row["person"]),
        say_at=moment(row["say_at"]),
        body=message_from_json(json.loads(row["body"])),
        brief=message_from_json(json.loads(row["brief"])),
        topic=Topic(row["topic"]),
        heading=from_json(json.loads(row["heading"])) if row["heading"] else None,
        origin=row["origin"],
        about=row["about"],
        due_before=date.fromisoformat(row["due_before"]) if row["due_before"] else None,
    )
