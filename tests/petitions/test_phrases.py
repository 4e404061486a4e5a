"""Phrases are found as people type them, and not where they only look alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.phrases import Phrasebook, said

BOOK = Phrasebook(["nhận tiền", "xả … rác", "hòa giải"])


def found(words: str) -> list[str]:
    read = said(words, {"dc": "được", "nt": "nhận tiền"})
    return [read.words(span) for span in BOOK.find(read)]


@pytest.mark.parametrize(
    ("words", "phrases"),
    [
        ("Ông ấy nhận tiền", ["nhận tiền"]),
        ("ong ay nhan tien", ["nhan tien"]),
        ("NHẬN TIỀN rồi", ["NHẬN TIỀN"]),
        ("nhâ\u0323n tiê\u0300n", ["nhận tiền"]),
        ("Nhân tiện cho hỏi", []),
        ("nhan tien", ["nhan tien"]),
        ("Tôi đã gặp cô Nhan Tien hôm nọ ở chợ", []),
        ("hoà giải, hòa giải", ["hoà giải", "hòa giải"]),
        ("xả trộm rất nhiều rác", ["xả trộm rất nhiều rác"]),
        ("xả nước. Rác thì", []),
        ("xả một hai ba bốn năm rác", []),
        ("nt", ["nhận tiền"]),
        ("nhậntiền", []),
        ("xả", []),
        ("", []),
    ],
)
def test_phrases(words: str, phrases: list[str]) -> None:
    assert found(words) == phrases


def test_what_is_struck_out_is_not_found() -> None:
    read = said("không nhận tiền mà nhận tiền")
    first, second = BOOK.find(read)
    assert BOOK.find(read.without([first])) == [second]


@given(st.text(max_size=200))
def test_any_words_can_be_read(words: str) -> None:
    assert all(span.start < span.end for span in BOOK.find(said(words)))
