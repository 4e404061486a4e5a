"""What is held back as a flood, and who never is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.plan_files import NATIONAL, load_facts
from domain.habits import Habits
from domain.petitions.floods import Counts, Crowd, crowd, is_to_be_held
from plans import FOLDER

LIMITS = load_facts(FOLDER / NATIONAL / "habits.toml", Habits.model_validate).floods
START = datetime(2026, 11, 3, tzinfo=UTC)
others = st.integers(min_value=0, max_value=10_000)


@pytest.mark.parametrize(
    ("counts", "held"),
    [
        (Counts(), False),
        (Counts(hour=LIMITS.petitions_hour - 1), False),
        (Counts(hour=LIMITS.petitions_hour), True),
        (Counts(day=LIMITS.petitions_day), True),
        (Counts(minute=LIMITS.messages_minute), False),
        (Counts(minute=LIMITS.messages_minute + 1), True),
        (Counts(hour=LIMITS.crowded_hour, place=LIMITS.place_hour), True),
        (Counts(hour=LIMITS.crowded_hour, commune=LIMITS.commune_hour), True),
        (Counts(hour=0, place=10_000, commune=10_000), False),
    ],
)
def test_held(counts: Counts, held: bool) -> None:
    assert is_to_be_held(counts, LIMITS) == held


@given(place=others, commune=others)
def test_a_crowd_is_told_and_no_first_petition_held(place: int, commune: int) -> None:
    counts = Counts(place=place, commune=commune)
    assert not is_to_be_held(counts, LIMITS)
    many = commune >= LIMITS.commune_hour or place >= LIMITS.place_hour
    assert (crowd(counts, LIMITS) is not None) == many
    assert crowd(counts, LIMITS) is not Crowd.PLACE or commune < LIMITS.commune_hour


@given(st.data())
def test_somebody_slow_is_never_held_whatever_others_do(data: st.DataObject) -> None:
    """At most so many a day, an hour between them: over weeks, in the worst of floods."""
    gaps = data.draw(st.lists(st.integers(min_value=60, max_value=600), min_size=1, max_size=80))
    sent: list[datetime] = []
    now = START
    for minutes in gaps:
        now += timedelta(minutes=minutes)
        day = [at for at in sent if at > now - timedelta(days=1)]
        if len(day) >= LIMITS.petitions_day:
            continue  # they wait
        hour = [at for at in sent if at > now - timedelta(hours=1)]
        counts = Counts(len(hour), len(day), data.draw(st.integers(1, 10)), data.draw(others), data.draw(others))
        assert not is_to_be_held(counts, LIMITS)
        sent.append(now)
