"""What a printed QR code shows, and what a camera reads of a link."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.files.documents import qr_code
from handlers.people.links import opened_by
from tests.running_bot import words

PAGE = "https://zalo.me/2468135790"


@pytest.mark.parametrize(
    ("link", "read"),
    [
        (f"{PAGE}#i_rK-jJhWOHfO7VeP2ZQaNqg", PAGE),
        ("https://t.me/thu_bot?start=i_rK-j", "https://t.me/thu_bot?start=i_rK-j"),
        ("i_rK-jJhWOHfO7VeP2ZQaNqg", "i_rK-jJhWOHfO7VeP2ZQaNqg"),
    ],
)
def test_a_camera_reads_only_what_a_messenger_takes(link: str, read: str) -> None:
    assert opened_by(link) == read


def test_what_is_to_be_typed_stands_large_under_the_code() -> None:
    bare = Image.open(io.BytesIO(qr_code(PAGE, "", words())))
    told = Image.open(io.BytesIO(qr_code(PAGE, "THAMGIA K7M2-9QXT-4", words())))
    below = told.crop((0, bare.height, told.width, told.height))
    ink = below.point(lambda shade: shade < 128 and 255).getbbox()
    assert ink and ink[0] > 0 and ink[2] < told.width  # nothing is cut off
    assert ink[2] - ink[0] > bare.width  # in letters as wide as the code
