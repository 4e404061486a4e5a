"""`/vuongmac`: a unit's difficulty goes to the body, or the very person, whom the plan names; the
answer comes back."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form, Story
from domain.language.naming import called
from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice, Message
from domain.people.roles import Can
from domain.petitions.codes import RANDOM_BYTES, make_code, read_code
from domain.short_forms import difficulty_answer_form, difficulty_form
from handlers import dialogue
from handlers.turn import Refusal, Turn
from handlers.vault.protection import denounces, keep_out, protect
from storage.messaging.dialogs import Dialog
from storage.people.people import Reach
from storage.reports.difficulties import Difficulty

FORM, ANSWER = "difficulty", "difficulty_answer"


async def report_difficulty(turn: Turn, words: str) -> None:
    await dialogue.begin(turn, FORM, words=words)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return difficulty_form


async def _finish(turn: Turn, dialog: Dialog, words: str) -> None:
    if denounces(turn, Story(words)):
        return await protect(turn, Story(words))
    to = turn.plan.difficulties
    unit = to.unit or turn.plan.petitions.office
    code = make_code(turn.world.random(RANDOM_BYTES))
    own = next(iter(turn.units(Can.REPORT_DIFFICULTY)))
    difficulty = Difficulty(turn.commune, code, own, turn.person.id, turn.inbound.at, words, unit, turn.now)
    turn.memory.difficulties.add(difficulty)
    text = Text(
        "difficulty.reported",
        code=code,
        unit=await turn.memory.units.name(turn.commune, own),
        name=called(turn.person.name),
        words=words,
    )
    button = Choice(Text("difficulty.answer"), f"d:{code}", "primary")
    told = turn.voice.tell_all(await _receivers(turn, unit), Message(text, ((button,),)), turn.commune)
    receiver = await turn.memory.units.name(turn.commune, unit)
    if to.contact:
        receiver = f"{receiver} – {to.contact.name}"
    turn.say(Text("difficulty.passed_on" if told else "difficulty.kept", code=code, to=receiver))
    await turn.note("difficulty reported", f"difficulty:{code}")


async def _receivers(turn: Turn, unit: str) -> list[Reach]:
    """The person whom the plan names, if registered under that name; otherwise the unit."""
    everybody = await turn.memory.people.reach_unit(turn.commune, unit)
    contact = turn.plan.difficulties.contact
    if contact:
        wanted = fold(contact.name)
        for reach in everybody:
            if reach.person and wanted in fold(await turn.memory.people.named(reach.person)):
                return [reach]
    return everybody


async def list_open(turn: Turn, words: str = "") -> None:
    """/dsvuongmac: what was sent to the person's units and is not answered yet."""
    waiting = [
        one
        for unit in turn.units(Can.ANSWER_DIFFICULTY)
        for one in await turn.memory.difficulties.open_for(turn.commune, unit)
    ]
    if not waiting:
        return turn.say(Text("difficulty.none_open"))
    for one in waiting:
        unit = await turn.memory.units.name(turn.commune, one.unit)
        text = Text("difficulty.open", code=one.code, unit=unit, at=one.said_at, words=one.words)
        turn.say(text, [Choice(Text("difficulty.answer"), f"d:{one.code}", "primary")])


async def answer_button(turn: Turn, code: str) -> None:
    difficulty = await _mine(turn, code)
    await dialogue.begin(turn, ANSWER, about=difficulty.code)


async def _mine(turn: Turn, words: str) -> Difficulty:
    """Raises `Refusal` for one that was not sent to the person's unit, as if it did not exist."""
    found = await turn.memory.difficulties.find(turn.commune, read_code(words) or "")
    if found is None or found.to_unit not in turn.units(Can.ANSWER_DIFFICULTY):
        raise Refusal(Text("difficulty.no_such"))
    if found.answer:
        raise Refusal(Text("difficulty.already_answered", code=found.code))
    return found


async def _prepare_answer(turn: Turn, dialog: Dialog) -> Callable[[Form], str]:
    return lambda form: difficulty_answer_form(form, dialog.about)


async def _finish_answer(turn: Turn, dialog: Dialog, words: str) -> None:
    difficulty = await _mine(turn, dialog.about)
    keep_out(turn, words)
    turn.memory.difficulties.answer(difficulty.code, words, turn.person.id, turn.now)
    told = Text(
        "difficulty.answered",
        code=difficulty.code,
        unit=await turn.memory.units.name(turn.commune, difficulty.to_unit),
        name=called(turn.person.name),
        words=words,
    )
    language = await turn.memory.people.language(difficulty.person)
    at = await turn.memory.people.reach_person(difficulty.person, turn.commune) or difficulty.at
    asker = Reach(at, in_group=False, language=language, person=difficulty.person)
    turn.voice.tell(asker, Message(told), turn.commune)
    turn.say(Text("difficulty.answer_sent", code=difficulty.code))
    await turn.note("difficulty answered", f"difficulty:{difficulty.code}")


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
dialogue.register(ANSWER, dialogue.Dialogue(_prepare_answer, _finish_answer))
