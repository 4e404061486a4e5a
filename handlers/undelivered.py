"""Telling officers what did not reach a citizen, so that somebody telephones."""

from __future__ import annotations

from collections.abc import Callable, Container
from datetime import datetime

from domain.language.text import Text
from domain.messaging.messages import Address, Message
from domain.messaging.notices import Occasion
from domain.messaging.outgoing import OutgoingRow
from domain.people.roles import Role
from domain.petitions.shelves import Shelf
from handlers.elsewhere import say_all_elsewhere, say_elsewhere, say_for_account_elsewhere
from handlers.office import cards
from handlers.petitions.announcing import announce
from handlers.voice import Voice
from handlers.world import AccountKey, World
from storage.memory import Memory
from storage.messaging.files import KeptFile


async def tell_unreachable(world: World, memory: Memory, at: Address, now: datetime) -> None:
    """The person, or group, takes no more messages; every petition with a letter waiting is named once. Where it
    was known before, whoever wrote was told at once. What can be said at another address of theirs is said there."""
    await say_all_elsewhere(memory, at, now)
    if not await memory.people.is_reachable(at):
        return
    memory.people.set_reachable(at.channel, at.account, at.chat, False)
    await show_reach(world, memory, Voice(memory, now, f"reach:{at}:{now.isoformat()}"), at, now)
    for commune, subject in await memory.outbox.parked_subjects(at):
        await _tell(world, memory, commune, subject, _telephone, f"gone:{at}:{now.isoformat()}", now)


async def show_reach(world: World, memory: Memory, voice: Voice, at: Address, now: datetime) -> None:
    """On the cards of all that is open of whoever is spoken to there, in groups: whether anything reaches them."""
    for petition in await memory.petitions.open_of(at):
        if petition.commune in world.plans:
            await cards.redraw_groups(world, memory, voice, petition, now)


async def tell_unknown(world: World, memory: Memory, letter: int, now: datetime) -> None:
    """Nobody knows whether an official answer arrived: an officer decides whether to say it again."""
    about = await memory.outbox.about(letter)
    if about:
        await _tell(world, memory, *about, _unknown, f"unknown:{letter}", now)


async def tell_closed(
    world: World, memory: Memory, letter: OutgoingRow, announces: Container[Occasion], now: datetime
) -> None:
    """The messenger lets us speak only to those who spoke lately: the letter waits for them. Where they have another
    address, it is said there instead; where the messenger `announces` such news, they get a notice of it; else an
    officer telephones."""
    if await say_elsewhere(memory, letter.id, now) or await announce(memory, letter, announces, now):
        return
    await tell_silent(world, memory, letter.id, letter.at, now)


async def tell_silent(world: World, memory: Memory, letter: int, at: Address, now: datetime) -> None:
    """An officer telephones. Named once for each silence."""
    about = await memory.outbox.about(letter)
    if about:
        silence = await memory.traffic.silence(at)
        await _tell(world, memory, *about, _silent, f"closed:{at}:{silence}", now)


async def tell_used_up(
    world: World, memory: Memory, account: AccountKey, letter: int, month: str, now: datetime
) -> None:
    """Nothing more may be said on this account this month, nor the letter that met this. Where people have another
    address, it is said there instead; whoever else waits for an answer is telephoned."""
    await say_for_account_elsewhere(memory, account, letter, now)
    key = f"used up:{':'.join(account)}:{month}"
    for commune, subject in await memory.waiting.due_subjects(*account):
        await _tell(world, memory, commune, subject, _used_up, key, now)
    text = Text("undelivered.month_used_up", account=" ".join(account), month=month)
    await tell_admins(world, memory, account, text, key, now)


async def tell_admins(
    world: World, memory: Memory, account: AccountKey, text: Text, key: str, now: datetime
) -> None:
    """Once, to the admins of every commune that this account serves, wherever they can be reached."""
    for commune in world.communes_of(account):
        voice = Voice(memory, now, f"{key}:{commune}")
        voice.tell_all(await memory.people.reach_role(commune, Role.ADMIN), Message(text), commune)


async def tell_file_lost(world: World, memory: Memory, file: KeptFile, now: datetime) -> None:
    """A file of a case cannot be fetched, and its messenger does not send it on: nobody will see it. Whoever deals with
    the case asks for it again, or attaches it anew; a case closed by it has no proof."""
    kind, _, code = file.subject.partition(":")
    petition = await memory.petitions.by_code(code) if kind == "petition" else None
    if petition is None:
        return
    name = Text("versions.file_name", name=file.file.name) if file.file.name else Text("paper.nameless")

    def lost(code: str) -> Text:
        return Text("undelivered.file_lost", code=code, name=name)

    await _tell(world, memory, petition.commune, petition.subject, lost, f"file lost:{file.id}", now)


async def show_outcome(
    world: World, memory: Memory, letter: OutgoingRow, can_edit: Callable[[Address], bool], now: datetime
) -> None:
    """On the petition's card in groups, where it can be changed: whether the answer got to the citizen. An officer
    alone is told only of what did not."""
    about = await memory.outbox.about(letter.id)
    kind, _, code = about[1].partition(":") if about else ("", "", "")
    petition = await memory.petitions.by_code(code) if kind == "petition" else None
    if petition is None or petition.commune not in world.plans:
        return
    state = await memory.waiting.outcome(petition.subject)
    groups = [
        place
        for place in await memory.cards.places(petition.card, petition.commune)
        if place.in_group and can_edit(place.at)
    ]
    voice = Voice(memory, now, f"settled:{letter.id}:{state}")
    await cards.redraw_at(world, memory, voice, petition, groups, now)


async def _tell(
    world: World, memory: Memory, commune: str, subject: str, said: Callable[[str], Text], root: str, now: datetime
) -> None:
    kind, _, code = subject.partition(":")
    petition = await memory.petitions.by_code(code) if kind == "petition" else None
    if petition is None or commune not in world.plans:
        return
    voice = Voice(memory, now, f"{root}:{code}")
    message = Message(said(code), shelves=(Shelf.SYSTEM.value,))
    voice.tell_all(await cards.who_sees(world, memory, petition), message, commune)


def _telephone(code: str) -> Text:
    return Text("undelivered.telephone", code=code)


def _unknown(code: str) -> Text:
    return Text("undelivered.unknown", code=code)


def _silent(code: str) -> Text:
    return Text("undelivered.silent", code=code)


def _used_up(code: str) -> Text:
    return Text("undelivered.used_up", code=code)
