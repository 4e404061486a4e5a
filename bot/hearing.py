"""What a messenger lacks is made up for before anything is routed: the only seam between them and the turns."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from bot.channels.base import Allowance, Channel
from bot.sending.gate import month_of
from bot.words import choosing
from bot.words.i18n import Words
from domain.messaging.messages import Inbound, Kind
from handlers.people.links import read_payload
from handlers.waiting import say_what_waited
from handlers.world import World
from storage.memory import Memory
from storage.messaging.inbox import InboxRow

_SPEAKING = frozenset({Kind.WORDS, Kind.START, Kind.PRESS, Kind.FILE, Kind.PIN, Kind.UNSUPPORTED})


async def understood(
    world: World, memory: Memory, words: Words, channel: Channel, row: InboxRow, now: datetime
) -> Inbound:
    """The update decoded; a number as the press it stands for, a code typed as the link that would have carried
    it. That somebody spoke is noted where it opens a window or is counted. Raises `Undecodable`."""
    inbound = channel.decode(row.raw)
    if channel.allowance != Allowance() and inbound.kind in _SPEAKING:
        memory.traffic.heard(inbound.at, month_of(now, world.zone), now)
        await say_what_waited(memory, inbound.at, now)
    if not channel.caps.commands and inbound.kind is Kind.WORDS and _carries(inbound.text):
        return replace(inbound, kind=Kind.START, text=inbound.text.strip().rpartition("#")[2])
    if not channel.caps.buttons:
        return await choosing.heard(memory, inbound, row.received_at, now, words)
    return inbound


def _carries(said: str) -> bool:
    """Whether this is what a link carries, alone or behind the address: "i_Xy…", "https://…#i_Xy…"."""
    payload = said.strip().rpartition("#")[2]
    return " " not in said.strip() and payload.isascii() and read_payload(payload) is not None
