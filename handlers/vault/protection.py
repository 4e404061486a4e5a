"""Tố cáo: nothing is asked, nobody is told; they hear what is protected, where and how it is made, and choose whether
what they wrote is erased or kept locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from domain.forms import Form, Reply, Story
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Attachment, Choice, Message, Picture, Urgency
from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action
from domain.short_forms import anything_form
from domain.vault.records import State
from handlers import dialogue
from handlers.office.aftermath import SAID_ALOUD
from handlers.one_go import wait_for_more
from handlers.turn import Refusal, Turn
from handlers.vault import sealing
from handlers.vault.vault_paper import denunciation_papers
from handlers.vault.vault_people import permitted, tell_sealed
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Petition
from storage.privacy.vault import Record

REST = "rest"
_ERASED = "erased"
_OUR_WORDS = frozenset({Action.RECLASSIFY, Action.FLAG, Action.JOIN, Action.CORRECT})
"""Actions of which the words are names of ours, or a citizen's that were read before."""


def denounces(turn: Turn, story: Story, *before: str) -> bool:
    """Whether the words accuse somebody, or do together with those said before; a file's name tells too."""
    read = turn.reading
    said = "\n".join(part for part in (*before, story.words) if part)
    return any(read(words).denounces for words in (story.words, said, *(file.name for file in story.files)))


def spare_the_case(turn: Turn, petition: Petition, action: Action, *said: str) -> None:
    """What an officer says in a case goes to all who see it, to its sender, or becomes a case of its own: words that
    accuse somebody stay out of it, and so do files that are called so. Raises `Refusal`."""
    if action in CITIZENS_ACTIONS or action in _OUR_WORDS or petition.restricted:
        return
    for words in said:
        if action not in SAID_ALOUD and denounces(turn, Story(words)):
            raise Refusal(Text("vault.not_in_a_note"))
        keep_out(turn, words)  # an answer may speak of officials, and of how tố cáo are made


def keep_out(turn: Turn, words: str) -> None:
    """Of what all officers may use or read again. Raises `Refusal`."""
    if turn.world.national.suggester.names_deed(words):
        raise Refusal(Text("vault.not_in_a_note"))


async def protect(turn: Turn, story: Story) -> None:
    """Locks it for a while, explains, and lets them choose."""
    await sealing.hold(turn, story)
    turn.memory.outbox.withdraw_questions(turn.inbound.at)
    form = turn.world.habits.petitions.denunciation_form
    explained = turn.world.reception(turn.commune, "vault.protected")
    turn.say(
        Text(explained.key, held=turn.world.national.vault.held_hours, **explained.gaps),
        *choices(turn),
        attachments=(Attachment(Picture.FORM, form, f"{form}.docx"),),
    )


async def take_more(turn: Turn) -> bool:
    """Whether they have something held of which they said nothing yet: what they say belongs to it, for an accusation
    comes in pieces. The rest of an album is taken in silence, and so is what comes right behind a piece that was
    answered, for not every messenger has albums; of words they hear a line, once."""
    held = await sealing.held(turn)
    if held is None:
        return False
    heard = turn.inbound
    follows = not heard.text and sealing.in_same_album(turn, held)
    held = await sealing.hold(turn, Story().and_also(Reply(words=heard.text, files=heard.files, pin=heard.pin)))
    if follows:
        return True
    if sealing.to_be_answered(turn, held):
        turn.say(Text("vault.held_too", hours=turn.world.national.vault.held_hours), *choices(turn))
    elif heard.text:
        _say_added(turn, held)
    return True


def _say_added(turn: Turn, held: Record) -> None:
    """Once for each silence. Its key tells no code: nothing outside the vault leads from a person to what is sealed."""
    silence = sealing.contents_of(turn.world, held).answered_at
    added = Message(Text("vault.held_added"))
    turn.voice.tell(turn.here, added, turn.commune, urgency=Urgency.REPLY, key=f"added:{silence}")


