"""Cutting long texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.base import Span
from bot.channels.split import split, units


@pytest.mark.parametrize(
    ("text", "limit", "parts"),
    [
        ("ngắn", 10, ["ngắn"]),
        ("đoạn một\n\nđoạn hai", 12, ["đoạn một", "đoạn hai"]),
        ("dòng một\ndòng hai", 12, ["dòng một", "dòng hai"]),
        ("một hai ba bốn", 8, ["một hai", "ba bốn"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("a\n\nbbbb bbbb bbbb", 12, ["a\n\nbbbb bbbb", "bbbb"]),  # no part of one letter for a paragraph's sake
        ("😀😀😀", 4, ["😀😀", "😀"]),  # two units each
        ("vừa đủ", 6, ["vừa đủ"]),
    ],
)
def test_where_a_text_is_cut(text: str, limit: int, parts: list[str]) -> None:
    assert [part for part, _ in split(text, (), limit)] == parts


def test_spans_follow_their_part_and_are_cut_with_it() -> None:
    text = "một hai ba bốn"
    spans = (Span(0, 3, "bold"), Span(4, 10, "code"))
    assert list(split(text, spans, 8)) == [
        ("một hai", (Span(0, 3, "bold"), Span(4, 7, "code"))),
        ("ba bốn", (Span(0, 2, "code"),)),
    ]


@given(st.text(alphabet="ab đ😀\n", max_size=200), st.integers(2, 30))
def test_no_letter_is_lost_and_no_part_is_too_long(text: str, limit: int) -> None:
    bold = tuple(Span(i, i + 1, "bold") for i, letter in enumerate(text) if letter == "đ")
    parts = list(split(text, bold, limit))
    assert all(units(part) <= limit for part, _ in parts)
    assert "".join("".join(part.split()) for part, _ in parts) == "".join(text.split())
    assert "".join(part[span.start : span.end] for part, spans in parts for span in spans) == "đ" * text.count("đ")
