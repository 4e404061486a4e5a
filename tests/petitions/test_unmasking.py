"""Accusations spelled so that a reader of phrases would not find them."""

from __future__ import annotations

import pytest

from bot.reading.national import load_national
from tests.petitions.examples import examples

NATION = load_national()
ACCUSING = {
    "Ông Hùng trưởng thôn tham ô tiền làm đường": "tham ô",
    "Bà Lan kế toán nhận hối lộ": "nhận hối lộ",
    "Chủ tịch xã tham nhũng": "tham nhũng",
}
BETWEEN = {
    "joiner": "\u200d",
    "non-joiner": "\u200c",
    "grapheme joiner": "\u034f",
    "variation": "\ufe0f",
    "mark of direction": "\u200e",
    "space": " ",
    "dot": ".",
    "hyphen": "-",
    "underscore": "_",
}
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
_CYRILLIC = str.maketrans("aoe", "аое")


@pytest.mark.parametrize("sign", BETWEEN.values(), ids=BETWEEN.keys())
@pytest.mark.parametrize("whole", [False, True], ids=["the deed", "the whole"])
def test_letters_strung_apart(sign: str, whole: bool) -> None:
    for words, deed in ACCUSING.items():
        hidden = sign.join(words) if whole else words.replace(deed, sign.join(deed))
        assert NATION.reading(hidden).denounces, hidden


@pytest.mark.parametrize("words", ACCUSING)
def test_written_without_spaces_or_with_other_letters(words: str) -> None:
    for hidden in (
        words.replace(" ", ""),
        words.title().replace(" ", ""),
        words.replace(" ", "."),
        words.replace(" ", "\n"),
        words.translate(_FULL_WIDTH),
        words.translate(_CYRILLIC),
    ):
        assert NATION.reading(hidden).denounces, hidden


@pytest.mark.parametrize(
    ("words", "hands_in"),
    [
        ("Đơn tố cáo.docx", True),
        ("DON TO CAO.PDF", True),
        ("DonToCao_2026.pdf", True),
        ("Tôi gửi đơn tố cáo kèm theo", True),
        ("đơn tố cáo của tôi", True),
        ("Cho tôi xin mẫu đơn tố cáo", False),
        ("Mẫu đơn tố cáo.docx", False),
        ("Đơn tố cáo thì nộp ở đâu ạ?", False),
    ],
)
def test_a_paper_that_says_what_it_is(words: str, hands_in: bool) -> None:
    assert NATION.reading(words).denounces is hands_in


def test_nobody_else_is_taken_for_hiding() -> None:
    rows = [row.words for half in ("seen", "unseen") for row in examples(half)]
    plain = NATION.suggester.reads_as_denunciation
    assert [words for words in rows if NATION.reading(words).denounces and not plain(words)] == []


@pytest.mark.parametrize("words", ["đ" * 20_000, "a b " * 9_000, "a.b." * 9_000, "a\n" * 20_000, "ab" * 9_000])
def test_nobody_keeps_us_reading(words: str) -> None:
    """What backtracks over this does not come back within the test's time."""
    assert not NATION.reading(words).denounces
