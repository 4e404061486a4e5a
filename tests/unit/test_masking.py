"""What is covered before many read it, and what must not be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language.masking import COVER, beginning, for_many, has_numbers, mask, shows_papers
from domain.language.text import Text, lines
from domain.messaging.messages import Attachment, Message, Picture
from domain.petitions.codes import RANDOM_BYTES, make_code

COVERED = [
    ("Số căn cước của tôi là 031099001234", "Số căn cước của tôi là ••••••••••••"),
    ("CCCD 031 099 001 234 nhé", "CCCD ••• ••• ••• ••• nhé"),
    ("CMND cũ 031234567.", "CMND cũ •••••••••."),
    ("0310\u200b9900\u200b1234", "••••\u200b••••\u200b••••"),
    ("căn cước ٠٣١٠٩٩٠٠١٢٣٤", "căn cước ••••••••••••"),
    ("thẻ 4111 1111 1111 1111", "thẻ •••• •••• •••• ••••"),
    ("thẻ 4111-1111-1111-1111 hết hạn 12/27", "thẻ ••••-••••-••••-•••• hết hạn 12/27"),
    ("5500005555555559", "••••••••••••••••"),
    ("mã OTP là 482913 ạ", "mã OTP là •••••• ạ"),
    ("mã xác thực: 4829", "mã xác thực: ••••"),
    ("Your verification code 004829", "Your verification code ••••••"),
    ("STK 19034567890123 Techcombank", "STK •••••••••••••• Techcombank"),
    ("số tài khoản Vietcombank: 0011004567890", "số tài khoản Vietcombank: •••••••••••••"),
    ("tk momo 0912345678", "tk momo ••••••••••"),
    ("CCCD012345678901, otp123456", "CCCD••••••••••••, otp••••••"),
    ("stk0123456789", "stk••••••••••"),
    ("012345678901 012345678902", "•••••••••••• ••••••••••••"),
    ("012345678901-012345678902/2024", "••••••••••••-••••••••••••/2024"),
]
STAY = [
    "Đơn giá 150.000.000 đồng, nộp 1500000 đ, thu 123456789 đồng và 250000000đ",
    "hỗ trợ 100 000 000 đồng",
    "ngày 18/05/2026, 18-05-2026, 18.05.2026, 2026-05-18 08:30",
    "Quyết định 1234567/QĐ-UBND, văn bản số 12/TB-UBND, 031099001/TB-UBND",
    "mã K7M2-9QXT-4, 1234-5678-9, K7M29QXT4",
    "ở 20.84449, 106.68809, quốc lộ 10 km 12+300, số nhà 125",
    "Nghị định 356/2025/NĐ-CP, Luật 91/2025/QH15, Thông tư 05/2021/TT-TTCP",
    "gọi 113, 114, 115, 1022, 19001234",
    "từ năm 2019 2020 2021 2022 chưa làm",
    "thẻ 4111 1111 1111 1112",
    "thửa 123456789/12, từ 10-03-2026 1234 hộ, hợp đồng HD0123456789, mã khách hàng PD12000123456",
    "",
]
PHONES = [
    ("gọi 0912345678", "gọi •••••••678"),
    ("gọi 0912 345 678 hoặc 091.234.5678", "gọi •••• ••• 678 hoặc •••.•••.•678"),
    ("+84 912 345 678", "+•• ••• ••• 678"),
    ("máy bàn 0225 3822 123", "máy bàn •••• •••• 123"),
    ("SĐT0912345678", "SĐT•••••••678"),
    ("0912345678/0987654321", "•••••••678/•••••••321"),
    ("0912345678 0987654321,0987 654 321", "•••••••678 •••••••321,•••• ••• 321"),
    ("0912345678-0987654321", "•••••••678-•••••••321"),
    ("từ 12.5.2026 0912345678", "từ 12.5.2026 •••••••678"),
]


@pytest.mark.parametrize(("said", "shown"), COVERED)
def test_covered(said: str, shown: str) -> None:
    assert mask(said) == mask(said, phones=True) == shown
    assert has_numbers(said)


@pytest.mark.parametrize("said", STAY)
def test_stays(said: str) -> None:
    assert mask(said) == mask(said, phones=True) == said


@pytest.mark.parametrize(("said", "shown"), PHONES)
def test_phones_are_covered_before_many_only(said: str, shown: str) -> None:
    assert mask(said) == said
    assert mask(said, phones=True) == shown


@given(st.binary(min_size=RANDOM_BYTES, max_size=RANDOM_BYTES))
def test_no_code_is_ever_covered(random: bytes) -> None:
    code = make_code(random)
    assert mask(f"Hồ sơ {code} của ông/bà", phones=True) == f"Hồ sơ {code} của ông/bà"


@given(st.text(), st.booleans())
def test_nothing_but_digits_is_changed(words: str, phones: bool) -> None:
    shown = mask(words, phones=phones)
    assert len(shown) == len(words)
    assert all(now in (was, COVER) for was, now in zip(words, shown, strict=True))
    assert mask(shown, phones=phones) == shown


@given(st.text("0389 .-/,+aĐ", max_size=60))
def test_what_is_covered_once_is_covered(words: str) -> None:
    shown = mask(words, phones=True)
    assert mask(shown, phones=True) == shown


@pytest.mark.parametrize(
    ("words", "most", "shown"),
    [
        ("Đèn hỏng", 8, "Đèn hỏng"),
        ("Đèn hỏng ba hôm", 8, "Đèn hỏng…"),
        ("căn cước 012345678901 của tôi", 15, "căn cước…"),
        ("gọi 0912 345 678 nhé", 12, "gọi…"),
        ("năm 2026 đến nay", 8, "năm 2026…"),
    ],
)
def test_words_are_never_cut_within_a_number(words: str, most: int, shown: str) -> None:
    assert beginning(words, most) == shown


@given(st.integers(min_value=0, max_value=10**12 - 1))
def test_every_number_of_twelve_digits_is_covered(number: int) -> None:
    assert f"{number:012}" not in mask(f"Số của tôi: {number:012}, xin xem giúp", phones=True)


def test_a_message_is_covered_wherever_people_speak_in_it() -> None:
    text = lines(
        Text("petition.card", code="1234-5678-9", words="x"), Text("petition.card_words", words="031099001234")
    )
    picture = Attachment(Picture.STORED, "petition:K7M2-9QXT-4#031099001234", "cccd 031099001234.jpg")
    shown = for_many(Message(text, (), (picture,)))
    assert shown.text == lines(
        Text("petition.card", code="1234-5678-9", words="x"), Text("petition.card_words", words="••••••••••••")
    )
    assert shown.attachments[0].name == "cccd ••••••••••••.jpg"
    assert shown.attachments[0].ref == picture.ref


@pytest.mark.parametrize(
    ("caption", "papers"),
    [
        ("ảnh căn cước của tôi", True),
        ("CCCD hai mặt", True),
        ("my ID card", True),
        ("Làm thẻ căn cước ở Công an xã chậm, tôi đến ba lần mà chưa xong", False),
        ("ảnh ổ gà trước cổng chợ", False),
    ],
)
def test_a_picture_of_papers_is_known_by_its_caption(caption: str, papers: bool) -> None:
    assert shows_papers(caption) == papers
