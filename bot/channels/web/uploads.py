"""Files that visitors sent, on our own disk until they are fetched into the store of kept files, or needed no more.

A draft may be cancelled, and of a denunciation nothing may stay behind: after every turn, whatever no draft and no
petition needs is removed.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Iterable
from pathlib import Path
from typing import BinaryIO

from bot.channels.base import SendFailed, Why
from bot.channels.split import clean
from bot.channels.web.seals import new_id
from domain.messaging.messages import FileRef, Medium

Needed = Callable[[str, Collection[str]], Awaitable[set[str]]]
"""(session, ids of its files) → those that are still needed."""

_CHUNK = 64 * 1024
_LONGEST_NAME = 120
_ID = re.compile(r"([\w-]+)\.([\w-]+)", re.ASCII)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")


class Uploads:
    """One commune's files: a folder for each session. The id of a file is `<session>.<random>`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._arriving: set[str] = set()

    async def take(self, session: str, sent: Iterable[tuple[str, str, BinaryIO]]) -> tuple[FileRef, ...]:
        """(name, MIME type, content) of each. They stay until `arrived` at least. Raises `OSError`."""
        taken: list[FileRef] = []
        try:
            for name, mime, data in sent:
                taken.append(await self._take(session, name, mime, data))
        except BaseException:
            self.arrived(taken)
            raise
        return tuple(taken)

    async def _take(self, session: str, name: str, mime: str, data: BinaryIO) -> FileRef:
        file = f"{session}.{new_id()}"
        self._arriving.add(file)
        try:
            size, medium = await asyncio.to_thread(_write, self._path(file), data)
        except BaseException:
            self._arriving.discard(file)
            raise
        return FileRef(file, file, medium, size, _bare(name), mime)

    def arrived(self, files: Collection[FileRef]) -> None:
        """They are in the inbox, or were refused: from now on only what needs them keeps them."""
        self._arriving -= {file.id for file in files}

    async def download(self, file: FileRef) -> AsyncIterator[bytes]:
        """Raises `SendFailed` (`REFUSED`) where it is gone."""
        if not _ID.fullmatch(file.id):
            raise SendFailed(Why.REFUSED, "not the name of an upload")
        try:
            opened = await asyncio.to_thread(self._path(file.id).open, "rb")
        except FileNotFoundError:
            raise SendFailed(Why.REFUSED, "the file is gone") from None
        with opened:
            while chunk := await asyncio.to_thread(opened.read, _CHUNK):
                yield chunk

    async def discard(self, file: FileRef) -> None:
        if _ID.fullmatch(file.id):
            await asyncio.to_thread(self._remove, self._path(file.id).parent, (file.id,))

    async def sweep(self, needed: Needed, session: str = "") -> None:
        """Removes what is needed no more, of one session or of all."""
        for folder in await asyncio.to_thread(self._sessions, session):
            files = await asyncio.to_thread(_names, folder)
            gone = files - await needed(folder.name, files) - self._arriving
            await asyncio.to_thread(self._remove, folder, gone)

    def _sessions(self, session: str) -> list[Path]:
        if session:
            return [folder for folder in (self._folder / session,) if folder.is_dir()]
        return [folder for folder in self._folder.glob("*") if folder.is_dir()]

    def _remove(self, folder: Path, files: Collection[str]) -> None:
        for file in files:
            self._path(file).unlink(missing_ok=True)
        if not any(folder.iterdir()) and not any(file.startswith(folder.name) for file in self._arriving):
            folder.rmdir()

    def _path(self, file: str) -> Path:
        session, _, _ = file.partition(".")
        return self._folder / session / file


def _write(path: Path, data: BinaryIO) -> tuple[int, Medium]:
    path.parent.mkdir(parents=True, exist_ok=True)
    begins = data.read(16)
    data.seek(0)
    with path.open("xb") as out:
        shutil.copyfileobj(data, out)
        return out.tell(), Medium.PHOTO if begins.startswith(_PICTURES) else Medium.DOCUMENT


def _names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def _bare(name: str) -> str:
    """Without the folders that some browsers send along, and short."""
    return clean(re.split(r"[\\/]", name)[-1])[-_LONGEST_NAME:]
