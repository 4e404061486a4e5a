"""Text at the rim: cleaned on its way in; on its way out cut at paragraphs, lines, words, or anywhere.

Lengths are UTF-16 units, as Telegram counts them and Zalo may; spans are over code points and follow their part.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from bot.channels.base import Span
from domain.language.vietnamese import nfc

_SEAMS = ("\n\n", "\n", " ")


def clean(words: str) -> str:
    """NFC, and without halves of characters, which no database can store."""
    return nfc(words.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def units(text: str) -> int:
    """The length in UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def split(text: str, spans: tuple[Span, ...], limit: int) -> Iterator[tuple[str, tuple[Span, ...]]]:
    """Parts of at most `limit` units, each with its share of the spans. White space at a cut is dropped."""
    start = 0
    while units(text[start:]) > limit:
        end = start + _cut(text[start:], limit)
        yield _part(text, spans, start, end)
        start = end + len(text[end:]) - len(text[end:].lstrip())
    if start < len(text) or not text:
        yield _part(text, spans, start, len(text))


def _cut(text: str, limit: int) -> int:
    """How many letters the first part takes."""
    room = _fitting(text, limit)
    for seam in _SEAMS:
        cut = text.rfind(seam, 1, room + len(seam))
        if cut > room // 2 or (cut > 0 and seam == " "):  # a tiny part for the sake of a paragraph reads badly
            return cut
    return room


def _fitting(text: str, limit: int) -> int:
    used = 0
    for count, letter in enumerate(text):
        used += 2 if letter > "\uffff" else 1
        if used > limit:
            return count
    return len(text)


def _part(text: str, spans: tuple[Span, ...], start: int, end: int) -> tuple[str, tuple[Span, ...]]:
    end = start + len(text[start:end].rstrip())
    shared = (replace(span, start=max(span.start, start), end=min(span.end, end)) for span in spans)
    mine = (
        replace(span, start=span.start - start, end=span.end - start) for span in shared if span.start < span.end
    )
    return text[start:end], tuple(mine)
