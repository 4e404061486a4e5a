"""How a sentence is written in a catalogue: `{gap}` for what is filled in, `<b>…</b>`, `<code>…</code>` for looks,
`/tracuu` for a command that the reader may say.

Anything else, also a lone brace or angle bracket, stands for itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LOOKS = {"b": "bold", "code": "code"}
"""Tag in a catalogue → `Span.look`."""

_TOKEN = re.compile(
    r"\{(?P<gap>[a-z][a-z0-9_]*)\}|<(?P<end>/?)(?P<tag>b|code)>|(?<![\w/.:}])/(?P<command>[a-z]{2,})\b(?!/)"
)


@dataclass(frozen=True, slots=True)
class Hole:
    """What the sentence leaves open."""

    name: str


@dataclass(frozen=True, slots=True)
class Opens:
    look: str


@dataclass(frozen=True, slots=True)
class Closes:
    look: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A command's name, without its slash."""

    command: str


Part = str | Hole | Opens | Closes | Mention
Template = tuple[Part, ...]


def parse(sentence: str) -> Template:
    """The sentence cut into its parts, each sort in its own type. Never fails: see `unbalanced`."""
    return tuple(_parts(sentence))


def gaps(template: Template) -> frozenset[str]:
    return frozenset(part.name for part in template if isinstance(part, Hole))


def looks(template: Template) -> tuple[str, ...]:
    """The looks used, sorted, as often as they are."""
    return tuple(sorted(part.look for part in template if isinstance(part, Opens)))


def mentions(template: Template) -> frozenset[str]:
    """The commands that are named."""
    return frozenset(part.command for part in template if isinstance(part, Mention))


def unbalanced(template: Template) -> bool:
    """A look is closed that is not the last one opened, or stays open."""
    opened: list[str] = []
    for part in template:
        if isinstance(part, Opens):
            opened.append(part.look)
        elif isinstance(part, Closes) and (not opened or opened.pop() != part.look):
            return True
    return bool(opened)


def _parts(sentence: str) -> Iterator[Part]:
    done = 0
    for token in _TOKEN.finditer(sentence):
        if token.start() > done:
            yield sentence[done : token.start()]
        done = token.end()
        yield _special(token)
    if done < len(sentence):
        yield sentence[done:]


def _special(token: re.Match[str]) -> Part:
    if name := token["gap"]:
        return Hole(name)
    if command := token["command"]:
        return Mention(command)
    look = LOOKS[token["tag"]]
    return Closes(look) if token["end"] else Opens(look)
