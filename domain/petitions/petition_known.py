"""What is known before a citizen's words become a petition, and what may come of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.forms import Story
from domain.language.text import Text
from domain.petitions.hamlets import Hamlet, HamletFinder, HamletWords
from domain.petitions.lifecycle import PetitionKind


class Identity(StrEnum):
    """Who may know who filed it."""

    OPEN = "open"  # công khai
    OFFICE = "office"  # chỉ cán bộ biết
    NOBODY = "nobody"  # không ai biết: the bot still reaches them


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words look like. A hint: the officer's class is the record (Thông tư 05/2021/TT-TTCP Đ6)."""

    kind: PetitionKind
    field: str = ""
    denounces: bool = False
    emergency: Text | None = None
    perhaps_complaint: bool = False


@dataclass(frozen=True, slots=True)
class Alike:
    """An open case that may be the same matter, as much of it as anybody may know. `own`: they filed it themselves."""

    id: int
    kind: PetitionKind
    field: str
    hamlet: str
    received_on: date
    own: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """What is known before the form is asked. `commune` is '' where the account serves several and none was
    chosen; `insists` means that they were told how tố cáo are made and say that theirs is none. `hamlets` are the
    commune's own, of which `offered` fit under a question; `alike` is what is open already. `notice` is the
    version of the notice on personal data where the draft's person has not been shown it yet."""

    commune: str
    communes: Sequence[tuple[str, Text]]
    read: Callable[[str], Reading]
    insists: bool = False
    largest_kept: int = 0  # bytes; 0 means that nothing is too big
    hamlets: Sequence[Hamlet] = ()
    hamlet_finder: HamletFinder = field(default_factory=lambda: HamletFinder(HamletWords(kinds=()), ()))
    offered: int = 0
    alike: Sequence[Alike] = ()
    notice: str = ""


@dataclass(frozen=True, slots=True)
class PetitionDraft:
    commune: str
    kind: PetitionKind
    field: str
    story: Story
    place: str
    restricted: bool
    hamlet: str = ""
    identity: Identity = Identity.OFFICE


@dataclass(frozen=True, slots=True)
class Denounced:
    """The words accuse somebody, or the person said so: nothing of them is kept (Luật Tố cáo Đ22, Đ25). `commune`
    is '' where none was chosen yet."""

    commune: str


@dataclass(frozen=True, slots=True)
class Refused:
    """They do not agree that anything of it is kept."""

    commune: str


@dataclass(frozen=True, slots=True)
class SameMatter:
    """Instead of a new petition: the open one that they follow, or to which their own words go."""

    commune: str
    petition: int
    story: Story
