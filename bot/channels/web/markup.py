"""HTML put together from elements, so that whatever is text cannot be anything else."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from itertools import pairwise

from bot.channels.base import Span

_EMPTY = frozenset({"meta", "link", "input", "br"})
_LOOKS = {"bold": "strong", "code": "code"}


class Html(str):
    """Text that is HTML already."""

    __slots__ = ()


Inside = str | Html | None


def element(name: str, /, *inside: Inside, **attributes: str | int | bool) -> Html:
    """`element("label", "Họ tên", for_="name")`. A string is text and is escaped; None is nothing. Attributes: True
    is written without a value, False not at all; a trailing _ is dropped, another becomes a hyphen."""
    given = "".join(_attribute(key, value) for key, value in attributes.items())
    if name in _EMPTY:
        return Html(f"<{name}{given}>")
    return Html(f"<{name}{given}>{joined(inside)}</{name}>")


def joined(parts: Iterable[Inside]) -> Html:
    return Html("".join(part if isinstance(part, Html) else html.escape(part) for part in parts if part))


def said(text: str, spans: Sequence[Span] = ()) -> Html:
    """A message's words: a paragraph for each block of lines, with its bold and its code."""
    edges = {0, len(text)} | {edge for span in spans for edge in (span.start, span.end)}
    cuts = sorted(edge for edge in edges if 0 <= edge <= len(text))
    pieces = [_piece(text[start:end], start, spans) for start, end in pairwise(cuts)]
    blocks = "".join(pieces).split("\n\n")
    return Html("".join(f"<p>{block.strip().replace(chr(10), '<br>')}</p>" for block in blocks if block.strip()))


def _piece(text: str, start: int, spans: Sequence[Span]) -> str:
    """Words between two edges, each block in its looks for itself: paragraphs end within them."""
    looks = [_LOOKS[span.look] for span in spans if span.start <= start < span.end]
    return "\n\n".join(_looking(html.escape(block), looks) for block in text.split("\n\n"))


def _looking(words: str, looks: Sequence[str]) -> str:
    for look in looks:
        words = f"<{look}>{words}</{look}>" if words else ""
    return words


def _attribute(name: str, value: str | int | bool) -> str:
    written = name.rstrip("_").replace("_", "-")
    if value is False:
        return ""
    return f" {written}" if value is True else f' {written}="{html.escape(str(value))}"'
