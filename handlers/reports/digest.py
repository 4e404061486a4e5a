"""Several nudges in one message: a line for each, under the headings that they share, with a few of their buttons.
In a group that has a place for what the bot tells the office itself, they stand there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

from domain.language.text import Text, lines
from domain.messaging.budget import Topic
from domain.messaging.messages import Message
from domain.petitions.shelves import Shelf
from storage.reports.nudges import Nudge


def compose(nudges: Sequence[Nudge], buttons: int) -> Message:
    """At least one. `buttons`: at most so many rows of them, those of the first."""
    if len(nudges) == 1 and nudges[0].topic is Topic.NONE:
        return replace(nudges[0].body, shelves=(Shelf.SYSTEM.value,))
    topics: dict[Topic, list[Nudge]] = {}
    for nudge in nudges:
        topics.setdefault(nudge.topic or Topic.DIGEST, []).append(nudge)
    if len(topics) > 1:
        topics = {Topic.DIGEST: topics.pop(Topic.DIGEST, []), **topics}
    parts = [part for topic, ours in topics.items() for part in (Text(f"nudge.{topic.value}"), *_lines(ours))]
    # A button is carried out in the commune of the message that it is under.
    rows = (row for one in nudges if one.commune == nudges[0].commune for row in one.brief.choices)
    return Message(lines(*parts), tuple(islice(rows, buttons)), shelves=(Shelf.SYSTEM.value,))


def _lines(nudges: Iterable[Nudge]) -> Iterator[Text]:
    gathered: dict[Text | None, list[Text]] = {None: []}
    for nudge in nudges:
        gathered.setdefault(nudge.heading, []).append(nudge.brief.text)
    for heading, briefs in gathered.items():
        if heading:
            yield heading
        yield from briefs
