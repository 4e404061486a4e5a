"""Taking back what was said: what waits is withdrawn, what stands is found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.messaging.messages import Address
from domain.messaging.traces import Sort
from storage.people.people import Reach
from storage.session import Row, Session, Value, moment

_OF_A_TURN = "key >= :first AND key < :last AND subject <> '' AND card <> subject"
_SHOWS = """(t.code = :code OR t.sort = 'register' AND outbox.commune = :commune
    AND :day BETWEEN substr(t.code, 1, 10) AND substr(t.code, 12))"""
_WITH_OTHERS = """(in_group = 1 OR NOT EXISTS (
        SELECT 1 FROM addresses a WHERE a.person = :sender AND a.channel = outbox.channel
          AND a.account = outbox.account AND a.user = outbox.chat)
    AND (subject = :subject OR EXISTS (
        SELECT 1 FROM addresses a JOIN memberships m ON m.person = a.person AND m.commune = outbox.commune
        WHERE a.channel = outbox.channel AND a.account = outbox.account AND a.user = outbox.chat)))"""
"""In a group, or with anybody who ever worked there; another citizen's is only what was said to them about it."""


@dataclass(frozen=True, slots=True)
class Case:
    """Which case it is of which something may stand. `day` on which it came, as registers count; `sender`: what stands
    with them is their own."""

    commune: str
    code: str
    day: date
    sender: int

    @property
    def values(self) -> dict[str, Value]:
        return {
            "commune": self.commune,
            "code": self.code,
            "subject": f"petition:{self.code}",
            "day": self.day,
            "sender": self.sender,
        }


@dataclass(frozen=True, slots=True)
class Stood:
    """One letter that arrived."""

    ids: tuple[str, ...]
    at: datetime
    sort: Sort


class RecallStore:
    def __init__(self, session: Session) -> None:
        self._db = session

    async def take_back(self, about: str) -> int:
        """What a turn said about cases and is not sent yet never will be; the officers' cards stay. Tells how many
        letters that were. `about` is the root of their keys."""
        rows = await self._db.rows(
            f"DELETE FROM outbox WHERE {_OF_A_TURN} AND state IN ('due', 'parked') RETURNING id",  # noqa: S608
            **_of_a_turn(about),
        )
        return len(rows)

    async def reached_by(self, about: str) -> list[tuple[str, Reach]]:
        """(what it is about, to whom) of what a turn said about cases that was sent, or may have been, once each."""
        rows = await self._db.rows(
            f"""SELECT DISTINCT subject, channel, account, chat, in_group, language FROM outbox
                WHERE {_OF_A_TURN} AND state IN ('leased', 'sent', 'unknown') ORDER BY outbox.id""",  # noqa: S608
            **_of_a_turn(about),
        )
        return [(row[0], Reach(Address(row[1], row[2], row[3]), bool(row[4]), row[5])) for row in rows]

    async def standing(self, case: Case) -> list[tuple[Reach, list[Stood]]]:
        """(where, what) stands of a case with groups and staff, its cards included, and of what was said about it to
        other citizens."""
        rows = await self._db.rows(
            f"""SELECT channel, account, chat, in_group, language, message_ids, min(sent_at) AS sent_at,
                       min(t.sort) AS sort
                FROM letter_cases AS t JOIN outbox ON outbox.key = t.letter
                WHERE {_SHOWS} AND message_ids <> '' AND {_WITH_OTHERS}
                GROUP BY channel, account, chat, message_ids ORDER BY min(outbox.id)""",  # noqa: S608
            **case.values,
        )
        found: dict[Reach, list[Stood]] = {}
        for row in rows:
            found.setdefault(_reach(row), []).append(_stood(row))
        return list(found.items())

    def withdraw(self, case: Case) -> None:
        """What was to be said to them and did not arrive, is not said any more; what is under way is remembered."""
        shows = f"key IN (SELECT letter FROM letter_cases AS t WHERE {_SHOWS}) AND {_WITH_OTHERS}"  # noqa: S608
        self._db.write(
            f"""UPDATE outbox SET state = 'failed', problem = 'withdrawn', body = '{{}}'
                WHERE state IN ('due', 'parked', 'failed', 'unknown') AND {shows}""",  # noqa: S608
            **case.values,
        )
        self._db.write(f"UPDATE outbox SET problem = 'recalled' WHERE state = 'leased' AND {shows}", **case.values)  # noqa: S608

    async def arrived_late(self) -> list[tuple[str, str, Reach, Stood]]:
        """(commune, code, where, what) of what was under way when its case was hidden, and arrived; once."""
        self._db.write(
            """UPDATE outbox SET state = 'failed', problem = 'withdrawn', body = '{}'
               WHERE problem = 'recalled' AND state NOT IN ('leased', 'sent')"""
        )
        rows = await self._db.rows(
            """SELECT outbox.*, t.code, t.sort FROM outbox JOIN letter_cases t ON t.letter = key
               WHERE problem = 'recalled' AND state = 'sent'
                 AND (EXISTS (SELECT 1 FROM petitions p WHERE p.code = t.code AND p.restricted = 1)
                   OR EXISTS (SELECT 1 FROM vault_records v WHERE v.code = t.code))
               GROUP BY outbox.id"""
        )
        if rows:
            self._db.write("UPDATE outbox SET problem = '' WHERE problem = 'recalled' AND state = 'sent'")
        return [(row["commune"], row["code"], _reach(row), _stood(row)) for row in rows]

    def quoted(self, at: Address, card: str, code: str) -> None:
        """What was shown here under cards of which the name begins so is of this case, as has turned out."""
        self._db.write(
            """INSERT INTO letter_cases (code, letter, sort) SELECT :code, key, 'words' FROM outbox
               WHERE channel = :channel AND account = :account AND chat = :chat AND card GLOB :card || '*'
               ON CONFLICT DO NOTHING""",
            code=code,
            channel=at.channel,
            account=at.account,
            chat=at.chat,
            card=card,
        )


def _reach(row: Row) -> Reach:
    return Reach(Address(row["channel"], row["account"], row["chat"]), bool(row["in_group"]), row["language"])


def _stood(row: Row) -> Stood:
    return Stood(tuple(row["message_ids"].split()), moment(row["sent_at"]), Sort(row["sort"]))


def _of_a_turn(about: str) -> dict[str, str]:
    """Its letters' keys are `<about>:…`; ';' is what follows ':'."""
    return {"first": f"{about}:", "last": f"{about};"}
