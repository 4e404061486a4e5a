"""The language of somebody's first words, by the marks in our own catalogues: surely, or not at all."""

from __future__ import annotations

import pytest

from domain.language.languages import surely_in
from domain.language.text import Text
from tests.running_bot import words

MARKS = {
    language: frozenset(words().plain(Text("language.marks"), language).split(", ")) for language in ("vi", "en")
}


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("The street light in front of house 12 has been broken for a week", "en"),
        ("There is a lot of garbage near thôn Đông", "en"),
        ("Please help, how do I register?", "en"),
        ("Đường của thôn bị ngập nước", "vi"),
        ("duong vao thon bi ngap, de nghi xa sua giup, toi khong di duoc", "vi"),
        ("the nao la the can cuoc", ""),
        ("me toi bi mat the, to 5 co an ninh khong", "vi"),
        ("Wifi free", ""),
        ("Hello", ""),
        ("ok", ""),
        ("👍 113", ""),
        ("", ""),
        ("Biển hiệu của quán ghi “street food is here” che khuất đèn đường, đề nghị phường xử lý", "vi"),
    ],
)
def test_by_a_few_frequent_words(said: str, language: str) -> None:
    assert surely_in(said, MARKS) == language


def test_no_word_marks_two_languages() -> None:
    assert not MARKS["vi"] & MARKS["en"]
