"""Codes: unguessable, forgiving to read, and a slip of the finger is always noticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.petitions.codes import RANDOM_BYTES, looks_like_code, make_code, read_code

codes = st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES).map(make_code)
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE = make_code(b"\x9a\x1c\x24\xd7\x3b")


def bare(code: str) -> str:
    return code.replace("-", "")


@given(st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES), st.binary(min_size=5, max_size=5))
def test_every_random_number_has_its_own_code(one: bytes, other: bytes) -> None:
    assert (make_code(one) == make_code(other)) is (one == other)


@given(codes)
def test_a_code_is_read_as_it_was_shown(code: str) -> None:
    assert read_code(code) == code


@given(codes, st.integers(0, 8), st.sampled_from(ALPHABET))
def test_any_single_wrong_character_is_noticed(code: str, place: int, typed: str) -> None:
    right = bare(code)
    wrong = right[:place] + typed + right[place + 1 :]
    assert read_code(wrong) == (code if wrong == right else None)


@given(codes, st.integers(0, 7))
def test_any_two_neighbours_swapped_are_noticed(code: str, place: int) -> None:
    right = bare(code)
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    assert read_code(wrong) == (code if wrong == right else None)


@given(codes, st.sampled_from(["", " ", "-", ".", " – ", "_"]), st.booleans())
def test_alone_it_may_be_spaced_anyhow(code: str, gap: str, upper: bool) -> None:
    written = gap.join(bare(code))
    assert read_code(written if upper else written.lower()) == code


@given(codes)
def test_letters_and_digits_that_look_alike_are_taken_for_each_other(code: str) -> None:
    assert read_code(code.replace("0", "O").replace("1", "l")) == code
    assert read_code(code.replace("0", "o").replace("1", "I")) == code


@given(codes)
def test_it_is_found_in_a_sentence(code: str) -> None:
    assert read_code(f"Cho tôi hỏi mã {code} đến đâu rồi ạ?") == code
    assert read_code(f"ma ho so cua toi la {bare(code).lower()}, xin cam on") == code


def test_spaces_in_a_sentence() -> None:
    assert read_code(f"xem giúp tôi {CODE.replace('-', ' ').lower()} nhé") == CODE
    assert read_code(f"mã là {' '.join(bare(CODE))} ạ") == CODE


@pytest.mark.parametrize(
    "words",
    [
        "",
        "   ",
        "😀",
        "đường thôn 3 ngập nước",
        "Tôi ở số 12 ngõ 5 tổ 3, điện thoại 0912 345 678",
        "K7M2-9QXT",
        "Ư7M2-9QXT-4",
        "K7M2-9QXT-4K",
        "x" * 10_000,
    ],
)
def test_what_is_no_code(words: str) -> None:
    assert read_code(words) is None


def test_too_little_chance_is_refused() -> None:
    with pytest.raises(ValueError, match="random"):
        make_code(b"1234")


@pytest.mark.parametrize(
    ("words", "looks"),
    [
        (CODE, True),
        (" ".join(bare(CODE)), True),
        ("AAAA-B2BB-C", True),  # mistyped
        ("a a a a b 2 b b c", True),
        ("thôn Đông 3", False),
        ("đường thôn 3 ngập nước", False),
        (f"mã {CODE} thế nào rồi", False),
    ],
)
def test_what_is_nothing_but_a_code(words: str, looks: bool) -> None:
    assert looks_like_code(words) is looks
