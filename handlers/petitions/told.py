"""What a citizen may read of their case's history: not what was taken back, nor what is still waiting to go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from domain.petitions.actions import UNDO
from domain.petitions.lifecycle import Action, PetitionKind
from storage.petitions.petition import Event, Petition

FINDINGS = frozenset({Action.DECIDE, Action.CLOSE})


def said_to_citizen(events: Sequence[Event], now: datetime, waits_seconds: int) -> list[Event]:
    gone = now - timedelta(seconds=waits_seconds)
    return [one for one in _standing(events) if one.open_to == "citizen" and one.words and not _waits(one, gone)]


def is_settled(petition: Petition, events: Sequence[Event]) -> bool:
    """Whether a khiếu nại has its decision: who does not agree goes on by law (Luật Khiếu nại Đ33), and does not have
    it opened anew by a tap."""
    decided = any(one.action == Action.DECIDE.value for one in _standing(events))
    return petition.kind is PetitionKind.COMPLAINT and decided


def is_by_letter(kind: PetitionKind, action: Action | str) -> bool:
    """Whether its writer hears by chat no more than that it was done. What was found of a tố cáo they are told in
    writing, at the address in the form (Luật Tố cáo Đ35)."""
    return kind is PetitionKind.DENUNCIATION and action in FINDINGS


def may_be_rated(petition: Petition, events: Sequence[Event]) -> bool:
    """Whether its result is for the citizen to judge: no decision of law is, and of a tố cáo nothing."""
    return petition.kind is not PetitionKind.DENUNCIATION and not is_settled(petition, events)


def _standing(events: Sequence[Event]) -> list[Event]:
    """An officer's undoing strikes out the last thing of theirs that still stood."""
    struck: Counter[int | None] = Counter()
    standing: list[Event] = []
    for event in reversed(events):
        if event.action == UNDO:
            struck[event.actor] += 1
        elif struck[event.actor]:
            struck[event.actor] -= 1
        else:
            standing.append(event)
    return standing[::-1]


def _waits(event: Event, gone: datetime) -> bool:
    return event.action == Action.ANSWER.value and event.at > gone
