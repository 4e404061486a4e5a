"""What citizens say of a result by one tap: *Đã xong* or *Chưa xong*, one to five stars, a word if they like.

The filer's word, and that of those whose petitions were joined, moves the case; whoever follows it speaks for
themselves. Pressing again, or an old button, does nothing more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from domain.forms import Form, Story
from domain.language.text import Text, lines
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice, Message
from domain.people.roles import Role
from domain.petitions.closing import MOST_STARS, Solved, may_dispute
from domain.petitions.codes import read_code
from domain.petitions.flags import Flag
from domain.petitions.lifecycle import Action, PetitionKind, Status
from handlers import dialogue
from handlers.office import cards
from handlers.office.aftermath import Deed
from handlers.office.casework import record
from handlers.petitions import results
from handlers.petitions.case_files import into_case, said_before
from handlers.petitions.told import is_settled
from handlers.turn import Refusal, Turn
from handlers.vault.conflicts import unconcerned
from handlers.vault.protection import denounces, protect
from handlers.world import World
from storage.memory import Memory
from storage.messaging.dialogs import Dialog
from storage.people.people import Reach
from storage.petitions.petition import Petition
from storage.petitions.ratings import Rating

FORM, REASON = "rating_words", "rating_reason"
_OVER = frozenset({Status.CLOSED, Status.CONFIRMED})
_STARS = frozenset(str(stars) for stars in range(1, MOST_STARS + 1))


@dataclass(frozen=True, slots=True)
class _Voice:
    """Somebody who may say something of a result. `moves`: it is their own petition, or part of it."""

    petition: Petition
    mark: str
    moves: bool
    rating: Rating | None


async def press(turn: Turn, rest: str) -> None:
    """A button under a result: `<code>:<mark>:<verdict, stars or 'words'>`."""
    code, mark, what = [*rest.split(":"), "", ""][:3]
    voice = await _voice(turn, code, mark)
    if is_settled(voice.petition, await turn.memory.petitions.events(voice.petition)):
        raise Refusal(Text("citizen.second_complaint"))
    if voice.petition.kind is PetitionKind.DENUNCIATION:
        raise Refusal(Text("form.button_is_old"))
    if voice.petition.status in _OVER and mark != results.mark_of(voice.petition):  # of a result that was not good
        raise Refusal(Text("form.button_is_old"))
    if what == results.WORDS:
        return await _ask_words(turn, voice)
    if voice.petition.status not in _OVER:
        turn.toast = Text("rating.looked_at_again", code=voice.petition.code)
        return
    if what in _STARS:
        return await _rate(turn, voice, int(what))
    if what == Solved.DONE.value:
        return await _done(turn, voice)
    if what == Solved.NOT_DONE.value:
        return await _not_done(turn, voice)
    raise Refusal(Text("form.button_is_old"))


async def said(turn: Turn) -> bool:
    """ "Chưa xong" as all that somebody says, where no button stands (any more): meant for their latest result."""
    heard = fold(turn.inbound.text).strip(" .!")
    labels = {fold(turn.world.plain(results.label(one), turn.person.language)): one for one in Solved}
    if heard not in labels or turn.inbound.files:
        return False
    most = turn.world.habits.petitions.own_shown
    mine = await turn.memory.petitions.of_person(turn.person.id, turn.commune, most)
    judged = (one for one in mine if one.status in _OVER and one.kind is not PetitionKind.DENUNCIATION)
    latest = next(judged, None)
    if latest is None:
        return False
    await press(turn, f"{latest.code}:{results.mark_of(latest)}:{labels[heard].value}")
    return True


async def _voice(turn: Turn, words: str, mark: str) -> _Voice:
    """Raises `Refusal`, as if there were no such case, for whoever has nothing to say of it."""
    code = read_code(words)
    petition = await turn.memory.petitions.by_code(code) if code else None
    if petition is None or turn.inbound.group:
        raise Refusal(Text("petition.no_such_code"))
    me = turn.person.id
    parts = await turn.memory.petitions.parts_of(petition.code)
    moves = me in {petition.person, *(part.person for part in parts)}
    if not moves and me not in {reach.person for reach in await turn.memory.followers.of(petition.id)}:
        raise Refusal(Text("petition.no_such_code"))
    turn.commune = petition.commune
    return _Voice(petition, mark, moves, await turn.memory.ratings.of(petition.id, me))


async def _done(turn: Turn, voice: _Voice) -> None:
    if voice.moves and voice.petition.status is Status.CLOSED:
        await cards.redraw(turn, await record(turn, voice.petition, Deed(Action.CONFIRM)))
    kept = voice.rating or Rating(Solved.DONE)
    _keep(turn, voice, replace(kept, verdict=Solved.DONE))
    if kept.stars:
        return await _thank(turn, voice)
    await _show(turn, voice, Text("rating.how_content"), results.star_buttons(voice.petition.code, voice.mark))


async def _rate(turn: Turn, voice: _Voice, stars: int) -> None:
    _keep(turn, voice, replace(voice.rating or Rating(Solved.DONE), stars=stars))
    if voice.petition.person == turn.person.id:
        turn.memory.petitions.rate(voice.petition, str(stars))
    await _thank(turn, voice)


async def _thank(turn: Turn, voice: _Voice) -> None:
    add = results.words_button(voice.petition.code, voice.mark, Text("rating.add_words"))
    await _show(turn, voice, Text("rating.thanks"), add)


async def _not_done(turn: Turn, voice: _Voice) -> None:
    days = turn.world.habits.closing.dispute_days
    if not may_dispute(voice.petition.closed_at, turn.now, days):
        anew = [Choice(Text("petition.new_matter"), "go:phananh")]
        return turn.say(Text("rating.too_late", code=voice.petition.code, days=days), anew)
    officer = await _closed_by(turn, voice.petition)
    _keep(turn, voice, replace(voice.rating or Rating(Solved.NOT_DONE), verdict=Solved.NOT_DONE))
    if voice.moves:
        disputed = Deed(Action.DISPUTE, makes=_to_the_supervisor)
        await cards.redraw(turn, await record(turn, voice.petition, disputed))
    told = Text("rating.supervisor_told" if voice.moves else "rating.follower_unhappy", code=voice.petition.code)
    opens = ((Choice(Text("petition.see_code", code=voice.petition.code), f"q:{voice.petition.code}"),),)
    above = await supervisors(turn.world, turn.memory, voice.petition, officer)
    turn.voice.tell_all(above, Message(told, opens, protected=True), voice.petition.commune)
    heard = Text("rating.opened_again" if voice.moves else "rating.passed_on", code=voice.petition.code)
    if await _is_asked(turn):  # a draft of theirs is not put aside for the reason
        why = results.words_button(voice.petition.code, voice.mark, Text("rating.add_reason"))
        return await _show(turn, voice, heard, why)
    await _show(turn, voice, heard, ())
    await dialogue.begin(turn, REASON, about=f"{voice.petition.code}/{voice.mark}")


async def _is_asked(turn: Turn) -> bool:
    """Whether another question waits for their answer here; what only waits for more files asks none."""
    dialog = await turn.memory.dialogs.open(turn.inbound.at, turn.inbound.speaker)
    return dialog is not None and bool(dialog.asked) and dialog.form != REASON


async def _closed_by(turn: Turn, petition: Petition) -> int | None:
    events = await turn.memory.petitions.events(petition)
    return next((one.actor for one in reversed(events) if one.action == Action.CLOSE.value), petition.owner)


def _to_the_supervisor(petition: Petition) -> Petition:
    return replace(petition, owner=None, flags=petition.flags | {Flag.UNHAPPY})


async def supervisors(world: World, memory: Memory, petition: Petition, officer: int | None) -> list[Reach]:
    """Who is above the officer whose result it is: the chief, or else the leaders; never that officer, nor anybody
    whom it accuses."""
    for role in (Role.CHIEF, Role.LEADER):
        reached = await unconcerned(
            world, memory, petition, await memory.people.reach_role(petition.commune, role)
        )
        if above := [one for one in reached if one.person != officer]:
            return above
    return await cards.who_sees(world, memory, petition)


def _keep(turn: Turn, voice: _Voice, rating: Rating) -> None:
    turn.memory.ratings.keep(voice.petition.id, turn.person.id, rating, turn.now)


async def _show(turn: Turn, voice: _Voice, text: Text, rows: results.Rows) -> None:
    """In place of the buttons that were pressed; where those stood elsewhere, as a message of its own."""
    card = results.card(voice.petition.code, voice.mark)
    if await turn.memory.cards.of_message(turn.inbound.at, turn.inbound.message_id) != card:
        turn.memory.cards.lose(turn.inbound.at, card)
    turn.say(lines(await _result(turn, voice), text), *rows, card=card, protected=True)


async def _result(turn: Turn, voice: _Voice) -> Text:
    events = await turn.memory.petitions.events(voice.petition)
    words = next((one.words for one in reversed(events) if one.action == Action.CLOSE.value), "")
    commune = turn.world.commune_name(voice.petition.commune)
    return Text("rating.result", code=voice.petition.code, commune=commune, words=words)


async def _ask_words(turn: Turn, voice: _Voice) -> None:
    if voice.rating is None:
        raise Refusal(Text("form.button_is_old"))
    unhappy = voice.rating.verdict is Solved.NOT_DONE
    await dialogue.begin(turn, REASON if unhappy else FORM, about=f"{voice.petition.code}/{voice.mark}")


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Story]:
    voice = await _voice(turn, *_about(dialog))
    question = Text(
        "rating.what_reason" if dialog.form == REASON else "rating.what_words", code=voice.petition.code
    )
    return lambda form: form.story("story", question)


async def _finish(turn: Turn, dialog: Dialog, story: Story) -> None:
    """A reason goes into the case that was opened anew; a word on a result stays with the stars."""
    voice = await _voice(turn, *_about(dialog))
    if voice.moves and voice.petition.status not in _OVER:
        return await _reason(turn, voice, story)
    before = voice.rating.words if voice.rating else ""
    if denounces(turn, story, *await said_before(turn, voice.petition), before):
        return await protect(turn, story)
    _keep(turn, voice, replace(voice.rating or Rating(Solved.DONE), words=story.words))
    turn.say(Text("rating.words_kept"))


async def _reason(turn: Turn, voice: _Voice, story: Story) -> None:
    """Into the case, and to the supervisor, who may see no card of it."""
    petition = voice.petition
    await into_case(turn, petition, Action.ADD, story)
    see_it = {reach.at for reach in await cards.who_sees(turn.world, turn.memory, petition)}
    above = await supervisors(turn.world, turn.memory, petition, await _closed_by(turn, petition))
    told = Text("petition.citizen_replied", code=petition.code, words=story.words or "…")
    turn.voice.tell_all(
        [one for one in above if one.at not in see_it], Message(told, protected=True), petition.commune
    )


def _about(dialog: Dialog) -> tuple[str, str]:
    code, _, mark = dialog.about.partition("/")
    return code, mark


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
dialogue.register(
    REASON,
    dialogue.Dialogue(
        _prepare, _finish, offered=True, way_out=Text("rating.no_reason"), put_aside=Text("rating.reason_left")
    ),
)
