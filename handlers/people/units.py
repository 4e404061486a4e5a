"""`/donvi`: the commune's units with what they were called; one is renamed, merged into another, or ends. What it
handed in stays its own, and what it still owed remains on the board."""

from __future__ import annotations

from collections.abc import Callable

from domain.forms import Form
from domain.language.text import Text, lines
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice
from domain.people.roles import Can
from domain.plans.unit_form import UnitChange, UnitChanged, unit_form
from handlers import dialogue
from handlers.reports.reminders import plan_commune
from handlers.turn import Refusal, Turn
from storage.messaging.dialogs import Dialog
from storage.units import UnitRow

FORM = "unit"


async def show_units(turn: Turn, words: str) -> None:
    """All there are and were; with a way to change one for those who may."""
    staffed = await turn.memory.people.staffed_units(turn.commune)
    units = await turn.memory.units.ever(turn.commune)
    called = {unit.id: unit.name for unit in units}
    told = [await _line(turn, unit, called, staffed) for unit in units]
    rows = [[Choice(Text("unit.change"), "ud")]] if turn.may(Can.KEEP_UNITS) else []
    turn.say(lines(Text("unit.title", commune=turn.world.commune_name(turn.commune)), *told), *rows)


async def _line(turn: Turn, unit: UnitRow, called: dict[str, str], staffed: set[str]) -> Text:
    earlier = (await turn.memory.units.names(turn.commune, unit.id))[:-1]
    names = tuple(Text("unit.was_called", name=one.name) for one in earlier)
    if unit.until_day is None:
        line = Text("unit.line" if unit.id in staffed else "unit.line_nobody", unit=unit.name)
    elif unit.merged_into:
        into = called.get(unit.merged_into, unit.merged_into)
        line = Text("unit.line_merged", unit=unit.name, day=unit.until_day, into=into)
    else:
        line = Text("unit.line_ended", unit=unit.name, day=unit.until_day)
    return lines(line, *names)


async def change_unit(turn: Turn, rest: str) -> None:
    if not turn.may(Can.KEEP_UNITS):
        raise Refusal(Text("error.not_yours"))
    await dialogue.begin(turn, FORM)


async def _prepare(turn: Turn, dialog: Dialog) -> Callable[[Form], UnitChanged]:
    units = {unit.id: unit.name for unit in await turn.memory.units.all(turn.commune)}
    return lambda form: unit_form(form, units)


async def _finish(turn: Turn, dialog: Dialog, changed: UnitChanged) -> None:
    units = {unit.id: unit.name for unit in await turn.memory.units.all(turn.commune)}
    if changed.unit not in units or (changed.into and changed.into not in units):
        raise Refusal(Text("unit.changed_meanwhile"))
    if changed.unit in _needed(turn) and changed.change is not UnitChange.RENAME:
        raise Refusal(Text("unit.is_needed", unit=units[changed.unit]))
    if changed.change is UnitChange.RENAME and fold(changed.name) in map(fold, units.values()):
        raise Refusal(Text("unit.changed_meanwhile"))
    if changed.change is UnitChange.RENAME:
        turn.memory.units.rename(
            turn.commune, changed.unit, changed.name, turn.today, changed.reason, turn.person.id
        )
    else:
        await _end(turn, changed)
    turn.memory.reports.raise_version(turn.commune)
    await plan_commune(turn.world, turn.memory, turn.commune, turn.now)
    gaps = {"unit": units[changed.unit], "name": changed.name, "into": units.get(changed.into, "")}
    turn.say(Text(f"unit.{changed.change.value}_done", day=turn.today, **gaps))
    await turn.note(f"unit {changed.change.value}", f"unit:{changed.unit}", changed.reason)


def _needed(turn: Turn) -> set[str]:
    """The units to which the plan gives work that nobody else does: petitions, and the gathering of reports."""
    collecting = {o.collected_by for o in turn.plan.obligations if o.collected_by}
    return {turn.plan.petitions.office, *collecting}


async def _end(turn: Turn, changed: UnitChanged) -> None:
    """Its people go on with the unit it became part of; what it still owes they may hand in as before."""
    turn.memory.units.end(turn.commune, changed.unit, turn.today, merged_into=changed.into)
    if changed.into:
        turn.memory.units.people_go_to(turn.commune, changed.unit, changed.into, turn.now)


dialogue.register(FORM, dialogue.Dialogue(_prepare, _finish, needs=Can.KEEP_UNITS, spreads=True))
