"""What can be held about the page without a browser: it calls nobody, and its colours can be read."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "sandbox" / "page"
READABLE = 4.5  # WCAG 2.2, 1.4.3, level AA
PAIRS = [
    ("ink", "panel"),
    ("ink", "mine"),
    ("ink", "theirs"),
    ("ink", "accent-wash"),
    ("soft", "panel"),
    ("soft", "sunken"),
    ("soft", "theirs"),
    ("soft", "wall"),
    ("accent", "panel"),
    ("accent", "theirs"),
    ("accent-strong", "mine"),
    ("accent-strong", "panel"),
    ("on-accent", "accent"),
    ("on-accent", "accent-strong"),
    ("on-danger", "danger"),
    ("panel", "good"),
    ("link", "theirs"),
    ("link", "mine"),
]


def test_the_page_calls_no_other_address() -> None:
    written = "\n".join(
        file.read_text() for file in PAGE.rglob("*") if file.suffix in (".html", ".css", ".js", ".svg")
    )
    addresses = set(re.findall(r"https?://[\w.-]+", written))
    assert addresses <= {"http://www.w3.org", "https://t.me"}  # a namespace; an example in a comment


def test_no_data_becomes_markup() -> None:
    for script in PAGE.glob("*.js"):
        assert not re.search(
            r"\.(innerHTML|outerHTML)\s*=|insertAdjacentHTML|document\.write|\beval\(", script.read_text()
        )


@pytest.mark.parametrize(("scheme", "pair"), [*product((0, 1), PAIRS)], ids=str)
def test_words_can_be_read_on_their_ground(scheme: int, pair: tuple[str, str]) -> None:
    light, dark = (dict(re.findall(r"--([\w-]+): (#\w{6})", part)) for part in _schemes())
    colours = light | (dark if scheme else {})
    assert contrast(colours[pair[0]], colours[pair[1]]) >= READABLE


def _schemes() -> list[str]:
    return (PAGE / "style.css").read_text().split("@media (prefers-color-scheme: dark)")


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours like #0b6e5b, from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
