"""What people in a town act through: one of the messengers, as the sandbox plays it."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from bot.channels.base import Channel
from sandbox.world import World as Sandbox

if TYPE_CHECKING:
    from tests.town import Person, Town


class Ability(StrEnum):
    """What people, or we, can do on one messenger and not on another; in the words by which a story names it."""

    GROUPS = "nhóm"
    TOPICS = "chủ đề"  # within a group
    REPLIES = "trả lời dưới một tin"
    BUTTONS = "nút"  # that stand under their message for ever
    EDITS = "sửa tin"
    RECALL = "thu hồi tin"  # the bot takes back what it said
    BLOCKING = "chặn"
    LINKS = "liên kết"  # that carry anything
    PINS = "vị trí"
    DOCUMENTS = "tệp"
    SAME_FILE = "tệp gửi lại"  # is known to be the same before anybody opens it
    LONG = "tin dài"  # is not divided
    OTHER_THINGS = "video và danh thiếp"
    LANGUAGE = "tiếng của người nhắn"  # the messenger tells it


class Cannot(AssertionError):
    """People cannot do that on this messenger."""


class Messenger(Protocol):
    """One run of a town. `channel` is the name that our own program gives the messenger."""

    channel: str
    able: frozenset[Ability]

    def settle(self, sandbox: Sandbox, own: str) -> None:
        """Opens our accounts; `own` is a commune that has one for itself. Raises `Cannot`."""
        ...

    def settings(self, address: str, folder: Path) -> dict[str, Any]:
        """Of our program; `folder` is for what it reads from files."""
        ...

    def loosen(self, channel: Channel) -> None:
        """Takes off what has tests of its own and would only make stories wait."""
        ...

    def served(self, town: Town) -> AbstractAsyncContextManager[None]:
        """Around the town: where the messenger delivers, if it delivers."""
        ...

    def closed(self) -> None:
        """Our program has just been closed."""
        ...

    def heard(self, person: Person) -> list[Any]:
        """The messages from us in this chat that are still there, oldest first."""
        ...

    def send(self, person: Person, **thing: Any) -> None:
        """As `bodies.Send` names things. Raises `Cannot`."""
        ...

    def start(self, person: Person, carried: str) -> None:
        """Comes by a link that carries this, or by none."""
        ...

    def choose(self, person: Person, label: str, within: str) -> None:
        """The newest choice whose label holds these words, in a message that holds `within`."""
        ...

    def block(self, person: Person, *, blocks: bool) -> None:
        """They will hear nothing more from us, or something again. Raises `Cannot`."""
        ...

    def carried(self, link: str) -> str:
        """What a link of ours carries."""
        ...

    def at_rest(self, sandbox: Sandbox) -> bool:
        """Whether everything that people did has been handed to our program."""
        ...
