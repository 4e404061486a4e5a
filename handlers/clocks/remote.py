"""`/vungxa`: whether a case is in vùng sâu, vùng xa đi lại khó khăn (Luật Khiếu nại Đ28): an officer decides it for each
case, the commune's setting is only what is offered first."""

from __future__ import annotations

from dataclasses import replace

from domain.language.text import Text
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice
from domain.petitions.lifecycle import Action
from handlers.clocks.deadline_words import deadline_line
from handlers.office.aftermath import Deed
from handlers.office.casework import carry_out
from handlers.office.triage import find_case
from handlers.turn import Refusal, Turn
from handlers.vault.protection import spare_the_case
from storage.petitions.petition import Petition

_YES, _NO = ("co", "yes", "ap dung"), ("khong", "no", "bo")


async def decide(turn: Turn, words: str) -> None:
    """`/vungxa <mã>` asks; `/vungxa <mã> có <lý do>`, `/vungxa <mã> không <lý do>` decide."""
    petition, rest = await find_case(turn, words)
    said = fold(rest)
    if said.startswith((*_YES, *_NO)):
        return await _set(turn, petition, said.startswith(_YES), rest)
    _ask(turn, petition)


async def press(turn: Turn, rest: str) -> None:
    """`<code>:<row version>:<yes|no>`."""
    code, version, answer = [*rest.split(":"), "", ""][:3]
    petition, _ = await find_case(turn, code)
    if str(petition.version) != version or answer not in ("yes", "no"):
        raise Refusal(Text("form.button_is_old"))
    await _set(turn, petition, answer == "yes", "")


def _ask(turn: Turn, petition: Petition) -> None:
    offered = turn.plan.petitions.remote_area
    button = f"vx:{petition.code}:{petition.version}"
    yes = Choice(Text("clock.remote_yes"), f"{button}:yes", "primary" if offered else "")
    no = Choice(Text("clock.remote_no"), f"{button}:no", "" if offered else "primary")
    setting = Text("clock.remote_setting_on" if offered else "clock.remote_setting_off")
    rows = [[yes], [no]] if offered else [[no], [yes]]
    turn.say(Text("clock.remote_which", code=petition.code, setting=setting), *rows)


async def _set(turn: Turn, petition: Petition, remote: bool, reason: str) -> None:
    if petition.remote == remote:
        raise Refusal(Text("clock.remote_already", code=petition.code))
    spare_the_case(turn, petition, Action.NOTE, reason)
    words = reason or turn.world.plain(Text("clock.remote_yes" if remote else "clock.remote_no"), "vi")
    deed = Deed(Action.FLAG, words, makes=lambda one: replace(one, remote=remote))
    changed = await carry_out(turn, petition, deed)
    if line := await deadline_line(turn.world, turn.memory, changed):
        turn.say(line)
