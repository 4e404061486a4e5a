"""Locking what may be a denunciation: held until its writer chooses, then erased or kept. Nothing here says anything."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import datetime, timedelta

from domain.forms import Story
from domain.messaging.messages import FileRef, Medium
from domain.petitions.codes import RANDOM_BYTES, make_code
from domain.vault.records import Contents, Filer, State
from handlers.turn import Turn
from handlers.world import World
from storage.privacy.vault import Record, SealedFile

_ON_OUR_DISK = "web"
"""The channel whose files lie with us in clear until they are fetched."""


async def held(turn: Turn) -> Record | None:
    """What this person said in this chat and has not decided about."""
    return await turn.memory.vault.held_for(_tag(turn), turn.now)


async def hold(turn: Turn, story: Story) -> Record:
    """Locks the words and files, with those of the same person that wait already. They are erased when nobody chose for
    so long."""
    until = turn.now + timedelta(hours=turn.world.national.vault.held_hours)
    found = await held(turn)
    if found:
        record = replace(found, commune=turn.commune or found.commune, erase_at=until)
    else:
        code = make_code(turn.world.random(RANDOM_BYTES))
        record = Record(code, turn.commune, "", turn.today, State.HELD, _tag(turn), "", until)
        record = with_contents(turn.world, record, Contents(_filer(turn)))
    return add(turn, record, story)


def add(turn: Turn, record: Record, story: Story) -> Record:
    """Locks more words and files into the record."""
    contents = contents_of(turn.world, record).and_also(_words(story))
    filed_at = turn.now.isoformat() if story.files else ""
    contents = replace(contents, filed_at=filed_at, album=turn.inbound.album)
    record = with_contents(turn.world, record, contents)
    turn.memory.vault.keep(record)
    at = turn.inbound.at
    for file in story.files:
        where = json.dumps({"channel": at.channel, "account": at.account, "file": asdict(file)})
        needs = file.id if at.channel == _ON_OUR_DISK else ""
        turn.memory.vault.attach(record.code, turn.world.vault.locked(where, record.code), needs, turn.now)
    return record


async def keep(turn: Turn, record: Record) -> Record:
    """It is no longer erased by itself."""
    contents = replace(contents_of(turn.world, record), chosen_at=turn.now.isoformat())
    field = turn.reading(contents.words).field
    kept = replace(record, commune=turn.commune, field=field, state=State.SEALED, erase_at=None)
    kept = with_contents(turn.world, kept, contents)
    turn.memory.vault.keep(kept)
    await note_the_day(turn, kept, "information sealed")
    return kept


async def note_the_day(turn: Turn, record: Record, what: str) -> None:
    """What its writer had done with it, into the history: neither who, nor the minute."""
    day = turn.now.astimezone(turn.world.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    await turn.memory.history.note(record.commune, day, "vault", what, f"vault:{record.code}")


async def erase(turn: Turn) -> bool:
    """Whether there was anything."""
    found = await held(turn)
    if found:
        turn.memory.vault.erase(found.code)
    return found is not None


def contents_of(world: World, record: Record) -> Contents:
    return Contents.read(world.vault.opened(record.contents, record.code))


def with_contents(world: World, record: Record, contents: Contents) -> Record:
    warn_at = contents.course.warn_at if contents.course else None
    return replace(record, contents=world.vault.locked(contents.written(), record.code), warn_at=warn_at)


def file_of(world: World, file: SealedFile) -> tuple[tuple[str, str], FileRef]:
    """((channel, account), the file as that messenger names it)."""
    where = json.loads(world.vault.opened(file.reference, file.record))
    named = {**where["file"], "medium": Medium(where["file"]["medium"])}
    return (where["channel"], where["account"]), FileRef(**named)


def in_one_go(turn: Turn, record: Record) -> bool:
    """Whether they sent a file just now: the next is part of the same thing, as in an album."""
    filed_at = contents_of(turn.world, record).filed_at
    settling = timedelta(seconds=turn.world.habits.files.settling_seconds)
    return bool(filed_at) and turn.now - datetime.fromisoformat(filed_at) < settling


def to_be_answered(turn: Turn, record: Record) -> bool:
    """Whether they have not heard shortly that what they add is locked too; from now on they have."""
    contents = contents_of(turn.world, record)
    settling = timedelta(seconds=turn.world.habits.intake.stop_settles_seconds)
    if contents.answered_at and turn.now - datetime.fromisoformat(contents.answered_at) < settling:
        return False
    contents = replace(contents, answered_at=turn.now.isoformat())
    turn.memory.vault.keep(with_contents(turn.world, record, contents))
    return True


def in_same_album(turn: Turn, record: Record) -> bool:
    """Whether the last thing they sent was of the album of which this is: one answer is for all of it."""
    album = turn.inbound.album
    return bool(album) and album == contents_of(turn.world, record).album


def is_kept_by_us(turn: Turn) -> bool:
    """Whether what is sent to this conversation lies with us in clear, as a page does: no filled form goes there."""
    return turn.inbound.at.channel == _ON_OUR_DISK


def is_writer(turn: Turn, record: Record) -> bool:
    return record.filer == _tag(turn)


def _filer(turn: Turn) -> Filer:
    heard = turn.inbound
    name = turn.person.name or heard.sender_name
    return Filer(heard.at, heard.sender or "", name, turn.person.id, turn.person.language)


def _tag(turn: Turn) -> str:
    return turn.world.vault.tag(f"{turn.inbound.at}:{turn.inbound.sender or ''}")


def _words(story: Story) -> str:
    pin = f"{story.pin.latitude:.5f}, {story.pin.longitude:.5f}" if story.pin else ""
    return "\n".join(part for part in (story.words, pin) if part)
