"""Taking back what was said: what waits is withdrawn, what stands is found."""

from __future__ import annotations

from domain.messaging.messages import Address
from storage.people.people import Reach
from storage.session import Session

_OF_A_TURN = "key >= :first AND key < :last AND subject <> '' AND card <> subject"
_OF_THE_OFFICE = """(in_group = 1 OR EXISTS (
    SELECT 1 FROM addresses a JOIN memberships m ON m.person = a.person AND m.commune = outbox.commune
    WHERE a.channel = outbox.channel AND a.account = outbox.account AND a.user = outbox.chat
      AND a.person <> :sender))"""


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

    async def standing(self, subject: str, sender: int) -> list[tuple[Reach, tuple[str, ...]]]:
        """(where, ids of messages) of all that was sent to groups and staff about a case, its cards included: not to
        its `sender`."""
        rows = await self._db.rows(
            f"""SELECT channel, account, chat, in_group, language, group_concat(message_ids, ' ') AS ids FROM outbox
                WHERE (subject = :subject OR card = :subject) AND message_ids <> '' AND {_OF_THE_OFFICE}
                GROUP BY channel, account, chat ORDER BY min(id)""",  # noqa: S608
            subject=subject,
            sender=sender,
        )
        return [
            (Reach(Address(*row[:3]), bool(row[3]), row[4]), tuple(dict.fromkeys(row[5].split()))) for row in rows
        ]

    def withdraw_from_office(self, subject: str, sender: int) -> None:
        """What was to be said to groups and staff about a case, and did not arrive, is not said any more."""
        self._db.write(
            f"""UPDATE outbox SET state = 'failed', problem = 'withdrawn', body = '{{}}'
                WHERE (subject = :subject OR card = :subject) AND state IN ('due', 'parked', 'failed', 'unknown')
                  AND {_OF_THE_OFFICE}""",  # noqa: S608
            subject=subject,
            sender=sender,
        )


def _of_a_turn(about: str) -> dict[str, str]:
    """Its letters' keys are `<about>:…`; ';' is what follows ':'."""
    return {"first": f"{about}:", "last": f"{about};"}
