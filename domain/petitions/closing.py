"""What closing takes, and what the citizen says of it: done or not, and how content they are."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum

from domain.language.vietnamese import fold, says_something
from domain.petitions.lifecycle import Lack, lacks_to_close

MOST_STARS = 5
_NUMBER = re.compile(r"(?:văn bản\s+)?(?:số\s*)?\d+\s*/\s*[A-ZĐ][\w/-]*")


class Solved(StrEnum):
    """What somebody says of a result."""

    DONE = "done"  # đã xong
    NOT_DONE = "not_done"  # chưa xong


def lacking(words: str, *, pictures: int) -> Lack | None:
    """What one line that closes a case still lacks: the number of a document in it is its proof, the rest says what
    was done."""
    number = _NUMBER.search(words)
    done = _NUMBER.sub("", words)
    return lacks_to_close(
        done if says_something(done) else "", pictures=pictures, document=number[0] if number else ""
    )


def is_no_reason(words: str, empty: Collection[str]) -> bool:
    """Whether "không có" and the like is all they say: that there is no proof, and not why. `empty` are folded."""
    said = fold(re.sub(r"[^\w\s]", " ", words))
    return not says_something(said) or said in empty


def may_dispute(closed_at: datetime | None, now: datetime, days: int) -> bool:
    """Whether a citizen can still have it opened anew by one tap."""
    return closed_at is not None and now < closed_at + timedelta(days=days)
