"""The conditions of SQL for what somebody wants to see of the queue. Each narrows what a partial index holds."""

from __future__ import annotations

from collections.abc import Iterator

from domain.petitions.flags import Flag
from domain.petitions.queue_filter import QueueFilter

NOBODYS = "owner IS NULL AND status NOT IN ('forwarded', 'referred')"


def conditions(only: QueueFilter) -> str:
    """Over `petitions`, with the gaps :person, :now, :kind, :field, :hamlet. What is set apart is not open yet, and
    is found by an index of its own."""
    return " AND ".join(["status = 'held'" if only.held else "open = 1", *_narrowing(only)])


def _narrowing(only: QueueFilter) -> Iterator[str]:
    if only.mine:
        yield "owner = :person"
    if only.new:
        yield f"({NOBODYS})"
    if only.overdue:
        yield "due_at < :now"
    if only.flagged:
        yield "flags <> ' '"
    if only.flag in set(Flag):
        yield f"flags LIKE '% {only.flag} %'"
    for column in ("kind", "field", "hamlet"):
        if getattr(only, column):
            yield f"{column} = :{column}"
