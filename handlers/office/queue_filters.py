"""The filters of the queue: read from words and buttons, told in the heading, offered as buttons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from domain.language.text import Text, verbatim
from domain.messaging.messages import Choice
from domain.people.roles import Can
from domain.petitions.lifecycle import PetitionKind
from domain.petitions.petition_terms import read_terms
from domain.petitions.queue_filter import SWITCHES, QueueFilter, read_filter
from handlers.petitions.petition_names import Term, field_names, flag_names, hamlet_names, hamlets, kind_names
from handlers.turn import Refusal, Turn

_BESIDE = ("mine", "new", "overdue")
"""Offered under every page; the others one press further."""
_LISTS = ("kind", "field", "hamlet")


async def filter_from_words(turn: Turn, words: str) -> tuple[QueueFilter, str]:
    """What the words ask for, and those among them that name nothing."""
    names: dict[Term, list[str]] = {("switch", name): list(called) for name, called in SWITCHES.items()}
    names |= kind_names(turn) | flag_names(turn) | field_names(turn) | await hamlet_names(turn)
    terms, puzzling = read_terms(words, names)
    only = QueueFilter()
    for what, which in terms:
        only = only.and_only(what, which)
    return only, puzzling


async def filter_from_button(turn: Turn, code: str) -> QueueFilter:
    """Raises `Refusal` for a forged one, and for whoever may not see the queue."""
    if not turn.may(Can.SEE_QUEUE):
        raise Refusal(Text("error.not_yours"))
    only = read_filter(code, _fields(turn), await hamlets(turn))
    if only is None:
        raise Refusal(Text("form.button_is_old"))
    return only


def _fields(turn: Turn) -> dict[str, str]:
    return {field.code: field.title for field in turn.world.national.suggestions.fields}


async def heading(turn: Turn, only: QueueFilter, puzzling: str = "") -> list[Text]:
    """Which filter holds, and what was not understood."""
    told: list[Text] = []
    if only.code:
        told.append(Text("queue.filtered", filter=_listed(await _parts(turn, only))))
    if puzzling:
        told.append(Text("queue.not_understood", words=puzzling))
    return told


def _listed(parts: list[Text]) -> Text:
    listed = parts[0]
    for part in parts[1:]:
        listed = Text("queue.and_filter", before=listed, filter=part)
    return listed


async def _parts(turn: Turn, only: QueueFilter) -> list[Text]:
    parts = [Text(f"queue.only_{name}") for name in SWITCHES if getattr(only, name)]
    if only.kind:
        parts.append(Text(f"kind.{only.kind.value}"))
    if only.flag:
        parts.append(Text(f"flag.{only.flag.value}"))
    if only.field:
        parts.append(verbatim(_fields(turn)[only.field]))
    if only.hamlet:
        parts.append(verbatim((await hamlets(turn))[only.hamlet]))
    return parts


def filter_row(turn: Turn, only: QueueFilter) -> Iterator[list[Choice]]:
    """One line under the page. They stand aside: a number stays the petition of that line."""
    offered = [_switch(only, name) for name in _BESIDE if not getattr(only, name)]
    yield [*offered, Choice(Text("queue.more_filters"), f"qf:{only.code}", aside=True)]
    if only.code:
        yield [Choice(Text("queue.no_filter"), "qs:", aside=True)]


def _switch(only: QueueFilter, name: str) -> Choice:
    return Choice(Text(f"queue.only_{name}"), f"qs:{only.and_only('switch', name).code}", aside=True)


async def choose_filter(turn: Turn, rest: str) -> None:
    """`<filter>`, or `<filter>:<list>`: what else it can be narrowed to."""
    code, _, which = rest.partition(":")
    only = await filter_from_button(turn, code)
    if which in _LISTS:
        return turn.say(Text(f"queue.which_{which}"), *await _of_list(turn, only, which))
    if which:
        raise Refusal(Text("form.button_is_old"))
    switches = [[_shown(_switch(only, name))] for name in SWITCHES if not getattr(only, name)]
    lists = [[Choice(Text(f"queue.by_{name}"), f"qf:{code}:{name}")] for name in _LISTS]
    turn.say(Text("queue.which_filter"), *switches, *lists)


def _shown(choice: Choice) -> Choice:
    return replace(choice, aside=False)


async def _of_list(turn: Turn, only: QueueFilter, which: str) -> list[list[Choice]]:
    labels: dict[str, dict[str, Text]] = {
        "kind": {kind.value: Text(f"kind.{kind.value}") for kind in PetitionKind},
        "field": {code: verbatim(title) for code, title in _fields(turn).items()},
        "hamlet": {unit: verbatim(name) for unit, name in (await hamlets(turn)).items()},
    }
    return [[Choice(label, f"qs:{only.and_only(which, one).code}")] for one, label in labels[which].items()]
