"""A request's parameters, however they came: query, form, multipart or JSON."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request

from sandbox.telegram.files import Upload
from sandbox.zalo.model import Json

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
SECRET = ("secret_token", "refresh_token", "code", "code_verifier")


async def parameters(request: Request) -> Json:
    """The body wins over the query. A body without content is none. Raises `ValueError` for JSON that is no object."""
    given: Json = dict(request.query_params)
    if request.headers.get("content-type", "").startswith(FORMS):
        async with request.form() as form:
            return given | {name: await _value(value) for name, value in form.multi_items()}
    if not (await request.body()).strip():
        return given
    body = await request.json()
    if not isinstance(body, dict):
        raise ValueError("not a JSON object")
    return given | body


async def _value(value: UploadFile | str) -> Any:
    if isinstance(value, str):
        return value
    return Upload(value.filename or "file", await value.read(), value.content_type or "")


def shown(raw: Json) -> Json:
    """The parameters for the log: without files' bytes, without secrets."""
    return {name: "…" if name in SECRET else _shown(value) for name, value in raw.items()}


def _shown(value: Any) -> Any:
    return {"file": value.name, "size": len(value.data)} if isinstance(value, Upload) else value
