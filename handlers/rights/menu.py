"""`/quyen`: what people may ask about their own data, on one screen. What can be done at once is done at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from domain.clocks.limits import Certainty
from domain.forms import Form, Story
from domain.language.phones import read_phone
from domain.language.text import Text, lines, verbatim
from domain.messaging.messages import Choice
from domain.messaging.papers import paper
from domain.petitions.lifecycle import is_open
from domain.rights.requests import Right, kept_until
from domain.rights.rights_form import Asked, right_form
from handlers import dialogue
from handlers.rights.data_requests import ask
from handlers.rights.own_data import MOST, own_data, summary
from handlers.turn import Refusal, Turn
from handlers.vault.protection import denounces, protect
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Petition
from storage.privacy.rights import DataRequest

FORM = "right"
_OFFERED = (
    (Right.VIEW, Right.EXPORT),
    (Right.CORRECT, Right.WITHDRAW),
    (Right.RESTRICT, Right.ERASE),
)


async def show(turn: Turn, words: str) -> None:
    """The rights, each with its button, and what is still being decided."""
    _refuse_in_group(turn)
    waiting = [
        Text("right.waiting", code=one.code, right=Text(f"right.name_{one.right.value}"), due=one.due_on)
        for one in await turn.memory.rights.open_of(turn.person.id, turn.commune)
    ]
    rules = [turn.world.national.rights.of(right) for right in Right]
    head = Text(
        "right.screen",
        commune=turn.world.commune_name(turn.commune),
        answer=max(rule.answer_within for rule in rules),
        done=min(rule.done_within for rule in rules),
        most=max(rule.done_within for rule in rules),
        basis=rules[0].basis,
    )
    rows = [[Choice(Text(f"right.button_{one.value}"), f"y:{one.value}") for one in row] for row in _OFFERED]
    turn.say(lines(head, *waiting), *rows)


async def press(turn: Turn, rest: str) -> None:
    _refuse_in_group(turn)
    right = next((one for one in Right if one.value == rest), None)
    if right is None:
        raise Refusal(Text("form.button_is_old"))
    if right in _AT_ONCE:
        return await _AT_ONCE[right](turn)
    if right is Right.ANONYMISE and not await _parted(turn):
        raise Refusal(Text("right.nothing_to_anonymise"))
    await dialogue.begin(turn, FORM, about=right.value)


async def _view(turn: Turn) -> None:
    data = await own_data(turn.memory, turn.person.id, turn.commune)
    request = await ask(turn, Right.VIEW, state="done")
    shown = summary(data, turn.world.commune_name(turn.commune))
    turn.say(
        lines(*shown, Text("right.done", code=request.code)),
        [Choice(Text("right.button_export"), "y:export"), Choice(Text("right.button_correct"), "y:correct")],
        protected=True,
    )


async def _export(turn: Turn) -> None:
    """As text to read and as JSON for machines, made when it is sent, for this conversation alone."""
    request = await ask(turn, Right.EXPORT, state="done")
    files = tuple(
        paper(kind, turn.commune, str(turn.person.id), name=f"du-lieu-cua-toi.{ending}")
        for kind, ending in (("own-docx", "docx"), ("own-json", "json"))
    )
    turn.say(Text("right.exported", code=request.code), attachments=files, protected=True)


_AT_ONCE: dict[Right, Callable[[Turn], Awaitable[None]]] = {Right.VIEW: _view, Right.EXPORT: _export}


async def _correct(turn: Turn, asked: Asked) -> None:
    person = turn.person.id
    match asked.what:
        case "name":
            turn.memory.rights.set_name(person, asked.words)
        case "phone":
            turn.memory.contacts.set_phone(person, read_phone(asked.words) or "")
        case _:
            turn.memory.rights.set_home(person, asked.words)
    request = await ask(turn, Right.CORRECT, state="done")
    turn.say(Text("right.corrected", code=request.code))


async def _withdraw(turn: Turn, asked: Asked) -> None:
    """What was filed goes on as the law demands; nothing else is done with it, and nothing else is said unasked."""
    turn.memory.rights.withdraw_consent(turn.person.id, turn.commune, turn.now)
    await turn.memory.erasure.drafts(turn.person.id)
    request = await ask(turn, Right.WITHDRAW, state="done")
    turn.say(Text("right.withdrawn", code=request.code))


async def _restrict(turn: Turn, asked: Asked) -> None:
    request = await ask(turn, Right.RESTRICT, words=asked.words)
    turn.say(_procedure(turn, request))


async def _erase(turn: Turn, asked: Asked) -> None:
    """Erases whatever need not be kept; tells of each of the others until which day it must be."""
    drafts = await turn.memory.erasure.drafts(turn.person.id)
    if not turn.members:
        turn.memory.erasure.contact(turn.person.id)
    stay, gone = [], 0
    for petition in await turn.memory.petitions.of_person(turn.person.id, turn.commune, MOST):
        if not petition.story and not is_open(petition.status):
            continue  # erased before
        if is_open(petition.status) or _until(turn, petition) >= turn.today:
            stay.append(petition)
        else:
            turn.memory.erasure.petition(petition)
            turn.memory.nudges.forget(petition.code)
            gone += 1
    codes = tuple(petition.code for petition in stay)
    reason = turn.world.plain(Text("right.must_be_kept"), "vi") if stay else ""
    request = await ask(turn, Right.ERASE, state="refused" if stay else "done", about=codes, reason=reason)
    parts = [Text("right.erased", code=request.code, drafts=drafts, n=gone)]
    parts += [Text("right.stays_why"), *(_stays(turn, petition) for petition in stay)] if stay else []
    rows = [[Choice(Text("right.button_anonymise"), "y:anonymise")]] if await _parted(turn) else []
    turn.say(lines(*parts), *rows)


async def _anonymise(turn: Turn, asked: Asked) -> None:
    petitions = await _parted(turn)
    request = await ask(turn, Right.ANONYMISE, about=tuple(petition.code for petition in petitions))
    turn.say(_procedure(turn, request))


_CARRIED_OUT: dict[Right, Callable[[Turn, Asked], Awaitable[None]]] = {
    Right.CORRECT: _correct,
    Right.WITHDRAW: _withdraw,
    Right.RESTRICT: _restrict,
    Right.ERASE: _erase,
    Right.ANONYMISE: _anonymise,
}


async def _parted(turn: Turn) -> list[Petition]:
    """Their petitions that are over and may be parted from them before they may be erased."""
    petitions = await turn.memory.petitions.of_person(turn.person.id, turn.commune, MOST)
    rules = turn.world.national.rights
    return [one for one in petitions if one.closed_at and one.story and rules.retention_of(one.kind).anonymise]


def _until(turn: Turn, petition: Petition) -> date:
    closed_on = turn.world.today(petition.closed_at) if petition.closed_at else None
    return kept_until(turn.world.national.rights.retention_of(petition.kind), closed_on, turn.today)


def _procedure(turn: Turn, request: DataRequest) -> Text:
    """How it goes on, and by when: the answer that the law wants within days."""
    rule = turn.world.national.rights.of(request.right)
    return Text(
        "right.procedure",
        code=request.code,
        right=Text(f"right.name_{request.right.value}"),
        due=request.due_on,
        extension=rule.extension,
        basis=rule.basis,
    )


def _stays(turn: Turn, petition: Petition) -> Text:
    retention = turn.world.national.rights.retention_of(petition.kind)
    basis = retention.basis
    return Text(
        "right.stays_open" if is_open(petition.status) else "right.stays",
        code=petition.code,
        until=_until(turn, petition),
        years=retention.years,
        basis=verbatim(basis) if retention.mark is Certainty.VERIFIED else Text("right.basis_unsure", basis=basis),
    )


def _refuse_in_group(turn: Turn) -> None:
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Asked]:
    return lambda form: right_form(form, Right(dialog.about))


async def _finish(turn: Turn, dialog: Dialog, asked: Asked) -> None:
    if denounces(turn, Story(asked.words)):
        return await protect(turn, Story(asked.words))
    await _CARRIED_OUT[Right(dialog.about)](turn, asked)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
