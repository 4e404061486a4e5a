"""What the rules find in one stretch of a story. A long story is read stretch by stretch: those that were read before
stay as they are while it grows, so that each message costs what it adds, and not the whole over again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

_STRETCH = 4_000  # characters; most stories are one stretch
_OVERLAP = 400  # what of the stretch before is read with it: an accusation may stand across the cut
_KEPT = 4_096  # stretches of which it is known what is in them


@dataclass(frozen=True, slots=True)
class Signs:
    """None of the words themselves: what they were found by. `kinds` and `emergencies` are numbers of rules, `fields`
    how often each was found."""

    accuses: bool
    kinds: frozenset[int]
    fields: tuple[int, ...]
    emergencies: frozenset[int]

    def __or__(self, other: Signs) -> Signs:
        return Signs(
            self.accuses or other.accuses,
            self.kinds | other.kinds,
            tuple(map(sum, zip(self.fields, other.fields, strict=True))),
            self.emergencies | other.emergencies,
        )


def stretches(story: str) -> Iterator[str]:
    """The story, or where it is long its parts, cut where a line or a word ends. What is added at its end leaves all
    of them but the last as they were."""
    start = 0
    while len(story) - start > 2 * _STRETCH:
        end = _cut(story, start + _STRETCH)
        yield _with_overlap(story, start, end)
        start = end
    yield _with_overlap(story, start, len(story))


class Memo:
    """What was found in stretches, by their digest: no words are kept."""

    def __init__(self, read: Callable[[str], Signs]) -> None:
        self._read = read
        self._known: dict[bytes, Signs] = {}

    def __call__(self, stretch: str) -> Signs:
        digest = blake2b(stretch.encode(errors="replace"), digest_size=16).digest()
        signs = self._known.pop(digest, None) or self._read(stretch)
        self._known[digest] = signs  # the last to be forgotten
        if len(self._known) > _KEPT:
            del self._known[next(iter(self._known))]
        return signs


def _with_overlap(story: str, start: int, end: int) -> str:
    return story[_cut(story, start - _OVERLAP) if start else 0 : end]


def _cut(story: str, near: int) -> int:
    """Behind the first space or line's end from there on, unless a word is endless."""
    ends = (story.find(sign, near, near + _OVERLAP) for sign in (" ", "\n"))
    return min((end + 1 for end in ends if end >= 0), default=near)
