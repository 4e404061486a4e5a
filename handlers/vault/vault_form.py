"""The signed form registered for what is sealed, and the clocks it starts; and the lane in which a commune lets people
give the fields of Luật Tố cáo Đ23 in the chat, each locked at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from domain.forms import Form
from domain.language.text import Text
from domain.vault.course import begun
from domain.vault.records import Registered, State
from domain.vault.vault_form import lane_form, registering_form
from handlers import dialogue
from handlers.clocks.clockwork import reckoning
from handlers.turn import Refusal, Turn
from handlers.vault import protection, sealing
from handlers.vault import sealed as vault
from handlers.vault.vault_clocks import say_course
from storage.messaging.dialogs import Dialog

REGISTER, LANE = "vault_register", "vault_lane"


async def register(turn: Turn, rest: str) -> None:
    """The button *Ghi nhận đơn đã ký*."""
    record = await vault.find(turn, rest)
    await dialogue.begin(turn, REGISTER, about=record.code)


async def _prepare_register(turn: Turn, dialog: Dialog) -> Callable[[Form], tuple[str, str]]:
    await vault.find(turn, dialog.about)
    return lambda form: registering_form(form, dialog.about, turn.today)


async def _finish_register(turn: Turn, dialog: Dialog, result: tuple[str, str]) -> None:
    """Never "đã thụ lý": the form is in, and the law's clocks run from its day. Raises `Refusal` once something was done
    by them."""
    record = await vault.find(turn, dialog.about)
    contents = sealing.contents_of(turn.world, record)
    if contents.course and contents.course.deeds:
        raise Refusal(Text("vault.goes_on_already", code=record.code))
    number, on = result
    by = await reckoning(turn.world, turn.memory, turn.commune)
    course = begun(turn.person.id, date.fromisoformat(on), turn.world.clocks(turn.commune), by)
    contents = replace(contents, registered=Registered(number, on), course=course)
    turn.memory.vault.keep(sealing.with_contents(turn.world, replace(record, state=State.REGISTERED), contents))
    await turn.note("signed form registered", f"vault:{record.code}", number)
    turn.say(Text("vault.done_registered", code=record.code, document=number, on=course.since))
    await say_course(turn, record, contents, course)


async def fill_in(turn: Turn, rest: str) -> None:
    """The button *Khai các mục của đơn*, where the commune opened the lane."""
    if not turn.plan.petitions.vault.lane:
        raise Refusal(Text("form.button_is_old"))
    if await sealing.held(turn) is None:
        return turn.say(Text("vault.nothing_held"))
    await dialogue.begin(turn, LANE)


async def _prepare_lane(turn: Turn, dialog: Dialog) -> Callable[[Form], dict[str, str] | None]:
    return lambda form: lane_form(form, lambda words: turn.world.vault.locked(words, LANE))


async def _finish_lane(turn: Turn, dialog: Dialog, answers: dict[str, str] | None) -> None:
    """The answers join what is held, which is kept: they chose it by consenting."""
    held = await sealing.held(turn)
    if held is None:
        return turn.say(Text("vault.nothing_held"))
    if answers is None:
        return turn.say(Text("vault.lane_refused"), *protection.choices(turn))
    contents = sealing.contents_of(turn.world, held)
    fields = {field: turn.world.vault.opened(answer, LANE) for field, answer in answers.items()}
    record = sealing.with_contents(turn.world, held, replace(contents, fields=fields))
    record = await sealing.keep(turn, record)
    await protection.say_kept(turn, record)


dialogue.register(REGISTER, dialogue.Dialogue(_prepare_register, _finish_register))
dialogue.register(LANE, dialogue.Dialogue(_prepare_lane, _finish_lane))
