"""`/lichics`: one's deadlines as a calendar: a file, and where the web endpoint is public a secret address that a phone
or Google Calendar goes on reading."""

from __future__ import annotations

import base64

from domain.language.text import Text, lines
from domain.messaging.messages import Choice
from domain.messaging.papers import paper
from domain.people.roles import Can
from handlers.reports.deadline_calendar import units_for
from handlers.turn import Refusal, Turn

PAPER = "deadlines-ics"
FOLDER = "/lich"
_FILE = "han-bao-cao.ics"


async def calendar(turn: Turn, words: str) -> None:
    units = units_for(turn.members, turn.commune)
    if not units:
        raise Refusal(Text("error.not_yours"))
    file = paper(PAPER, turn.commune, *units, name=_FILE)
    turn.say(Text("ics.file"), attachments=(file,))
    if not turn.world.public_url or turn.inbound.group:
        return
    made_at = await turn.memory.feeds.made_at(turn.commune, turn.person.id)
    if made_at is None:
        return await _give_address(turn, "ics.address")
    turn.say(Text("ics.has_address", at=made_at), [Choice(Text("ics.change"), "lf")])


async def change_address(turn: Turn, rest: str) -> None:
    """The old one is no address from now on."""
    if not turn.may(Can.SEE_DEADLINES) or not turn.world.public_url:
        raise Refusal(Text("error.not_yours"))
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
    await _give_address(turn, "ics.new_address")


async def _give_address(turn: Turn, key: str) -> None:
    drawn = turn.world.random(turn.world.habits.deadline_calendar.token_bytes)
    token = base64.urlsafe_b64encode(drawn).decode().rstrip("=")
    turn.memory.feeds.make(turn.commune, turn.person.id, token, turn.now)
    address = f"{turn.world.public_url}{FOLDER}/{token}.ics"
    rows = ([Choice(Text("ics.copy"), copies=address)], [Choice(Text("ics.change"), "lf")])
    turn.say(lines(Text(key, address=address), Text("ics.how_to")), *rows, protected=True)
    await turn.note("calendar address given", f"person:{turn.person.id}")
