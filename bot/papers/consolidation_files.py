"""The ZIP of all that the units sent for a report: streamed into a file on disk, with the sheet and an index."""

from __future__ import annotations

import csv
import io
import shutil
import zipfile
from collections.abc import Iterable
from pathlib import Path

from bot.files.folder import stored_at
from bot.papers import consolidation_sheet
from bot.papers.consolidating import Gathered, Say
from bot.papers.press import Desk, draft_file
from domain.reports.archive import Filed

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def draw(desk: Desk, gathered: Gathered) -> Path:
    """The caller removes it. Papers are compressed already: they are stored as they are."""
    say, target = Say(desk), draft_file(desk)
    try:
        with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
            lost = {file.name for file in gathered.files if not _put(desk, archive, file)}
            if gathered.part == 1:
                sheet = consolidation_sheet.draw(desk, gathered)
                archive.writestr(_entry(gathered, f"00 {say('archive_sheet')}.xlsx"), sheet)
            index = _index(say, gathered.files, lost).encode("utf-8-sig")
            archive.writestr(_entry(gathered, f"00 {say('archive_index')}.csv"), index)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return target


def _put(desk: Desk, archive: zipfile.ZipFile, file: Filed) -> bool:
    """False where it is not held, or not there any more."""
    path = stored_at(desk.files, file.sha256) if file.held and file.sha256 else None
    if path is None or not path.is_file():
        return False
    info = zipfile.ZipInfo(file.name, file.at.astimezone(desk.world.zone).timetuple()[:6])
    info.file_size = path.stat().st_size
    with path.open("rb") as source, archive.open(info, "w") as into:
        shutil.copyfileobj(source, into)
    return True


def _entry(gathered: Gathered, name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, gathered.at.timetuple()[:6])


def _index(say: Say, files: Iterable[Filed], lost: set[str]) -> str:
    page = io.StringIO()
    rows = csv.writer(page)
    heads = ("file", "unit", "code", "document", "at", "by", "original", "size", "sha256", "held")
    rows.writerow(say(key) for key in heads)
    for file in files:
        held = "file_lost" if file.name in lost else "file_of_returned" if file.returned else "file_held"
        at = say("moment", at=file.at)
        facts = (file.name, file.unit, file.code, file.document, at, file.by, file.original)
        rows.writerow([*map(_harmless, facts), file.size, file.sha256, say(held)])
    return page.getvalue()


def _harmless(words: str) -> str:
    """What people wrote is no formula, whatever opens the index."""
    return f"'{words}" if words.startswith(_FORMULA) else words
