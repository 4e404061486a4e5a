"""Faults to order: which calls go wrong, how, and how often."""

from __future__ import annotations

import json
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict


class Order(BaseModel):
    """What may go wrong on any messenger. `times` counts down to 0 and the fault is over; -1 never ends. `delay` is
    in seconds."""

    model_config = ConfigDict(extra="forbid")

    method: str = "*"
    bot: str = ""  # username, or an account's key; empty for every one
    contains: str = ""  # text that the request's parameters must hold
    times: int = 1
    code: int = 0
    description: str = ""
    close: Literal["", "before", "after"] = ""
    delay: float = 0.0
    malformed: bool = False

    def matches(self, bot: str, method: str, parameters: dict[str, Any]) -> bool:
        return (
            self.times != 0
            and self.method.lower() in ("*", method.lower())
            and self.bot in ("", bot)
            and (not self.contains or self.contains in json.dumps(parameters, ensure_ascii=False, default=str))
        )


class Fault(Order):
    """A fault of Telegram's."""

    retry_after: int | None = None
    migrate_to_chat_id: int | None = None

    @property
    def instead(self) -> bool:
        """Whether the call is not carried out at all."""
        return bool(self.code) or self.malformed or self.close == "before"

    @property
    def parameters(self) -> dict[str, int]:
        given = {"retry_after": self.retry_after, "migrate_to_chat_id": self.migrate_to_chat_id}
        return {name: value for name, value in given.items() if value is not None}


Kind = TypeVar("Kind", bound=Order)


class Faults(Generic[Kind]):
    """The first fault that matches a call is used up by one."""

    def __init__(self) -> None:
        self.ordered: list[Kind] = []

    def order(self, fault: Kind) -> None:
        self.ordered.append(fault)

    def take(self, bot: str, method: str, parameters: dict[str, Any]) -> Kind | None:
        fault = next((f for f in self.ordered if f.matches(bot, method, parameters)), None)
        if fault and fault.times > 0:
            fault.times -= 1
        return fault

    def clear(self) -> None:
        self.ordered.clear()
