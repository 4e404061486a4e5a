"""What takes a signed document: nhận đơn, thụ lý, không thụ lý, quyết định, tạm đình chỉ, gia hạn, đơn rút.

In one line, or asked step by step in private."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from domain.forms import Finished, Form, Story, ask
from domain.language.text import Text
from domain.petitions.lifecycle import SIGNED_FORM_ONLY, Action
from domain.petitions.triage_forms import (
    Ruling,
    answers_of,
    document_reader,
    extension_answers,
    extension_day,
    extension_form,
    gives_more,
    gives_reason,
    insisted,
    ruling_form,
)
from handlers import dialogue
from handlers.office.aftermath import Deed
from handlers.office.case_finding import find_case, say_how
from handlers.office.casework import carry_out, status_after
from handlers.office.extension_limits import limits_of, refused
from handlers.petitions.case_files import keep_files
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.petitions.petition import Petition

FORM = "ruling"


async def _rule(turn: Turn, words: str, *, action: Action) -> None:
    """`/thuly <mã> <số văn bản> ngày <ngày> <lời>`."""
    petition, rest = await find_case(turn, words)
    status_after(petition, action)
    answers = answers_of(document_reader(turn.today), rest)
    if not answers and gives_reason(rest):
        answers = {"words": Story(rest, turn.inbound.files).to_json()}
    await _do_or_ask(turn, petition, action, answers)


register = partial(_rule, action=Action.REGISTER)
accept = partial(_rule, action=Action.ACCEPT)
decline = partial(_rule, action=Action.DECLINE)
decide = partial(_rule, action=Action.DECIDE)
suspend = partial(_rule, action=Action.SUSPEND)


async def withdraw(turn: Turn, words: str) -> None:
    """`/rutdon <mã> <số> ngày <ngày>`: the signed form has come that takes a signed form back (Luật Khiếu nại Đ10)."""
    petition, _ = await find_case(turn, words)
    if petition.kind not in SIGNED_FORM_ONLY:
        raise Refusal(Text("triage.they_withdraw", code=petition.code))
    await _rule(turn, words, action=Action.WITHDRAW)


async def extend(turn: Turn, words: str) -> None:
    """`/giahan <mã> <ngày> <lý do>` moves the commune's own promise; `/giahan <mã> phức tạp <số quyết định> ngày <ngày>
    <lý do>` gives the time that the law has for a hard case. Where the law has no more, `/giahan <mã> vẫn <ngày> <lý
    do>` still tells the citizen another day: the case stays overdue."""
    petition, rest = await find_case(turn, words)
    status_after(petition, Action.EXTEND)
    limits = await limits_of(turn, petition)
    if limits.law and (late := insisted(rest, turn.today, limits.law.latest)):
        return await _do(turn, petition, Action.EXTEND, replace(late, beyond=limits.law.basis), turn.inbound.files)
    day = extension_day(rest, turn.today)
    if (day or not gives_more(rest, limits.step)) and (refusal := refused(petition, limits, day)):
        raise Refusal(refusal)
    answers = extension_answers(rest, petition.code, limits.step, turn.today, limits.leeway)
    await _do_or_ask(turn, petition, Action.EXTEND, answers)


async def _do_or_ask(turn: Turn, petition: Petition, action: Action, answers: Mapping[str, Any]) -> None:
    outcome = ask(await _form(turn, petition, action), answers)
    if isinstance(outcome, Finished):
        return await _do(turn, petition, action, outcome.result, turn.inbound.files)
    say_how(turn, action)
    await dialogue.begin(turn, FORM, answers=dict(answers), about=f"{petition.code}/{action.value}")


async def _form(turn: Turn, petition: Petition, action: Action) -> Callable[[Form], Ruling]:
    if action is Action.EXTEND:
        limits = await limits_of(turn, petition)
        return lambda form: extension_form(form, petition.code, limits.step, turn.today, limits.leeway)
    return lambda form: ruling_form(form, petition.code, action, turn.today)


async def _do(turn: Turn, petition: Petition, action: Action, ruling: Ruling, files: tuple[Any, ...] = ()) -> None:
    story = replace(ruling.story, files=ruling.story.files or files)
    kept = Text("triage.extended_until", words=story.words, until=ruling.until) if ruling.until else None
    harder = ruling.case
    deed = Deed(
        action,
        story.words,
        keep_files(turn, petition, story),
        document=ruling.document,
        kept=turn.world.plain(kept, petition.language or "vi") if kept else "",
        extended_to=ruling.until,
        beyond=ruling.beyond,
        makes=(lambda changed: replace(changed, case=harder)) if harder else lambda changed: changed,
    )
    await carry_out(turn, petition, deed)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], Ruling]:
    code, _, action = dialog.about.partition("/")
    petition, _ = await find_case(turn, code)
    return await _form(turn, petition, Action(action))


async def _finish(turn: Turn, dialog: Dialog, ruling: Ruling) -> None:
    code, _, action = dialog.about.partition("/")
    petition, _ = await find_case(turn, code)
    await _do(turn, petition, Action(action), ruling)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish))
