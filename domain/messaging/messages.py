"""The vocabulary between the bot and any messenger: what comes in, what goes out, and to whom.

Nothing here knows which messenger it is. A nicety that others lack lives in its adapter.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from domain.language.text import Text
from domain.messaging.notices import Notice


@dataclass(frozen=True, slots=True)
class Address:
    """A conversation: which messenger, which of our accounts there, which chat. Ids are opaque strings."""

    channel: str
    account: str
    chat: str

    def __str__(self) -> str:
        return f"{self.channel}:{self.account}:{self.chat}"


class Kind(StrEnum):
    """What an inbound message is."""

    WORDS = "words"  # text: words of their own, or a command
    START = "start"  # came through a deep link or pressed Start; `text` is the payload, perhaps empty
    PRESS = "press"  # pressed a button; `text` is the button's action, `press_id` is to be acknowledged
    FILE = "file"  # photo, voice, video, document; `files` has one, `text` the caption
    PIN = "pin"  # a place on the map
    EDITED = "edited"  # changed a message sent before; `text` is the new wording
    UNSUPPORTED = "unsupported"  # sticker, poll, dice, game …: nothing that can be kept
    REACHABLE = "reachable"  # private chat opened, bot unblocked
    UNREACHABLE = "unreachable"  # the person blocked the bot
    JOINED = "joined"  # the bot was added to a group
    LEFT = "left"  # the bot was removed from a group
    MOVED = "moved"  # the group has a new id: `text`
    ALLOWED = "allowed"  # what we may do in a group changed: `opens_threads`
    THREAD_NAMED = "thread named"  # `thread` is called `text` now
    THREAD_CLOSED = "thread closed"
    THREAD_REOPENED = "thread reopened"
    NOTHING = "nothing"  # known to be of no concern: stored, done, ignored


class Medium(StrEnum):
    PHOTO = "photo"
    VOICE = "voice"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class FileRef:
    """A file as the messenger names it. `size` in bytes, 0 if not told; `name` and `mime` are only claims."""

    id: str
    unique: str
    medium: Medium
    size: int = 0
    name: str = ""
    mime: str = ""


@dataclass(frozen=True, slots=True)
class Pin:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing somebody said. `text` is NFC. `sender` is None where no person can be named (channel posts,
    anonymous group admins). `message_id` is of the message itself, or of the one whose button was pressed. Of a group
    that has conversations within it (`threaded`), `thread` is the one in which it was said; `opens_threads` tells
    whether we may open such, where this is known. A file is `alone` where the messenger has no albums: others that were
    chosen with it may be on their way."""

    key: str
    at: Address
    kind: Kind
    sent_at: datetime
    sender: str | None = None
    sender_name: str = ""
    language: str = ""
    group: bool = False
    group_title: str = ""
    text: str = ""
    files: tuple[FileRef, ...] = ()
    pin: Pin | None = None
    album: str = ""
    alone: bool = False
    message_id: str = ""
    reply_to: str = ""
    press_id: str = ""
    thread: str = ""
    threaded: bool = False
    opens_threads: bool | None = None

    @property
    def speaker(self) -> str:
        """Who speaks, and in which conversation within a group: what they are asked in one is not answered in
        another."""
        return f"{self.sender or ''}#{self.thread}" if self.thread else self.sender or ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button, or a line of a numbered list where there are none. `action` is at most 64 bytes of ASCII and
    comes back in a PRESS; `link` opens an address instead; `copies` puts that text on the reader's clipboard. One
    that stands `aside` (a way out of a question) has no number in a list, so that a number stays an answer."""

    label: Text
    action: str = ""
    style: str = ""  # "primary", "danger" or nothing
    link: str = ""
    copies: str = ""
    aside: bool = False


class Picture(StrEnum):
    """What an outgoing attachment is made of, when it is sent."""

    STORED = "stored"  # a file received before: `ref` names it in our memory
    QR = "qr"  # a QR code as PNG: `ref` is the text in it
    FORM = "form"  # a blank form to print, as .docx: `ref` names it
    SEALED = "sealed"  # a file of the vault: `ref` is its number there; opened when it is sent
    PAPER = "paper"  # a sheet, draft or chart of what we remember then: `ref` as `domain/messaging/papers.py` writes it


@dataclass(frozen=True, slots=True)
class Attachment:
    """`caption` stands large under a QR code: what is to be typed where it leads."""

    picture: Picture
    ref: str
    name: str = ""
    medium: Medium = Medium.DOCUMENT
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """One letter that stands: the platform's ids of its messages, and what it was and when, for whoever must remove it
    by hand. One that is `edited` says something else already, where the messenger edits."""

    ids: tuple[str, ...]
    said: Text
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Recall:
    """What is to be removed; `asks` people to remove what we cannot, and is followed by which that is."""

    former: tuple[Former, ...]
    asks: Text


@dataclass(frozen=True, slots=True)
class Message:
    """Something to be said to one conversation.

    `card` names a message that stands for a thing and is edited in place: the next message with the same card
    in the same conversation replaces it where the messenger can edit, and is posted anew where it cannot. A
    `notice` announces it where it cannot be said itself. In a group that has conversations within it, it belongs into
    the first of its `shelves` that is there; `left_behind` is what remains where a card stood before. One that `opens`
    is the name of such a conversation, and one that `closes` is its last word. One that `takes_back` messages
    removes what we said there; its text stands in place of what cannot be removed any more.
    """

    text: Text
    choices: tuple[tuple[Choice, ...], ...] = ()
    attachments: tuple[Attachment, ...] = ()
    card: str = ""
    protected: bool = False  # carries personal data: not to be forwarded or saved
    silent: bool = False
    resumes: bool = False  # offers nothing itself: what was offered last stands again
    official: bool = False  # an answer of the office: never repeated when nobody knows whether it arrived
    notice: Notice | None = None
    shelves: tuple[str, ...] = ()
    left_behind: Text | None = None
    opens: bool = False
    closes: bool = False
    takes_back: Recall | None = None


@dataclass(frozen=True, slots=True)
class CommandMenu:
    """The commands a conversation is offered: (command, what it does), for one person's roles."""

    commands: tuple[tuple[str, Text], ...] = field(default_factory=tuple)


class Urgency(StrEnum):
    """The order in which the dispatcher serves: somebody waiting, a notice, a mass mailing."""

    REPLY = "0"
    NOTICE = "1"
    MASS = "2"
