"""The page docs/petition-states.md, drawn from the table of transitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from domain.petitions.lifecycle import CITIZENS_ACTIONS, Action, Status, after, allowed, is_open

_PAGE = """# The states of a petition

Drawn from the table in `domain/petitions/lifecycle.py` by `nhipdan docs states`: change the table, then run it. The
words are in [the glossary](glossary.md).

```mermaid
stateDiagram-v2
{edges}
```

`open` stands for every state in a queue: {open}. What leaves a state as it is (notes, more evidence) is not drawn.
What the citizen does is marked with *; all else is the office's.

| from \\ action | {actions} |
|---|{rules}|
{rows}

An empty cell is a refusal.
"""
_START, _OPEN = "[*]", "open"


def state_page() -> str:
    return _PAGE.format(
        edges="\n".join(f"    {edge}" for edge in _edges()),
        open=", ".join(status for status in Status if is_open(status)),
        actions=" | ".join(map(_name, Action)),
        rules="---|" * (len(Action) - 1) + "---",
        rows="\n".join(_row(status) for status in Status),
    )


def _edges() -> Iterator[str]:
    """What every open state shares is drawn once."""
    shared = set.intersection(*(set(_ways(status)) for status in Status if is_open(status)))
    yield f"{_START} --> {Status.RECEIVED}"
    yield from _drawn(_OPEN, shared)
    for status in Status:
        own = {(action, to) for action, to in _ways(status) if to is not status}
        yield from _drawn(status, own - shared if is_open(status) else own)


def _drawn(start: str, ways: set[tuple[Action, Status]]) -> Iterator[str]:
    """One arrow for all actions that lead to the same state."""
    together: dict[Status, list[Action]] = defaultdict(list)
    for action, to in sorted(ways, key=lambda way: list(Action).index(way[0])):
        together[to].append(action)
    for to, actions in together.items():
        yield f"{start} --> {to}: {', '.join(map(_name, actions))}"


def _ways(status: Status) -> list[tuple[Action, Status]]:
    return [(action, after(status, action)) for action in allowed(status)]


def _row(status: Status) -> str:
    ways = dict(_ways(status))
    return f"| **{status}** | {' | '.join(ways.get(action, '') for action in Action)} |"


def _name(action: Action) -> str:
    return f"{action}*" if action in CITIZENS_ACTIONS else str(action)
