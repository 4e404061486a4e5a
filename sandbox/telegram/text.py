"""Text as Telegram counts and marks it: UTF-16 units, and the entities that it finds by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sandbox.telegram.errors import bad_request

Entity = dict[str, Any]

MAX_ENTITIES = 100
_KINDS = """
    mention hashtag cashtag bot_command url email phone_number bold italic underline strikethrough spoiler
    blockquote expandable_blockquote code pre text_link text_mention custom_emoji date_time
"""
KINDS = frozenset(_KINDS.split())
FOUND = (
    ("bot_command", re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?!\w)")),
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+\.[a-z]{2,}", re.ASCII)),
    ("url", re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:!?)]")),
    ("mention", re.compile(r"(?<![\w@/.])@[A-Za-z0-9_]{4,32}(?!\w)")),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


def units(text: str) -> int:
    """Length in UTF-16 code units, in which the Bot API measures everything."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def excerpt(text: str, entity: Entity) -> str:
    """The part of the text under an entity."""
    raw = text.encode("utf-16-le", "surrogatepass")
    start = entity["offset"] * 2
    return raw[start : start + entity["length"] * 2].decode("utf-16-le", "replace")


def found(text: str) -> list[Entity]:
    """Commands, addresses, links, mentions and hashtags, in order and without overlap."""
    taken: list[tuple[int, int, str]] = []
    for kind, pattern in FOUND:
        for match in pattern.finditer(text):
            if all(match.end() <= start or match.start() >= end for start, end, _ in taken):
                taken.append((match.start(), match.end(), kind))
    return [
        {"type": kind, "offset": units(text[:start]), "length": units(text[start:end])}
        for start, end, kind in sorted(taken)
    ]


def marked(text: str, given: Sequence[Entity]) -> tuple[str, list[Entity]]:
    """What a message ends up with: the text without outer spaces, the entities given, cut to it, and those found
    outside them. Raises 400."""
    check(text, given)
    body = text.strip()
    kept = list(_moved(given, units(text[: len(text) - len(text.lstrip())]), units(body)))
    free = [e for e in found(body) if not any(_overlap(e, other) for other in kept)]
    return body, sorted([*kept, *free], key=lambda e: (e["offset"], -e["length"]))


def _moved(given: Sequence[Entity], cut: int, length: int) -> Iterator[Entity]:
    for entity in given:
        start, end = entity["offset"] - cut, entity["offset"] + entity["length"] - cut
        start, end = max(0, start), min(length, end)
        if start < end:
            yield entity | {"offset": start, "length": end - start}


def check(text: str, given: Sequence[Entity]) -> None:
    if len(given) > MAX_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")
    end = units(text)
    for entity in given:
        if entity.get("type") not in KINDS:
            raise bad_request("can't parse MessageEntity: unsupported type specified")
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int):
            raise bad_request("can't parse MessageEntity: offset and length must be integers")
        if offset < 0 or length <= 0 or offset + length > end:
            raise bad_request("ENTITY_BOUNDS_INVALID")


def _overlap(one: Entity, other: Entity) -> bool:
    apart = one["offset"] + one["length"] <= other["offset"] or other["offset"] + other["length"] <= one["offset"]
    return not apart
