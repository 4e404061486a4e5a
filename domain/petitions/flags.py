"""What the plans tell officers to look out for in a petition: phức tạp, đông người, kéo dài, vượt cấp, điểm nóng."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum


class Flag(StrEnum):
    URGENT = "urgent"  # ưu tiên
    COMPLEX = "complex"  # phức tạp
    CROWD = "crowd"  # đông người: five or more file together (data: petitions.crowd)
    PROLONGED = "prolonged"  # kéo dài
    OVER_HEADS = "over_heads"  # vượt cấp: was sent to a higher body first
    HOT_SPOT = "hot_spot"  # điểm nóng: the same matter from several people within days
    WATCHED = "watched"  # a matter that the commune's plan names as one to look out for
    UNHAPPY = "unhappy"  # closed, and the citizen says it is not done: the supervisor's


def flags_of(kept: str) -> frozenset[Flag]:
    """As they are stored: words between blanks. A word that is no flag any more is passed over."""
    known = {flag.value for flag in Flag}
    return frozenset(Flag(word) for word in kept.split() if word in known)


def kept(flags: Iterable[Flag]) -> str:
    """In the order of `Flag`, with a blank at each end, so that ' urgent ' is found."""
    given = set(flags)
    return " ".join(["", *(flag.value for flag in Flag if flag in given), ""])
