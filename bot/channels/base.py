"""What every messenger adapter offers, and how it says that something could not be sent."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from domain.messaging.messages import Address, FileRef, Inbound, Medium
from domain.messaging.notices import Occasion

if TYPE_CHECKING:
    from starlette.routing import Route


@dataclass(frozen=True, slots=True)
class Arrival:
    """One raw update as received. `update_id` is unique within (channel, account); `conversation` orders turns
    and is found by a function that cannot fail."""

    channel: str
    account: str
    update_id: str
    conversation: str
    raw: str


Accept = Callable[[Sequence[Arrival]], Awaitable[None]]
"""Returns after COMMIT, or raises `InboxUnavailable`."""


class InboxUnavailable(Exception):
    """The inbox could not be written. Nothing may be confirmed to the platform."""


class Undecodable(Exception):
    """An update of a shape this adapter does not know. The turn fails; the conversation goes on."""


class ChannelStopped(Exception):
    """The account cannot be used at all: wrong or revoked token. An operator must act."""


class Why(StrEnum):
    """What a failed send means for the row in the outbox."""

    LATER = "later"  # surely not sent; not before `retry_after` seconds
    PAUSE_ALL = "pause_all"  # surely not sent; the whole account waits `retry_after` seconds
    GONE = "gone"  # the person blocked us, the group removed us: park, tell an officer to telephone
    MOVED = "moved"  # the chat has another id: `new_chat`
    REFUSED = "refused"  # our mistake: failed, alarm, no retry
    CARD_LOST = "card_lost"  # the message to edit is gone: post a new card
    SHELF_LOST = "shelf_lost"  # surely not sent: the conversation within the group is gone or closed
    UNKNOWN = "unknown"  # may or may not have arrived
    QUOTA = "quota"  # nothing more may be sent in this period
    CLOSED = "closed"  # this person must speak first: it waits, and an officer is told to telephone
    LOCKED_OUT = "locked_out"  # surely not sent; the account is tried now and then until somebody mends it
    STOPPED = "stopped"  # the token of the settings is no longer valid: silent until the next start


class SendFailed(Exception):
    """`detail` is for the operator's log and never holds a message body or a token."""

    def __init__(self, why: Why, detail: str = "", *, retry_after: float = 0.0, new_chat: str = "") -> None:
        super().__init__(f"{why}: {detail}")
        self.why = why
        self.detail = detail
        self.retry_after = retry_after
        self.new_chat = new_chat


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast the messenger may be spoken to. Seconds of real time."""

    per_second: float
    same_chat_gap: float
    group_per_minute: int
    group_gap: float
    in_flight: int


@dataclass(frozen=True, slots=True)
class Span:
    """Bold or code, over code points of the text."""

    start: int
    end: int
    look: str  # "bold" or "code"


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    action: str = ""
    style: str = ""
    link: str = ""
    copies: str = ""
    aside: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: bytes made for this message, a `path` to be read while it is sent, or `known_id`, the platform's
    id of one it already holds. What is `fleeting` was made for this message alone, and is removed after it."""

    name: str
    medium: Medium
    data: bytes = b""
    known_id: str = ""
    path: Path | None = None
    fleeting: bool = False

    @property
    def size(self) -> int:
        """Bytes to upload."""
        return self.path.stat().st_size if self.path else len(self.data)

    def read(self) -> bytes:
        """Whole in memory: for a messenger that takes small files only. Blocks."""
        return self.path.read_bytes() if self.path else self.data

    def let_go(self) -> None:
        if self.path and self.fleeting:
            self.path.unlink(missing_ok=True)


