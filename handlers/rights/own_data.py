"""What a commune holds about one person: gathered for them to see, and to take along."""

from __future__ import annotations

from dataclasses import dataclass

from domain.language.phones import show_phone
from domain.language.text import Text
from handlers.people.linking import channel_name
from storage.memory import Memory
from storage.people.linking import Known
from storage.petitions.petition import Event, Petition
from storage.privacy.rights import Consent

MOST = 10_000
"""Petitions of one person: all of them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A petition of theirs, what of its history is open to them, the names of its files."""

    petition: Petition
    events: tuple[Event, ...]
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnData:
    name: str
    phone: str
    home: str
    language: str
    places: tuple[Known, ...]
    consents: tuple[Consent, ...]
    cases: tuple[Case, ...]


async def own_data(memory: Memory, person: int, commune: str) -> OwnData:
    petitions = await memory.petitions.of_person(person, commune, MOST)
    return OwnData(
        await memory.people.named(person),
        show_phone(await memory.contacts.phone(person)),
        await memory.rights.home(person),
        await memory.people.language(person),
        tuple(await memory.linking.addresses(person)),
        tuple(await memory.rights.consents(person, commune)),
        tuple([await _case(memory, petition) for petition in petitions]),
    )


async def _case(memory: Memory, petition: Petition) -> Case:
    events = await memory.petitions.events(petition)
    files = await memory.files.of(petition.subject)
    return Case(
        petition,
        tuple(event for event in events if event.open_to == "citizen"),
        tuple(kept.file.name or kept.file.medium.value for kept in files),
    )


def summary(data: OwnData, commune: Text) -> list[Text]:
    """In plain words, short enough for one message."""
    none = Text("right.none")
    return [
        Text(
            "right.holds",
            commune=commune,
            name=data.name or none,
            phone=data.phone or none,
            home=data.home or none,
            n=len(data.cases),
            files=sum(len(case.files) for case in data.cases),
        ),
        *(Text("right.holds_place", channel=channel_name(one.at), name=one.name) for one in data.places),
        *(
            Text(
                "right.holds_consent_withdrawn" if one.withdrawn_at else "right.holds_consent",
                at=one.at,
                policy=one.policy,
            )
            for one in data.consents
        ),
    ]
