"""How often the rules take a citizen's words for what they are, on words that nobody had in mind when making them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from bench.figures import Line, Progress
from bot.reading.national import load_national
from domain.petitions.lifecycle import PetitionKind
from tests.petitions.examples import Example, examples

MOST_KINDS, MOST_FIELDS, MOST_MISSED = 15.0, 25.0, 5.0  # of 100, wrong
_NO_FIELD = "KHAC"


async def measure(folder: Path, progress: Progress) -> list[Line]:
    """The confusion matrix of the kinds, cell by cell where it is off the diagonal, and how many fields are wrong."""
    progress("suggestions")
    rows, nation = examples("unseen"), load_national()
    taken = Counter((row.kind, nation.suggester.kind(row.words).kind) for row in rows)
    labelled = [row for row in rows if row.fields != ("",)]
    wrong = sum((nation.reading(row.words).field or _NO_FIELD) not in row.fields for row in labelled)
    off = [
        Line(f"  {is_} taken for {as_}", n, f"of {_of(rows, is_)}")
        for (is_, as_), n in taken.items()
        if is_ != as_
    ]
    missed = sum(n for (is_, as_), n in taken.items() if PetitionKind.DENUNCIATION is is_ and is_ != as_)
    return [
        Line(
            f"kinds suggested wrongly, {len(rows)} unseen",
            _share(sum(line.value for line in off), len(rows)),
            "%",
            limit=MOST_KINDS,
        ),
        *sorted(off, key=lambda line: -line.value),
        Line(
            "accusations not seen as such",
            _share(missed, _of(rows, PetitionKind.DENUNCIATION)),
            "%",
            limit=MOST_MISSED,
        ),
        Line(
            f"fields suggested wrongly, {len(labelled)} unseen",
            _share(wrong, len(labelled)),
            "%",
            limit=MOST_FIELDS,
        ),
    ]


def _of(rows: list[Example], kind: PetitionKind) -> int:
    return sum(row.kind is kind for row in rows)


def _share(part: float, whole: int) -> float:
    return 100 * part / whole
