"""Labelled words of citizens: those the rules were made with, and those they were not."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from domain.petitions import PetitionKind

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class Example:
    words: str
    kind: PetitionKind
    tricky: bool

    @property
    def accuses(self) -> bool:
        return self.kind is PetitionKind.DENUNCIATION


def examples(name: str) -> list[Example]:
    """`seen` or `unseen`."""
    groups = tomllib.loads((_HERE / f"{name}.toml").read_text("utf-8"))["group"]
    return [
        Example(words, PetitionKind(group["kind"]), group.get("tricky", False))
        for group in groups
        for words in group["words"]
    ]
