"""The oracle: somebody else's model of the Bot API (aiogram) judges every request, result and update.

Attach it with `world.observers.append(Oracle())`; what it finds is in `world.complaints`. It knows names, types,
and what is required; lengths and values are the sandbox's own table's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from aiogram import methods
from aiogram.types import BufferedInputFile, Update
from pydantic import BaseModel, TypeAdapter, ValidationError

from sandbox.telegram.files import Upload, is_attached


class Oracle:
    def on_request(self, method: str, parameters: dict[str, Any]) -> list[str]:
        shape = shape_of(method)
        return judge(method, _adapter(shape), _decoded(shape, parameters))

    def on_result(self, method: str, result: Any) -> list[str]:
        return judge(f"the result of {method}", _adapter(shape_of(method).__returning__), result)

    def on_update(self, update: dict[str, Any]) -> list[str]:
        return judge("an update", _adapter(Update), update)


def shape_of(method: str) -> Any:
    return getattr(methods, method[0].upper() + method[1:])


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def _decoded(shape: Any, parameters: dict[str, Any]) -> dict[str, Any]:
    """Without the files that other parameters speak of: those have names of their own."""
    return {k: _value(shape, k, v) for k, v in parameters.items() if not is_attached(k, parameters)}


@cache
def _is_text(annotation: Any) -> bool:
    return annotation is str or str in get_args(annotation)


def _value(shape: Any, name: str, value: Any) -> Any:
    """JSON in a form's field becomes what it says; a file becomes aiogram's."""
    if isinstance(value, Upload):
        return BufferedInputFile(value.data, value.name)
    field = shape.model_fields.get(name)
    if field and isinstance(value, str) and value[:1] in ("{", "[") and not _is_text(field.annotation):
        return json.loads(value)
    return value


def judge(what: str, adapter: TypeAdapter[Any], value: Any) -> list[str]:
    try:
        read = adapter.validate_python(value)
    except ValidationError as error:
        return [f"{what}: {'.'.join(map(str, e['loc']))}: {e['msg']}" for e in error.errors()]
    return [f"{what}: unknown name {name}" for name in unknown_names(read)]


def unknown_names(read: Any) -> Iterator[str]:
    """aiogram's models take any name, so what they did not know has to be looked for."""
    if isinstance(read, list | tuple):
        for part in read:
            yield from unknown_names(part)
    if isinstance(read, BaseModel):
        yield from (f"{type(read).__name__}.{name}" for name in read.model_extra or {})
        for name in type(read).model_fields:
            yield from unknown_names(getattr(read, name))
