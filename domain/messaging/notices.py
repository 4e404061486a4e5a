"""What a message announces, in so few words that a messenger's approved form can say it.

Some messengers let us speak only to people who spoke lately, and otherwise let through nothing but a form approved
beforehand, of which we fill the gaps. So the gaps name what there is news of: never the words of a petition, an answer
or a report, nor what kind of petition it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.language.text import Gap


class Occasion(StrEnum):
    """What can be announced."""

    RECEIPT = "receipt"  # a petition was taken in
    RESULT = "result"  # a petition has an answer, or is over
    QUESTION = "question"  # the office asks something back
    REMINDER = "reminder"  # a report is due, or overdue


_OF_A_PETITION = ("code", "date", "commune", "state")
GAPS: Mapping[Occasion, tuple[str, ...]] = {
    Occasion.RECEIPT: _OF_A_PETITION,
    Occasion.RESULT: _OF_A_PETITION,
    Occasion.QUESTION: _OF_A_PETITION,
    Occasion.REMINDER: ("report", "unit", "commune", "due", "state"),
}
"""What is known on each occasion; `date` is the day of the news."""


@dataclass(frozen=True, slots=True)
class Notice:
    """`gaps` are the `GAPS` of its occasion."""

    occasion: Occasion
    gaps: Mapping[str, Gap]
