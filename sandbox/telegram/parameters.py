"""Reading parameters: a value as it came (text of a form, JSON, a file) becomes the type that the method wants."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from sandbox.telegram.errors import bad_request
from sandbox.telegram.files import Upload
from sandbox.telegram.text import units

Reader = Callable[[str, Any], Any]
"""Takes the parameter's name and raw value. Raises 400."""


def unsupported(name: str, raw: Any) -> None:
    """A parameter of the real server with which the sandbox can do nothing: better refused than ignored."""
    raise bad_request(f"{name} is not supported by the sandbox")


def integer(name: str, raw: Any) -> int:
    try:
        return int(raw)
    except (TypeError, ValueError):
        raise bad_request(f'invalid parameter "{name}": an integer is expected') from None


def number(name: str, raw: Any) -> float:
    try:
        return float(raw)
    except (TypeError, ValueError):
        raise bad_request(f'invalid parameter "{name}": a number is expected') from None


def boolean(name: str, raw: Any) -> bool:
    return raw if isinstance(raw, bool) else str(raw).strip().lower() in ("true", "yes", "1")


def chat_id(name: str, raw: Any) -> int | str:
    text = str(raw).strip()
    if not text:
        raise bad_request("chat_id is empty")
    return text if text.startswith("@") else integer(name, text)


def string(longest: int | None = None, *, too_long: str = "", empty: str = "") -> Reader:
    """Text of at most `longest` UTF-16 units; where `empty` is given, of at least one that is no space."""

    def read(name: str, raw: Any) -> str:
        text = str(raw)
        if empty and not text.strip():
            raise bad_request(empty)
        if longest is not None and units(text.strip()) > longest:
            raise bad_request(too_long or f"{name} is too long")
        return text

    return read


def one_of(*values: str, otherwise: str = "") -> Reader:
    def read(name: str, raw: Any) -> str:
        if raw not in values:
            raise bad_request(otherwise or f'invalid parameter "{name}"')
        return str(raw)

    return read


def _json(kind: type, what: str) -> Reader:
    def read(name: str, raw: Any) -> Any:
        try:
            value = json.loads(raw) if isinstance(raw, str) else raw
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None
        if not isinstance(value, kind):
            raise bad_request(f"can't parse {name}: {what} is expected")
        return value

    return read


json_object = _json(dict, "an object")
json_array = _json(list, "an array")


def file(name: str, raw: Any) -> str | Upload:
    """A file_id, or a file in the request. The sandbox has no network, so no address."""
    if isinstance(raw, str) and raw.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")
    return raw if isinstance(raw, Upload) else str(raw)
