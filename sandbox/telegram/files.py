"""Files on the server: kept once per content, named differently to every bot."""

from __future__ import annotations

import base64
import hashlib
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from sandbox.telegram.errors import bad_request, not_found

MEGABYTE = 1024 * 1024
MAX_UPLOAD = 50 * MEGABYTE
MAX_PHOTO = 10 * MEGABYTE
MAX_DOWNLOAD = 20 * MEGABYTE
BLOCK = 64 * 1024
ATTACHED = "attach://"
FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "video": "videos", "sticker": "stickers"}
USUAL_TYPES = {"photo": "image/jpeg", "voice": "audio/ogg", "video": "video/mp4", "sticker": "image/webp"}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrived in a request."""

    name: str
    data: bytes = field(repr=False)
    mime: str = ""


def is_attached(name: str, parameters: dict[str, Any]) -> bool:
    """Whether this part of a request is a file that another parameter speaks of."""
    words = [value for value in parameters.values() if isinstance(value, str)]
    return isinstance(parameters[name], Upload) and any(f"{ATTACHED}{name}" in value for value in words)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """`data` is None for a file that only has a size: it reads as zeros and takes no memory."""

    unique_id: str
    kind: str
    name: str
    mime: str
    size: int
    data: bytes | None

    def blocks(self) -> Iterator[bytes]:
        for start in range(0, self.size, BLOCK):
            end = min(self.size, start + BLOCK)
            yield bytes(end - start) if self.data is None else self.data[start:end]


class Files:
    """`file_unique_id` is the same for everybody; a `file_id` is good only for the bot that got it."""

    def __init__(self) -> None:
        self._by_unique_id: dict[str, StoredFile] = {}
        self._by_id: dict[tuple[int, str], StoredFile] = {}
        self._by_path: dict[tuple[int, str], StoredFile] = {}

    def keep(self, kind: str, upload: Upload) -> StoredFile:
        if kind == "photo" and len(upload.data) > MAX_PHOTO:
            raise bad_request("file is too big for a photo: the maximum is 10 MB")
        if not upload.data:
            raise bad_request("file must be non-empty")
        return self._keep(kind, upload.name, upload.mime, len(upload.data), upload.data)

    def imagine(self, kind: str, name: str, size: int) -> StoredFile:
        """A file of this size without its bytes."""
        return self._keep(kind, name, "", size, None)

    def _keep(self, kind: str, name: str, mime: str, size: int, data: bytes | None) -> StoredFile:
        content = data if data is not None else f"{name}:{size}".encode()
        unique_id = _short(hashlib.sha256(kind.encode() + b"\0" + content).digest()[:12])
        if unique_id not in self._by_unique_id:
            mime = mime or USUAL_TYPES.get(kind) or mimetypes.guess_type(name)[0] or "application/octet-stream"
            self._by_unique_id[unique_id] = StoredFile(unique_id, kind, name, mime, size, data)
        return self._by_unique_id[unique_id]

    def id_for(self, bot_id: int, file: StoredFile) -> str:
        file_id = "BQ" + _short(hashlib.sha256(f"{bot_id}:{file.unique_id}".encode()).digest())
        self._by_id[bot_id, file_id] = file
        return file_id

    def known(self, bot_id: int, file_id: str) -> StoredFile:
        """Raises 400 for an id that this bot never got."""
        if file := self._by_id.get((bot_id, file_id)):
            return file
        raise bad_request("wrong file identifier/HTTP URL specified")

    def path_for(self, bot_id: int, file: StoredFile) -> str:
        """Where this bot may download the file. Raises 400 above 20 MB."""
        if file.size > MAX_DOWNLOAD:
            raise bad_request("file is too big")
        path = f"{FOLDERS.get(file.kind, 'files')}/file_{file.unique_id}{PurePosixPath(file.name).suffix}"
        self._by_path[bot_id, path] = file
        return path

    def at_path(self, bot_id: int, path: str) -> StoredFile:
        if file := self._by_path.get((bot_id, path)):
            return file
        raise not_found()

    def shown(self, unique_id: str) -> StoredFile | None:
        """For the page, which is no bot."""
        return self._by_unique_id.get(unique_id) or next(
            (file for (_, file_id), file in self._by_id.items() if file_id == unique_id), None
        )


def _short(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")
