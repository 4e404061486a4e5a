"""A row of the outbox as the dispatcher takes it."""

from __future__ import annotations

import json

from domain.messaging.messages import Address, Urgency
from domain.messaging.outgoing import OutgoingRow
from storage.session import Row

UNSEEN = "letter.state IN ('due', 'parked', 'failed') AND NOT letter.resend"
"""Of an outbox row named `letter`: it was refused, or surely has not arrived yet."""


def outgoing_row(row: Row) -> OutgoingRow:
    return OutgoingRow(
        id=row["id"],
        at=Address(row["channel"], row["account"], row["chat"]),
        group=bool(row["in_group"]),
        kind=row["kind"],
        payload=json.loads(row["body"]),
        card=row["card"],
        language=row["language"],
        urgency=Urgency(row["urgency"]),
        attempts=row["attempts"],
        official=bool(row["official"]),
        resend=bool(row["resend"]),
        thread=row["thread"],
        notice_of=row["notice_of"],
    )
