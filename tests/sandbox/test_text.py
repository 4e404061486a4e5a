"""Text as Telegram measures and marks it."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.telegram.text import excerpt, found, marked, units


@pytest.mark.parametrize(("text", "length"), [("chào", 4), ("😀", 2), ("e\u0302", 2), ("", 0)])
def test_length_is_counted_in_utf_16(text: str, length: int) -> None:
    assert units(text) == length


FINDS = {
    "/tracuu PA-7": [("bot_command", "/tracuu")],
    "gõ /nhan@thu_bot rồi /dong": [("bot_command", "/nhan@thu_bot"), ("bot_command", "/dong")],
    "01/02/2026 và a/b": [],
    "xem https://example.org/a?b=1.": [("url", "https://example.org/a?b=1")],
    "gửi a.b@example.org nhé": [("email", "a.b@example.org")],
    "@thu_bot #gấp 😀 #2026": [("mention", "@thu_bot"), ("hashtag", "#gấp")],
}


@pytest.mark.parametrize("text", FINDS)
def test_commands_and_addresses_are_found(text: str) -> None:
    assert [(entity["type"], excerpt(text, entity)) for entity in found(text)] == FINDS[text]


def bold(offset: int, length: int) -> dict[str, Any]:
    return {"type": "bold", "offset": offset, "length": length}


@pytest.mark.parametrize(
    ("text", "given", "kept"),
    [
        ("  Hạn nộp \n", bold(2, 8), ("Hạn nộp", [bold(0, 7)])),
        ("\n😀 Hạn", bold(1, 2), ("😀 Hạn", [bold(0, 2)])),
        ("Hạn  ", bold(3, 2), ("Hạn", [])),
    ],
)
def test_outer_spaces_go_and_entities_follow(text: str, given: dict[str, Any], kept: object) -> None:
    assert marked(text, [given]) == kept


def test_what_is_bold_already_is_searched_for_nothing() -> None:
    assert marked("/a", [bold(0, 2)]) == ("/a", [bold(0, 2)])
