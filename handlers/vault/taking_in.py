"""A case that turns out to be a tố cáo leaves the queue for the vault, in the turn that calls it one: words, place,
sender, history and files are locked under its code, and nothing of it stays in clear."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime

from domain.language.text import Text, lines
from domain.messaging.messages import Attachment, Choice, Message, Picture
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action, PetitionKind
from domain.vault.records import Contents, Filer, State
from handlers.petitions.citizens import citizen_of
from handlers.turn import Acting, ByItself, Refusal, Turn
from handlers.vault.hiding import hide
from handlers.vault.sealing import with_contents
from handlers.vault.vault_people import permitted, readers, tell_sealed
from handlers.voice import Voice
from handlers.world import World
from storage.memory import Memory
from storage.messaging.files import KeptFile
from storage.petitions.petition import Petition
from storage.privacy.vault import Record

_AT_ONCE = 50  # cases in one transaction: the others come with the next hour


async def take_in(turn: Turn, petition: Petition, field: str, to_add: Sequence[Text] = ()) -> None:
    """By an officer's word, who hears also what is `to_add`. What was joined to it is the same matter, and goes along.
    They have no way back to it: its readers have. Raises `Refusal` where somebody was faster."""
    parts = await turn.memory.petitions.parts_of(petition.code)
    await turn.note(f"petition {Action.RECLASSIFY.value}", petition.subject)
    for one in (replace(petition, field=field), *parts):
        if not await _lock_away(turn, one):
            raise Refusal(Text("triage.changed_meanwhile", code=one.code))
    turn.memory.taking_in.nothing_to_take_back(turn.person.id, turn.commune)
    told = lines(Text("vault.taken_in", code=petition.code), *to_add)
    if not petition.at.channel:
        told = lines(told, Text("vault.taken_in_no_chat"))
    if not await readers(turn.memory, turn.commune):
        told = lines(told, Text("vault.no_reader_yet"))
    if turn.gathered is None:
        return turn.say(told)
    turn.gathered.append(told)


async def take_in_those_left(world: World, memory: Memory, now: datetime) -> int:
    """Those called tố cáo before cases were taken in at once. Tells how many."""
    found = await memory.taking_in.left_in_clear(tuple(world.plans), _AT_ONCE)
    for petition in found:
        await _lock_away(ByItself(world, memory, now, Voice(memory, now, f"taken in:{petition.code}")), petition)
    return len(found)


async def _lock_away(acting: Acting, petition: Petition) -> bool:
    """False where somebody changed it since it was read."""
    memory = acting.memory
    contents = await _contents(memory, petition)
    files = await memory.files.of(petition.subject)
    memory.taking_in.silence(petition)
    await hide(acting, replace(petition, kind=PetitionKind.DENUNCIATION))
    rows = await memory.taking_in.take_out(petition)
    if not rows:
        return False
    record = await _keep(acting, petition, replace(contents, case=rows), files)
    await memory.history.note(petition.commune, acting.now, "vault", "petition taken in", f"vault:{petition.code}")
    may_open = await permitted(acting.world, memory, record, contents)
    await _tell_writer(acting, petition, above=not may_open)
    await tell_sealed(acting, record, may_open)
    return True


async def _contents(memory: Memory, petition: Petition) -> Contents:
    """What its sender said is what it is about, and whom it concerns; what the office said stays in its rows."""
    events = await memory.petitions.events(petition)
    pin = f"{petition.pin.latitude:.5f}, {petition.pin.longitude:.5f}" if petition.pin else ""
    said = (one.words for one in events if one.action in CITIZENS_ACTIONS)
    fields = {
        "name": petition.sender_name,
        "address": petition.sender_address,
        "contact": petition.sender_phone,
    }
    name = await memory.people.named(petition.person)
    return Contents(
        Filer(petition.at, petition.at.chat, name, petition.person, petition.language),
        tuple(part for part in (petition.story, petition.place, pin, *said) if part),
        {question: answer for question, answer in fields.items() if answer},
    )


async def _keep(acting: Acting, petition: Petition, contents: Contents, files: Sequence[KeptFile]) -> Record:
    world, memory, at = acting.world, acting.memory, petition.at
    record = Record(
        petition.code,
        petition.commune,
        petition.field,
        world.today(petition.received_at),
        State.SEALED,
        world.vault.tag(f"{at}:{at.chat}" if at.channel else petition.subject),
        "",
    )
    record = with_contents(world, record, contents)
    memory.vault.keep(record)
    for one in files:
        where = json.dumps({"channel": one.channel, "account": one.account, "file": asdict(one.file)})
        needs = one.file.id if one.channel == "web" and one.state == "wanted" else ""
        kept = one.sha256 if one.state == "kept" else ""
        memory.vault.attach(record.code, world.vault.locked(where, record.code), needs, acting.now, kept=kept)
    return record


async def _tell_writer(acting: Acting, petition: Petition, *, above: bool) -> None:
    """In their own chat, without a word of what it is about."""
    world = acting.world
    reach = await citizen_of(acting.memory, petition)
    code = petition.code
    told = world.reception(petition.commune, "vault.your_case")
    told = Text(told.key, code=code, **told.gaps)
    if above:
        body = world.plans[petition.commune].petitions.vault.above or world.national.vault.above
        told = lines(told, Text("vault.your_case_above", above=body))
    form = world.habits.petitions.denunciation_form
    message = Message(
        told,
        ((Choice(Text("vault.erase"), f"ne:{code}"),),),
        (Attachment(Picture.FORM, form, f"{form}.docx"),),
        protected=True,
    )
    acting.voice.tell(reach, message, petition.commune)
