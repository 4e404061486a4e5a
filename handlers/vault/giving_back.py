"""What was taken into the vault and is no tố cáo: one of its readers gives the case back to the queue. And its writer,
who may have it erased instead."""

from __future__ import annotations

from domain.language.text import Text
from domain.messaging.messages import Address, Choice, Message
from domain.petitions.codes import read_code
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action
from domain.vault.records import Contents, State
from handlers.office import cards
from handlers.petitions.citizens import citizen_of
from handlers.turn import Refusal, Turn
from handlers.vault.sealing import file_of, is_writer, note_the_day
from handlers.world import World
from storage.petitions.petition import Event, Petition
from storage.privacy.vault import Record


def was_a_case(record: Record, contents: Contents) -> bool:
    """And can be one again: what has a signed form is a tố cáo."""
    return contents.case is not None and record.state is not State.REGISTERED


def words_with_history(world: World, contents: Contents) -> str:
    """All that was said, and what the office wrote in the case that it was."""
    events = contents.case.get("petition_events", ()) if contents.case else ()
    said = [
        f"{world.plain(Text(f'event.{action}'), 'vi')}: {words} {document}".strip()
        for action, words, document in ((one["action"], one["words"], one["document"]) for one in events)
        if action not in CITIZENS_ACTIONS and (words or document)
    ]
    return "\n".join((contents.words, *said))


async def give_back(turn: Turn, record: Record, contents: Contents) -> None:
    """The reason is noted, and the leaders hear of it, before. Raises `Refusal` where it never was a case, or has its
    signed form."""
    if contents.case is None or not was_a_case(record, contents):
        raise Refusal(Text("vault.stays", code=record.code))
    petition = await turn.memory.taking_in.put_back(contents.case)
    await _return_files(turn, record, petition)
    turn.memory.vault.erase(record.code)
    kind = turn.world.plain(Text(f"kind.{petition.kind.value}"), "vi")
    said = Event(turn.now, turn.person.id, Action.RECLASSIFY.value, petition.status, kind)
    turn.memory.petitions.note(petition, said)
    await turn.note("given back from the vault", petition.subject)
    turn.say(Text("vault.given_back", code=petition.code), protected=True)
    see = Choice(Text("petition.see_state"), f"t:{petition.code}")
    told = Message(Text("vault.your_case_back", code=petition.code), ((see,),), protected=True)
    turn.voice.tell(await citizen_of(turn.memory, petition), told, petition.commune, subject=petition.subject)
    await cards.post_new(turn, petition, turn.voice, ())


async def _return_files(turn: Turn, record: Record, petition: Petition) -> None:
    for one in await turn.memory.vault.files(record.code):
        (channel, account), file = file_of(turn.world, one)
        at = Address(channel, account, petition.at.chat)
        await turn.memory.taking_in.return_file(one.id, petition, file, at, turn.now)


async def erase_own(turn: Turn, rest: str) -> None:
    """The button *Xóa hết* of its writer. Raises `Refusal` once its signed form is in: that is withdrawn on paper (Luật
    Tố cáo Đ33)."""
    code = read_code(rest)
    record = await turn.memory.vault.by_code(code) if code else None
    if record is None or not is_writer(turn, record):
        raise Refusal(Text("vault.nothing_held"))
    if record.state is State.REGISTERED:
        raise Refusal(Text("vault.erase_on_paper", code=record.code))
    await turn.memory.taking_in.shred_of(record.code)
    turn.memory.vault.erase(record.code)
    await note_the_day(turn, record, "information erased")
    turn.say(Text("vault.erased"))
