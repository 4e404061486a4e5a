"""Labelled words of citizens: those the rules were made with, and those they were not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from domain.petitions.lifecycle import PetitionKind

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    """`fields`: any of these is right; ("",) where nobody said."""

    words: str
    kind: PetitionKind
    tricky: bool
    fields: tuple[str, ...] = ()

    @property
    def accuses(self) -> bool:
        return self.kind is PetitionKind.DENUNCIATION


def examples(name: str) -> list[Example]:
    """`seen` or `unseen`."""
    groups = tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))["group"]
    return [
        Example(words, PetitionKind(group["kind"]), group.get("tricky", False), tuple(fields.split("|")))
        for group in groups
        for words, fields in zip(group["words"], group.get("fields", repeat("")), strict=False)
    ]
