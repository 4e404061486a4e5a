"""Which clocks hold in a commune: the nation's, those of its plan, and what it decided about either."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from pydantic import Field, PositiveInt

from domain.clocks.limits import Case, Certainty, Clock, Event, Nature, Unit
from domain.petitions.lifecycle import Action, PetitionKind, Status
from domain.plans.units import Fact


class OwnClock(Fact):
    """What a commune's plan says of a clock: of the nation's with this id, only what differs; or a promise of its own,
    with everything that `Clock` asks for. Never a law of its own."""

    id: str
    title: str | None = None
    kinds: tuple[PetitionKind, ...] | None = None
    starts_at: Event | None = None
    unit: Unit | None = None
    lengths: dict[Case, PositiveInt] | None = None
    remote_lengths: dict[Case, PositiveInt] | None = None
    met_by: tuple[Action, ...] | None = None
    stands_still: tuple[Status, ...] | None = None
    told: bool | None = None
    basis: str = Field(min_length=1)
    mark: Certainty
    valid_from: date
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A commune confirmed a clock's ordinary length, or set it, on a basis of its own."""

    clock: str
    unit: Unit
    length: int
    basis: str


class NotTheCommunes(ValueError):
    """The law says how long, and that is verified: no commune makes it longer."""


class ClockBook:
    """Clocks by their id, each as it held on the day on which it began to run."""

    def __init__(self, clocks: Iterable[Clock]) -> None:
        self.clocks = tuple(clocks)
        self._named: dict[str, list[Clock]] = {}
        for clock in self.clocks:
            self._named.setdefault(clock.id, []).append(clock)

    def get(self, name: str, on: date | None = None) -> Clock | None:
        """None for an id that is no longer there. Without a day, or for one on which none was in force, the latest."""
        versions = self._named.get(name, [])
        return next((one for one in versions if on and one.in_force(on)), versions[-1] if versions else None)

    @property
    def latest(self) -> tuple[Clock, ...]:
        """Each id once, in the order given."""
        return tuple(versions[-1] for versions in self._named.values())


def communes(nation: Iterable[Clock], own: Iterable[OwnClock]) -> tuple[Clock, ...]:
    """The nation's, each until the commune's own version of it comes into force, and what the commune adds. Raises
    `ValueError` for a clock that is not whole, and `NotTheCommunes`."""
    clocks = list(nation)
    for mine in own:
        named = [place for place, clock in enumerate(clocks) if clock.id == mine.id]
        if not named:
            clocks.append(Clock.model_validate({"nature": Nature.COMMITMENT, **_given(mine)}))
            continue
        before = clocks[named[-1]]
        version = Clock.model_validate({**before.model_dump(), **_given(mine)})
        _check(before, version)
        ended = before.model_copy(update={"valid_until": mine.valid_from - timedelta(days=1)})
        clocks[named[-1] : named[-1] + 1] = [version] if mine.valid_from <= before.valid_from else [ended, version]
    return tuple(clocks)


def decided(clock: Clock, decision: Decision) -> Clock:
    """As the commune decided: what an extension gives beyond the ordinary length is kept at least. Raises
    `NotTheCommunes`."""
    as_decided = clock.model_copy(
        update={
            "unit": decision.unit,
            "lengths": _at_least(clock.lengths, decision.length),
            "remote_lengths": _at_least(clock.remote_lengths, decision.length, remote=True),
            "basis": decision.basis,
            "mark": Certainty.CONFIRMED,
        }
    )
    _check(clock, as_decided)
    return as_decided


def is_the_laws(clock: Clock) -> bool:
    """Whether no commune may change it: a law, verified."""
    return clock.nature is Nature.LAW and clock.mark is Certainty.VERIFIED


def _given(mine: OwnClock) -> dict[str, object]:
    return {name: value for name, value in mine.model_dump().items() if value is not None}


def _at_least(lengths: Mapping[Case, int], ordinary: int, *, remote: bool = False) -> dict[Case, int]:
    return {
        case: ordinary if case is Case.ORDINARY and not remote else max(length, ordinary)
        for case, length in lengths.items()
    }


def _check(before: Clock, after: Clock) -> None:
    if is_the_laws(before):
        longer = any(
            after.length(case=case, remote=remote) > before.length(case=case, remote=remote)
            for case in Case
            for remote in (False, True)
        )
        if longer or after.unit is not before.unit:
            raise NotTheCommunes(f"{before.id}: {before.basis} says how long, and that is verified")
