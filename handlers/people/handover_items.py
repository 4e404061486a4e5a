"""What somebody's work in a unit consists of now: each thing that whoever takes over has to take."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from domain.language.text import Text
from domain.people.roles import Can, Member, may
from handlers.reports.duties import ledger, report_name
from handlers.turn import Turn
from storage.people.handovers import Handover
from storage.petitions.petition import Petition

REPORT, DRAFT, EXTENSION, DIFFICULTY, PETITION = "report", "draft", "extension", "difficulty", "petition"


@dataclass(frozen=True, slots=True)
class Item:
    """`key` is the same as long as the thing is open: "petition:K7M2-9QXT-4"."""

    key: str
    about: Text

    @property
    def mark(self) -> str:
        """Short enough for a button, eight hexadecimal digits."""
        return f"{zlib.crc32(self.key.encode()):08x}"


async def items_of(turn: Turn, handover: Handover) -> list[Item]:
    """In the order in which they press: reports owed, sheets half filled in, time asked for, difficulties to be
    answered, petitions taken. What may not be shown to everybody is not among them: it goes back to those who may
    see it."""
    petitions = [one for one in await petitions_of(turn, handover) if not one.restricted]
    seats = await turn.memory.handovers.seats(turn.commune)
    roles = [r for one in seats if (one.person, one.unit) == (handover.person, handover.unit) for r in one.roles]
    held = [Member(turn.commune, handover.unit, role) for role in roles]
    return [
        *(await _reports(turn, handover) if may(held, turn.commune, Can.HAND_IN) else ()),
        *await _drafts(turn, handover),
        *await _extensions(turn, handover),
        *(await _difficulties(turn, handover) if may(held, turn.commune, Can.ANSWER_DIFFICULTY) else ()),
        *[
            Item(f"{PETITION}:{one.code}", Text("handover.petition", code=one.code, due=one.due_on))
            for one in petitions
        ],
    ]


async def petitions_of(turn: Turn, handover: Handover) -> list[Petition]:
    """Those that the person took in the office that is handed over."""
    taken = await turn.memory.petitions.owned_by(handover.person, turn.commune)
    return [one for one in taken if one.office == handover.unit]


async def _reports(turn: Turn, handover: Handover) -> list[Item]:
    """What is overdue, and the next of each kind."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    found, next_ones = [], set()
    for duty in book.of([handover.unit]):
        late = duty.occurrence.days_left(turn.today) < 0
        if book.is_owed(duty) and (late or duty.obligation.id not in next_ones):
            if not late:
                next_ones.add(duty.obligation.id)
            about = Text("handover.report", report=report_name(duty), last_day=duty.occurrence.last_safe_day)
            found.append(Item(":".join((REPORT, *duty.what)), about))
    return found


async def _drafts(turn: Turn, handover: Handover) -> list[Item]:
    """Of reports of the unit that it still owes."""
    book = await ledger(turn.world, turn.memory, turn.commune, turn.today)
    kept = await turn.memory.figures.drafts(turn.commune, handover.person)
    owed = {"/".join(duty.what): duty for duty in book.of([handover.unit]) if book.is_owed(duty)}
    return [
        Item(f"{DRAFT}:{key}", Text("handover.draft", report=report_name(owed[key]), at=draft.changed_at))
        for key, draft in kept.items()
        if key in owed
    ]


async def _extensions(turn: Turn, handover: Handover) -> list[Item]:
    return [
        Item(f"{EXTENSION}:{one.id}", Text("handover.extension", new_due=one.due_before, reason=one.reason))
        for one in await turn.memory.extensions.undecided(turn.commune, handover.unit)
        if one.asked_by == handover.person
    ]


async def _difficulties(turn: Turn, handover: Handover) -> list[Item]:
    return [
        Item(f"{DIFFICULTY}:{one.code}", Text("handover.difficulty", code=one.code, words=one.words))
        for one in await turn.memory.difficulties.open_for(turn.commune, handover.unit)
    ]
