"""Files that an official account uploads before it sends them: pictures by their id, documents by a token."""

from __future__ import annotations

from pathlib import PurePosixPath

from sandbox.telegram.files import MEGABYTE, StoredFile, Upload
from sandbox.world import World
from sandbox.zalo.model import Json, Offered, opaque
from sandbox.zalo.oa.account import OfficialAccount
from sandbox.zalo.oa.errors import bad_parameters, too_long

LARGEST = {"photo": 1 * MEGABYTE, "file": 5 * MEGABYTE}
ENDINGS = {"photo": (".jpg", ".jpeg", ".png"), "file": (".pdf", ".doc", ".docx", ".csv")}
ANSWERS = {"photo": "attachment_id", "file": "token"}
LIVES = 7 * 86_400.0  # seconds of real time


def upload(world: World, oa: OfficialAccount, kind: str, part: object) -> Json:
    """`kind` is photo or file. Raises `OaError`."""
    if not isinstance(part, Upload) or not part.data:
        raise bad_parameters("file")
    if PurePosixPath(part.name).suffix.lower() not in ENDINGS[kind]:
        raise bad_parameters("file type")
    if len(part.data) > LARGEST[kind]:
        raise too_long("file")
    token = opaque("upload", oa.key, world.number("zalo-upload"))[:40]
    kept = world.files.keep("photo" if kind == "photo" else "document", part)
    oa.uploads[token] = Offered(kept, world.real.now() + LIVES)
    return {ANSWERS[kind]: token}


def uploaded(world: World, oa: OfficialAccount, token: object) -> StoredFile:
    """Raises `OaError` for a token that is unknown or over."""
    found = oa.uploads.get(str(token))
    if found is None or found.expires <= world.real.now():
        raise bad_parameters("attachment token")
    return found.file
