"""Somebody's own data to take along: as a paper to read, and as JSON (Luật 91/2025/QH15: access to one's data)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from bot.papers.press import Desk
from domain.language.text import Text
from domain.messaging.papers import PaperRef
from handlers.rights.own_data import Case, OwnData, own_data, summary
from storage.memory import Memory


@dataclass(frozen=True, slots=True)
class Gathered:
    commune: Text
    data: OwnData


async def gather(desk: Desk, memory: Memory, ref: PaperRef) -> Gathered:
    """`ref.args` is the number of the person to whom it is sent."""
    data = await own_data(memory, int(ref.args[0]), ref.commune)
    return Gathered(desk.world.commune_name(ref.commune), data)


def draw_paper(desk: Desk, gathered: Gathered) -> bytes:
    from bot.papers.official import Official

    page, data = Official(), gathered.data
    page.title(_plain(desk, Text("right.paper_title")), _plain(desk, gathered.commune))
    for line in summary(data, gathered.commune):
        page.text(_plain(desk, line))
    for case in data.cases:
        page.heading(_plain(desk, _heading(case)))
        for part in (case.petition.story, case.petition.place, *case.files):
            if part:
                page.text(part)
        for event in case.events:
            said = Text(
                "petition.event_open", at=event.at, action=Text(f"event.{event.action}"), words=event.words
            )
            page.text(_plain(desk, said))
    return page.save()


def draw_json(desk: Desk, gathered: Gathered) -> bytes:
    data = gathered.data
    written = {
        "name": data.name,
        "phone": data.phone,
        "address": data.home,
        "language": data.language,
        "conversations": [{"where": str(one.at), "name": one.name} for one in data.places],
        "consents": [
            {
                "policy": one.policy,
                "where": one.address,
                "given_at": one.at.isoformat(),
                "withdrawn_at": one.withdrawn_at.isoformat() if one.withdrawn_at else None,
            }
            for one in data.consents
        ],
        "petitions": [_case(case) for case in data.cases],
    }
    return json.dumps(written, ensure_ascii=False, indent=1).encode()


def _case(case: Case) -> dict[str, Any]:
    petition = case.petition
    return {
        "code": petition.code,
        "kind": petition.kind.value,
        "status": petition.status.value,
        "received_at": petition.received_at.isoformat(),
        "words": petition.story,
        "place": petition.place,
        "pin": [petition.pin.latitude, petition.pin.longitude] if petition.pin else None,
        "files": list(case.files),
        "events": [
            {"at": event.at.isoformat(), "action": event.action, "words": event.words} for event in case.events
        ],
    }


def _heading(case: Case) -> Text:
    petition = case.petition
    return Text(
        "petition.own_line",
        code=petition.code,
        kind=Text(f"kind.{petition.kind.value}"),
        at=petition.received_at,
        status=Text(f"status.{petition.status.value}"),
    )


def _plain(desk: Desk, text: Text) -> str:
    return desk.words.plain(text, desk.language)