def choices(turn: Turn) -> list[list[Choice]]:
    """What may become of that which is held."""
    rows = [
        [Choice(Text("vault.erase"), "nx:"), Choice(Text("vault.keep"), "nk:")],
        [Choice(Text("intake.not_a_denunciation"), "pi:yes")],
    ]
    if turn.commune and turn.plan.petitions.vault.lane:
        rows.insert(1, [Choice(Text("vault.fill_in"), "nd:")])
    return rows


async def erase(turn: Turn, rest: str) -> None:
    """Nothing of it stays here; in their own chat only they can delete it."""
    held = await sealing.held(turn)
    if held is None:
        return _nothing_held(turn)
    turn.memory.vault.erase(held.code)
    turn.memory.outbox.withdraw_questions(turn.inbound.at)
    turn.say(Text("vault.erased"))
    await _wait_for_rest(turn, held, _ERASED)


async def give_up(turn: Turn, words: str) -> None:
    """/huy: the form that is open, and what waits for their choice."""
    held = await sealing.held(turn)
    if held is None or await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.sender or ""):
        await dialogue.give_up(turn, words)
    if held:
        await erase(turn, "")


async def keep(turn: Turn, rest: str) -> None:
    """Kept locked for a commune (Luật Tố cáo Đ25): its readers hear that there is something, and the writer gets its
    code."""
    held = await sealing.held(turn)
    if held is None:
        return _nothing_held(turn)
    served = turn.world.communes_of((turn.inbound.at.channel, turn.inbound.at.account))
    commune = rest or turn.commune
    if commune not in served:
        return turn.say(Text("vault.which_commune"), *_communes(turn, served))
    turn.commune = commune
    record = await sealing.keep(turn, held)
    turn.memory.outbox.withdraw_questions(turn.inbound.at)
    await say_kept(turn, record)
    await _wait_for_rest(turn, held, turn.world.vault.locked(record.code, REST))


async def say_kept(turn: Turn, record: Record) -> None:
    """Its code, to the writer; that there is something, to those who may open it."""
    contents = sealing.contents_of(turn.world, record)
    readers = await permitted(turn.world, turn.memory, record, contents)
    key = "vault.kept" if readers else "vault.kept_for_above"
    above = turn.plan.petitions.vault.above or turn.world.national.vault.above
    kept = Text(key, code=record.code, commune=turn.world.commune_name(turn.commune), above=above)
    files = len(await turn.memory.vault.files(record.code))
    if files:
        kept = lines(kept, Text("vault.kept_files", n=files))
    turn.say(kept, [Choice(Text("petition.copy_code"), copies=record.code)], protected=True)
    if contents.fields and not sealing.is_kept_by_us(turn):
        turn.say(Text("vault.filled_form"), attachments=denunciation_papers(turn.world, record), protected=True)
    await tell_sealed(turn, record, readers)


async def _wait_for_rest(turn: Turn, held: Record, about: str) -> None:
    """An album may still be arriving; nothing that is open ends for it."""
    if sealing.in_one_go(turn, held) and not await turn.memory.dialogs.open(
        turn.inbound.at, turn.inbound.sender or ""
    ):
        await wait_for_more(turn, REST, about)


def _communes(turn: Turn, served: Sequence[str]) -> list[list[Choice]]:
    return [
        [Choice(verbatim(turn.world.plain(turn.world.commune_name(one), turn.person.language)), f"nk:{one}")]
        for one in served
    ]


def _nothing_held(turn: Turn) -> None:
    turn.say(Text("vault.nothing_held"))


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    return anything_form


async def _finish(turn: Turn, dialog: Dialog, story: Story) -> None:
    """What follows goes where the first went. They hear of it once."""
    said = Text("vault.rest_erased")
    if dialog.about != _ERASED:
        record = await turn.memory.vault.by_code(turn.world.vault.opened(dialog.about, REST))
        if record and record.state is not State.HELD:
            sealing.add(turn, record, story)
            said = Text("vault.rest_kept", code=record.code)
    if not dialog.step:
        turn.say(said)
    await wait_for_more(turn, REST, dialog.about, step=dialog.step + 1)


dialogue.register(REST, dialogue.Dialogue(_prepare, _finish, one_go=True))
