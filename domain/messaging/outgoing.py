"""A message on its way out, as the outbox keeps it and the dispatcher takes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.messaging.messages import Address, Urgency


@dataclass(frozen=True, slots=True)
class OutgoingRow:
    """One row of the outbox, leased. `payload` is the stored meaning, put into words of `language` on sending."""

    id: int
    at: Address
    group: bool
    kind: str = "message"  # or "menu": the commands the conversation is offered
    payload: Mapping[str, Any] = field(default_factory=dict)
    card: str = ""
    language: str = ""
    urgency: Urgency = Urgency.REPLY
    attempts: int = 0  # how often it was leased before and surely did not arrive
    official: bool = False  # never repeated when nobody knows whether it arrived
    resend: bool = False  # may have arrived before: say so
    thread: str = ""  # the conversation within the group in which it is an answer
    notice_of: int = 0  # the row that this one only announces: that one waits until the person speaks
