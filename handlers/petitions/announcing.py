"""Notices: what there is news of, for a messenger that lets nothing else through. What the news says waits."""

from __future__ import annotations

from collections.abc import Container
from datetime import datetime

from domain.language.text import Text
from domain.messaging.letters import message_from_json, notice_to_json
from domain.messaging.messages import Urgency
from domain.messaging.notices import Notice, Occasion
from domain.messaging.outgoing import OutgoingRow
from handlers.turn import Turn
from storage.memory import Memory
from storage.messaging.outbox import Letter
from storage.petitions.petition import Petition


def petition_notice(turn: Turn, petition: Petition, occasion: Occasion) -> Notice:
    return Notice(
        occasion,
        {
            "code": petition.code,
            "date": turn.today,
            "commune": turn.world.commune_name(petition.commune),
            "state": Text(f"status.{petition.status.value}"),
        },
    )


async def announce(memory: Memory, letter: OutgoingRow, announces: Container[Occasion], now: datetime) -> bool:
    """Posts the notice of a letter that waits, once for each thing, occasion and silence, since notices cost money.
    False where the letter has none that may go."""
    notice = message_from_json(letter.payload).notice
    about = await memory.outbox.about(letter.id)
    if notice is None or notice.occasion not in announces or about is None:
        return False
    commune, subject = about
    of = f"{notice.occasion.value}:{subject or letter.id}"
    posted = Letter(
        key=f"notice:{letter.at}:{await memory.traffic.silence(letter.at)}:{of}",
        commune=commune,
        at=letter.at,
        in_group=letter.group,
        language=letter.language,
        body=notice_to_json(notice),
        not_before=now,
        urgency=Urgency.NOTICE,
        official=True,
        subject=subject,
        notice_of=letter.id,
    )
    memory.outbox.post(posted, now)
    return True
