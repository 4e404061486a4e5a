"""Finding a thing by the name somebody typed: without accents, in part, or nearly."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from domain.language.vietnamese import fold

_NEAR = 0.6


def find_named(words: str, names: Mapping[str, str]) -> list[str]:
    """The ids whose names are meant: one if it is plain, several if it might be any of them, [] if none is near.

    An exact name wins over one that contains the words, and that over one merely spelt alike.
    """
    said = fold(words)
    folded = {key: fold(name) for key, name in names.items()}
    exact = [key for key, name in folded.items() if said in (name, key)]
    if exact or not said:
        return exact[:1]
    within = [key for key, name in folded.items() if said in name or name in said]
    if within:
        return within
    near = get_close_matches(said, folded.values(), n=3, cutoff=_NEAR)
    return [key for key, name in folded.items() if name in near]


def the_one_named(words: str, names: Mapping[str, str]) -> str | None:
    """The id that is surely meant: its name in full, or the only name in which the words stand. None is near enough
    otherwise: "Thôn 2" is not "Thôn 1", and "Thôn 10" neither."""
    said = fold(words)
    folded = {key: fold(name) for key, name in names.items()}
    exact = [key for key, name in folded.items() if said in (name, key)]
    within = exact or names_with(words, names)
    return within[0] if len(within) == 1 else None


def names_with(words: str, names: Mapping[str, str]) -> list[str]:
    """The ids in whose names the words stand, as whole words."""
    said = _bare(words)
    return [key for key, name in names.items() if said and f" {said} " in f" {_bare(name)} "]


def _bare(words: str) -> str:
    """Without the commas that stand in "Phòng Kinh tế, Hạ tầng và Đô thị"."""
    return fold(words).replace(",", "")
