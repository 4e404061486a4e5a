"""A thing to say, before anybody has chosen the words: a catalogue key and what goes into its gaps.

Handlers and rules pass meanings. `bot/words/i18n.py` finds the words in the reader's language and formats dates and
numbers there. Meanings are stored in the outbox, so they can be written as JSON and read back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

SEALED = "text.sealed"
Gap: TypeAlias = "str | int | date | datetime | Text | tuple[Text, ...]"


class Text:
    """`Text("reminder.due", report=…, due=…)`. A `date` gap is written dd/mm/yyyy, a `datetime` with its hour
    in the commune's time zone; a tuple of texts becomes one line each; `str` gaps are shown as they are."""

    __slots__ = ("gaps", "key")

    def __init__(self, key: str, /, **gaps: Gap) -> None:
        self.key = key
        self.gaps: Mapping[str, Gap] = gaps

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and (self.key, self.gaps) == (other.key, other.gaps)

    def __hash__(self) -> int:
        return hash((self.key, tuple(sorted(self.gaps))))

    def __repr__(self) -> str:
        return f"Text({', '.join([repr(self.key), *(f'{k}={v!r}' for k, v in self.gaps.items())])})"


def lines(*texts: Text) -> Text:
    """Several texts under one another, as one."""
    return Text("text.lines", lines=tuple(texts))


def verbatim(words: str) -> Text:
    """Somebody's own words or a proper name where a meaning is expected."""
    return Text("text.verbatim", words=words)


def sealed(kept: str, about: str) -> Text:
    """Words locked under the vault's key, which are opened when they are sent: `kept` about `about`."""
    return Text(SEALED, kept=kept, about=about)


def unsealed(text: Text, opened: Callable[[str, str], str]) -> Text:
    """The text with what is locked in it opened."""
    if text.key == SEALED:
        return verbatim(opened(str(text.gaps["kept"]), str(text.gaps["about"])))
    return Text(text.key, **{name: _unsealed(gap, opened) for name, gap in text.gaps.items()})


def _unsealed(gap: Gap, opened: Callable[[str, str], str]) -> Gap:
    match gap:
        case Text():
            return unsealed(gap, opened)
        case tuple():
            return tuple(unsealed(one, opened) for one in gap)
        case _:
            return gap


def command(name: str) -> Text:
    """A command that the reader may say, where a sentence's gap holds it. In the sentence itself it is written out."""
    return Text("text.command", name=name)


def to_json(text: Text) -> dict[str, Any]:
    """The stored form: `{"k": key, "g": {gap: value}}`, with dates and nested texts tagged."""
    return {"k": text.key, "g": {name: _out(gap) for name, gap in text.gaps.items()}}


def from_json(stored: Mapping[str, Any]) -> Text:
    """What `to_json` wrote. Raises `KeyError` or `ValueError` on anything else."""
    return Text(stored["k"], **{name: _in(gap) for name, gap in stored["g"].items()})


def _out(gap: Gap) -> Any:
    match gap:
        case str() | int():
            return gap
        case datetime():
            return {"at": gap.isoformat()}
        case date():
            return {"on": gap.isoformat()}
        case Text():
            return {"text": to_json(gap)}
        case tuple():
            return {"texts": [to_json(one) for one in gap]}


def _in(stored: Any) -> Gap:
    match stored:
        case {"at": moment}:
            return datetime.fromisoformat(moment)
        case {"on": day}:
            return date.fromisoformat(day)
        case {"text": text}:
            return from_json(text)
        case {"texts": texts}:
            return tuple(from_json(one) for one in texts)
        case str() | int():
            return stored
        case _:
            raise ValueError(f"not a gap: {stored!r}")
