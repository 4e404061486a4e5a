"""The table of who carries out which method, and what a call asks with; for every imitated API."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked with: read as the table says, by name."""

    parameters: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.parameters[name]

    def get(self, name: str, default: Any = None) -> Any:
        return self.parameters.get(name, default)

    def __contains__(self, name: str) -> bool:
        return name in self.parameters


C = TypeVar("C", bound=Asked)
Answer = Callable[[C], Any]


class Answers(dict[str, Answer[C]], Generic[C]):
    def by(self, *methods: str) -> Callable[[Answer[C]], Answer[C]]:
        """This function carries out these methods."""

        def register(function: Answer[C]) -> Answer[C]:
            self.update(dict.fromkeys(methods, function))
            return function

        return register

    async def carry_out(self, method: str, call: C) -> Any:
        result = self[method](call)
        return await result if inspect.isawaitable(result) else result
