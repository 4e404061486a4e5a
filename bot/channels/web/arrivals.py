"""What a visitor sent with one form, as raw updates for the inbox, and back from there into our vocabulary.

One form may hold words, several files and a pressed button: each is an update of its own, as from a messenger. The
button comes last, so that what was typed beside it is heard and not lost.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from bot.channels.base import Arrival, Undecodable
from bot.channels.split import clean
from domain.messaging.messages import Address, FileRef, Inbound, Kind, Medium

NAME = "web"


@dataclass(frozen=True, slots=True)
class Sent:
    """One form as it was sent, at a moment of the clock. `presses` are the actions of the buttons pressed."""

    once: str
    session: str
    at: datetime
    language: str
    words: str = ""
    files: tuple[FileRef, ...] = ()
    presses: tuple[str, ...] = ()


def arrivals(account: str, sent: Sent) -> list[Arrival]:
    """The first file takes the words along; several are an album."""
    common = {"session": sent.session, "at": sent.at.isoformat(), "language": sent.language}
    updates = [{**common, "id": f"{sent.once}:{number}", **part} for number, part in enumerate(_parts(sent))]
    return [Arrival(NAME, account, update["id"], sent.session, json.dumps(update)) for update in updates]


def _parts(sent: Sent) -> Iterator[dict[str, Any]]:
    album = sent.once if len(sent.files) > 1 else ""
    if sent.words and not sent.files:
        yield {"text": sent.words}
    for number, file in enumerate(sent.files):
        yield {"text": "" if number else sent.words, "file": asdict(file), "album": album}
    for action in sent.presses:
        yield {"press": action}


def conversation_of(raw: str) -> str:
    """The session, or where there is none a key of this update's own."""
    try:
        return str(json.loads(raw)["session"])
    except (ValueError, RecursionError, TypeError, LookupError):
        return hashlib.sha256(raw.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def decode(raw: str, account: str) -> Inbound:
    """Raises `Undecodable`."""
    try:
        return _inbound(json.loads(raw), account)
    except (ValueError, RecursionError, TypeError, LookupError, AttributeError) as error:
        raise Undecodable(f"{type(error).__name__} in an update of {account}") from None


def _inbound(update: dict[str, Any], account: str) -> Inbound:
    session = update["session"]
    said = Inbound(
        key=f"{NAME}:{account}:{update['id']}",
        at=Address(NAME, account, session),
        kind=Kind.WORDS,
        sent_at=datetime.fromisoformat(update["at"]),
        sender=session,
        language=update["language"],
        text=clean(update.get("text", "")),
        album=update.get("album", ""),
    )
    if "press" in update:
        return replace(said, kind=Kind.PRESS, text=update["press"])
    if "file" in update:
        return replace(said, kind=Kind.FILE, files=(_file(update["file"]),))
    return said


def _file(written: dict[str, Any]) -> FileRef:
    return FileRef(**{**written, "medium": Medium(written["medium"]), "name": clean(written["name"])})
