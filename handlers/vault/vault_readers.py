"""Naming who may open what is sealed: the leaders' own decision, each change in the history. Never an admin."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from domain.language.names import the_one_named
from domain.language.naming import called
from domain.language.text import Text, lines
from domain.language.vietnamese import fold
from domain.messaging.messages import Choice
from domain.people.roles import Can
from handlers.turn import Refusal, Turn
from handlers.vault.vault_people import readers

_Change = Callable[[Turn, str, str], Awaitable[None]]
"""(turn, person's id, their name)"""


async def change(turn: Turn, words: str) -> None:
    """“giao <tên>”, “thôi <tên>”; anything else shows who is named."""
    _only_leaders(turn)
    verb, _, name = words.partition(" ")
    match fold(verb):
        case "giao" if name:
            await _change(turn, name, await _candidates(turn), _name)
        case "thoi" if name:
            await _change(turn, name, await _named(turn), _remove)
        case _:
            await show(turn)


async def show(turn: Turn, rest: str = "") -> None:
    """Who may open, each with a button, and whom else one may name."""
    _only_leaders(turn)
    named = await _named(turn)
    shown = [
        Text("vault.reader_line", name=called(await turn.memory.people.named(one.person)))
        for one in await readers(turn.memory, turn.commune)
    ]
    rows = [[Choice(Text("vault.remove_reader", name=name), f"nu:{who}")] for who, name in named.items()]
    rows += [
        [Choice(Text("vault.name_reader", name=name), f"np:{who}")]
        for who, name in (await _candidates(turn)).items()
        if who not in named
    ]
    heading = Text("vault.readers" if named else "vault.readers_default")
    turn.say(lines(heading, *shown, Text("vault.readers_how")), *rows, protected=True)


async def press_name(turn: Turn, rest: str) -> None:
    await _press(turn, rest, await _candidates(turn), _name)


async def press_remove(turn: Turn, rest: str) -> None:
    await _press(turn, rest, await _named(turn), _remove)


async def _press(turn: Turn, who: str, among: Mapping[str, str], carry_out: _Change) -> None:
    _only_leaders(turn)
    if who not in among:
        raise Refusal(Text("form.button_is_old"))
    await carry_out(turn, who, among[who])


async def _change(turn: Turn, name: str, among: Mapping[str, str], carry_out: _Change) -> None:
    who = the_one_named(name, among)
    if who is None:
        raise Refusal(Text("vault.reader_unknown", name=name))
    await carry_out(turn, who, among[who])


async def _name(turn: Turn, who: str, name: str) -> None:
    turn.memory.vault.name_reader(turn.commune, int(who), turn.person.id, turn.now)
    await turn.note("vault reader named", f"person:{who}")
    turn.say(Text("vault.reader_named", name=called(name)))


async def _remove(turn: Turn, who: str, name: str) -> None:
    turn.memory.vault.remove_reader(turn.commune, int(who))
    await turn.note("vault reader removed", f"person:{who}")
    turn.say(Text("vault.reader_removed", name=called(name)))


async def _named(turn: Turn) -> dict[str, str]:
    return {
        str(one.person): await turn.memory.people.named(one.person)
        for one in await turn.memory.vault.readers(turn.commune)
    }


async def _candidates(turn: Turn) -> dict[str, str]:
    """Person → name of everybody who works for the commune and is no admin."""
    return {str(person): name for person, name in await turn.memory.vault.candidates(turn.commune)}


def _only_leaders(turn: Turn) -> None:
    if not turn.may(Can.NAME_READERS):
        raise Refusal(Text("error.not_yours"))
    if turn.inbound.group:
        raise Refusal(Text("form.privately"))
