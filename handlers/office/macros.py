"""`/lenh`: several commands under one name, carried out on a case together or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from domain.language.text import Text, lines
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice
from domain.petitions.canned import canned_name
from domain.petitions.codes import read_code
from domain.petitions.macros import DESTRUCTIVE, steps_of
from handlers.office import cards
from handlers.office.canned import phrase_name
from handlers.office.triage import find_case
from handlers.turn import Refusal, Turn
from handlers.vault.protection import keep_out
from storage.petitions.petition import Petition
from storage.petitions.phrases import Phrase

Steps = Sequence[tuple[str, str]]


async def order(turn: Turn, words: str) -> None:
    """`/lenh` lists them, `/lenh <tên> = <lệnh>; <lệnh>` makes one, `/lenh xoa <tên>` takes one away,
    `/lenh <tên> <mã>` carries one out."""
    name, made, steps = words.partition("=")
    if made:
        return await _make(turn, name, steps.strip())
    if read_code(words) or turn.inbound.reply_to:
        return await _run_or_show(turn, words)
    first, _, rest = words.partition(" ")
    if fold(first) == "xoa" and rest:
        return await _drop(turn, rest)
    listed = [Text("macro.line", name=name, steps=steps) for name, steps in (await _known(turn)).items()]
    turn.say(lines(Text("macro.all" if listed else "macro.none"), *listed, Text("macro.how")))


def names_case(words: str) -> bool:
    """ "chuyen-kt K7M2-9QXT-4": one order, and the case it is for."""
    parts = words.split()
    return len(parts) == len(("name", "code")) and read_code(parts[-1]) is not None


async def press(turn: Turn, rest: str) -> None:
    """*Thực hiện* under what was listed: `<code>:<row version>:<name>`."""
    code, version, name = [*rest.split(":"), "", ""][:3]
    petition, _ = await find_case(turn, code)
    if str(petition.version) != version:
        raise Refusal(Text("triage.changed_meanwhile", code=petition.code))
    await _run(turn, petition, name, await _steps(turn, name))


async def _known(turn: Turn) -> dict[str, str]:
    """Name → steps as they were written: those made in the chat before the plan's."""
    plan = {one.name: one.steps for one in turn.plan.petitions.macros}
    own = await turn.memory.phrases.of(turn.commune, Phrase.MACRO)
    return dict(sorted({**plan, **own}.items()))


async def _make(turn: Turn, name: str, written: str) -> None:
    """Of commands that whoever makes it may use themselves."""
    name = phrase_name(name)
    steps = steps_of(written)
    unknown = [called for called, _ in steps if not turn.world.commands.works_on_a_case(turn, called)]
    if unknown or not steps:
        raise Refusal(Text("macro.unknown_steps", unknown=", ".join(unknown) or "…"))
    keep_out(turn, written)
    turn.memory.phrases.keep(turn.commune, Phrase.MACRO, name, written, by=turn.person.id, now=turn.now)
    await turn.note("macro kept", f"macro:{name}")
    turn.say(Text("macro.kept", name=name, steps=written))


async def _drop(turn: Turn, name: str) -> None:
    name = phrase_name(name)
    if not await turn.memory.phrases.drop(turn.commune, Phrase.MACRO, name):
        raise Refusal(Text("macro.not_ours" if name in await _known(turn) else "macro.unknown", name=name))
    await turn.note("macro dropped", f"macro:{name}")
    turn.say(Text("macro.dropped", name=name))


async def _run_or_show(turn: Turn, words: str) -> None:
    """What cannot be taken back lightly is shown first."""
    petition, rest = await find_case(turn, words)
    name = canned_name(rest)
    steps = await _steps(turn, name)
    if not any(_ends_something(turn, called) for called, _ in steps):
        return await _run(turn, petition, name, steps)
    does = [Choice(Text("macro.sure"), f"hl:{petition.code}:{petition.version}:{name}", "danger")]
    turn.say(lines(Text("macro.will_be", name=name, code=petition.code), *map(_listed, steps)), does)


def _ends_something(turn: Turn, called: str) -> bool:
    """Whichever of its names the command is called by."""
    command = turn.world.commands.works_on_a_case(turn, called)
    return command is not None and command.name in DESTRUCTIVE


async def _steps(turn: Turn, name: str) -> Steps:
    known = await _known(turn)
    if name not in known:
        raise Refusal(Text("macro.unknown", name=name or "…"))
    return steps_of(known[name])


async def _run(turn: Turn, petition: Petition, name: str, steps: Steps) -> None:
    """A step that is refused, or would have to ask for something, refuses all: nothing of the turn is kept."""
    done: list[Text] = []
    turn.gathered = done
    for called, rest in steps:
        before = len(done)
        await _step(turn, petition.code, called, rest)
        if len(done) == before:
            raise _Stopped(called, rest, Text("macro.asks"))
    turn.gathered = None
    await cards.redraw(turn, await turn.memory.petitions.by_code(petition.code) or petition)
    turn.say(lines(Text("macro.done", name=name, code=petition.code), *done, Text("macro.undo")))


async def _step(turn: Turn, code: str, called: str, rest: str) -> None:
    command = turn.world.commands.works_on_a_case(turn, called)
    if command is None:
        raise _Stopped(called, rest, Text("error.not_yours"))
    try:
        await command.run(turn, f"{code} {rest}".strip())
    except Refusal as refusal:
        raise _Stopped(called, rest, refusal.text) from None


class _Stopped(Refusal):
    def __init__(self, called: str, rest: str, why: Text) -> None:
        super().__init__(Text("macro.stopped", step=f"{called} {rest}".strip(), why=why))


def _listed(step: tuple[str, str]) -> Text:
    return Text("macro.step", step=" ".join(step).strip())
