"""What could not be said while somebody was silent, said together when they speak again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from domain.language.text import Text, lines, verbatim
from domain.messaging.letters import message_from_json, message_to_json
from domain.messaging.messages import Address, Message, Urgency
from domain.messaging.outgoing import OutgoingRow
from storage.memory import Memory
from storage.messaging.outbox import Letter


async def say_what_waited(memory: Memory, at: Address, now: datetime) -> None:
    """All letters about one thing become one; what stands alone goes as it is."""
    waiting = await memory.waiting.parked(at)
    if not waiting:
        return
    memory.notices.drop(at)
    together: dict[tuple[str, str], list[OutgoingRow]] = defaultdict(list)
    for row, commune, subject in waiting:
        if row.kind == "message":
            together[commune, subject].append(row)
    for (commune, subject), rows in together.items():
        if len(rows) > 1:
            _bundle(memory, commune, subject, rows, now)
    memory.outbox.unpark(at, now)


def _bundle(memory: Memory, commune: str, subject: str, rows: Sequence[OutgoingRow], now: datetime) -> None:
    key = f"bundle:{rows[0].id}"
    letter = Letter(
        key=key,
        commune=commune,
        at=rows[0].at,
        in_group=rows[0].group,
        language=rows[0].language,
        body=message_to_json(_one_message(rows)),
        not_before=now,
        urgency=Urgency.NOTICE,
        official=any(row.official for row in rows),
        subject=subject,
    )
    memory.outbox.post(letter, now)
    for row in rows:
        memory.waiting.replaced(row.id, key)


def _one_message(rows: Sequence[OutgoingRow]) -> Message:
    """Of a card that changed meanwhile only its last state is said."""
    latest = {row.card or f"row:{row.id}": message_from_json(row.payload) for row in rows}
    messages = list(latest.values())
    return Message(
        lines(Text("outbox.meanwhile"), *(part for one in messages for part in (verbatim(""), one.text))),
        tuple(row for one in messages for row in one.choices),
        tuple(attachment for one in messages for attachment in one.attachments),
        protected=any(one.protected for one in messages),
    )