def anything(document: Document) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Caps:
    """What the messenger can do. Lengths in UTF-16 units. Without `buttons` choices become a numbered list, of
    which up to `quick_replies` may be shown as buttons instead: pressed, they come back as words. What it does not
    `carry` is named in the text instead. `resends`: a file it handed us can be sent again by its id. `commands`:
    it shows a menu of /commands, and its links may carry a payload. Where it does not `push`, what we say waits until
    the person looks. `announces`: of what it can bring a notice to somebody to whom it lets us say nothing else."""

    buttons: bool
    edits: bool
    files: bool
    max_text: int
    max_caption: int
    max_download: int  # bytes
    quick_replies: int = 0
    commands: bool = True
    resends: bool = True
    pushes: bool = True
    carries: Callable[[Document], bool] = anything
    announces: frozenset[Occasion] = frozenset()


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may be said at all; zeros mean without end. `open_for` is counted from the person's last words, and
    `replies` are the messages until they speak again. The month is ours, not the messenger's: nobody has published
    when it counts anew."""

    open_for: timedelta = timedelta()
    replies: int = 0
    per_month: int = 0
    counts_heard: bool = False
    people: int = 0


@dataclass(frozen=True, slots=True)
class RenderedNotice:
    """What fills the gaps of the messenger's own form, in the reader's words."""

    occasion: Occasion
    gaps: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RenderedRecall:
    """(ids of messages, what they were) of each letter to be removed; `asks` heads the list of those that stay."""

    former: tuple[tuple[tuple[str, ...], str], ...]
    asks: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A message in the reader's words, ready for the wire. With a `notice` it is that and nothing else. `thread` is the
    conversation within a group to which it goes, `left_behind` what remains where a card stood before. One that
    `opens` is the name of such a conversation (with a `thread`: of one that was closed); one that `closes`, its end.
    One that `takes_back` messages of ours is said only in the place of those that cannot be removed; where the
    messenger removes nothing, it asks people to, and is no such message."""

    text: str
    spans: tuple[Span, ...] = ()
    buttons: tuple[tuple[Button, ...], ...] = ()
    documents: tuple[Document, ...] = ()
    protected: bool = False
    silent: bool = False
    notice: RenderedNotice | None = None
    thread: str = ""
    left_behind: str = ""
    opens: bool = False
    closes: bool = False
    takes_back: RenderedRecall | None = None

    def let_go(self) -> None:
        """It was sent, or will not be as it is: what was made for it alone goes."""
        for document in self.documents:
            document.let_go()


@dataclass(frozen=True, slots=True)
class Sent:
    """The platform's ids of the messages that one outgoing message became; the first carries the buttons. For one that
    opens a conversation within the group, that conversation's. `thread` is where they stand; `calls` counts what went
    out besides."""

    message_ids: tuple[str, ...]
    thread: str = ""
    calls: int = 0


class Channel(Protocol):
    """One account on one messenger."""

    name: str
    account: str
    caps: Caps
    limits: Limits
    allowance: Allowance

    async def listen(self, accept: Accept) -> None:
        """Receives for ever. Raises `ChannelStopped` only where an operator must act."""
        ...

    def conversation_of(self, raw: str) -> str: ...

    def decode(self, raw: str) -> Inbound:
        """Raises `Undecodable`."""
        ...

    def is_group(self, chat: str) -> bool: ...

    async def send(self, to: Address, message: Rendered) -> Sent:
        """Raises `SendFailed`."""
        ...

    async def edit(self, to: Address, message_id: str, message: Rendered) -> None:
        """Replaces text and buttons of a message we sent. Raises `SendFailed`; unchanged text is success."""
        ...

    async def acknowledge(self, press_id: str, note: str = "") -> None:
        """Stops the button's waiting sign. Best effort: never raises, never retried."""
        ...

    async def offer_commands(self, chat: str | None, language: str, commands: Sequence[tuple[str, str]]) -> None:
        """The menu of commands, for one chat or for everybody (`chat=None`); `language` "" is the fallback.
        Raises `SendFailed`."""
        ...

    def download(self, file: FileRef) -> AsyncIterator[bytes]:
        """The file in chunks, never whole in memory. Raises `SendFailed` (`REFUSED` if it is gone or too big)."""
        ...

    async def link(self, payload: str, *, group: bool = False) -> str:
        """An address that opens the chat with us (or adds us to a group) carrying `payload`."""
        ...

    def routes(self, path: str) -> list[Route]:
        """Where the messenger delivers, if this account is one that it delivers to."""
        ...

    async def close(self) -> None: ...
