"""What a file really is, by its content. Nothing is executed or unpacked: headers, ends and tables of contents are
read, a few kilobytes however long the file is."""

from __future__ import annotations

import zipfile
from pathlib import Path

from domain.file_kinds import FileFault, FileKind, compared, is_named_as_ours

_HEAD, _TAIL = 4096, 65536  # bytes
_PDF_HEADER_WITHIN = 1024  # bytes: where readers look for it (ISO 32000-1, Annex H.3, note 13)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_TYPES = "[Content_Types].xml"
_PICTURE_ENDS = {".png": b"IEND", ".jpg": b"\xff\xd9", ".jpeg": b"\xff\xd9", ".jfif": b"\xff\xd9"}
_PICTURES = frozenset({*_PICTURE_ENDS, ".webp", ".heic", ".heif", ".tif", ".tiff", ".gif", ".bmp"})


def look(path: Path, name: str) -> FileFault | None:
    """What is wrong with the file that somebody called `name`; None for a sound one. Blocks: in a thread."""
    head, tail = _ends(path)
    if not head:
        return FileFault.EMPTY
    found = _kind(path, head, tail)
    if isinstance(found, FileFault):
        # Something else under the name of a paper is told as that, not as a file of a strange kind.
        return FileFault.DISGUISED if found is FileFault.NOT_TAKEN and is_named_as_ours(name) else found
    return compared(name, found)


def _ends(path: Path) -> tuple[bytes, bytes]:
    with path.open("rb") as file:
        head = file.read(_HEAD)
        file.seek(max(0, path.stat().st_size - _TAIL))
        return head, file.read(_TAIL)


def _kind(path: Path, head: bytes, tail: bytes) -> FileKind | FileFault:
    if head.startswith(_ZIP):
        return _office_zip(path)
    if head.startswith(_OLE):
        return _office_ole(path)
    if b"%PDF-" in head[:_PDF_HEADER_WITHIN]:
        return FileKind.PDF if b"%%EOF" in tail else FileFault.CUT_SHORT
    return _picture(head, tail)


def _office_zip(path: Path) -> FileKind | FileFault:
    """Office Open XML (ECMA-376 part 2): a zip with a list of content types, whose folder names the kind."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError, ValueError):
        return FileFault.CUT_SHORT
    if any(name.endswith("vbaproject.bin") for name in names):
        return FileFault.MACROS
    if _TYPES.lower() in names and "word/document.xml" in names:
        return FileKind.WORD
    return FileKind.SHEET if _TYPES.lower() in names and "xl/workbook.xml" in names else FileFault.NOT_TAKEN


def _office_ole(path: Path) -> FileKind | FileFault:
    """The compound files of Word and Excel before 2007 ([MS-CFB]), and newer ones behind a password."""
    import olefile  # only where such a file comes

    try:
        with olefile.OleFileIO(str(path), raise_defects=olefile.DEFECT_INCORRECT) as compound:
            names = {"/".join(entry).lower() for entry in compound.listdir(streams=True, storages=True)}
    except (OSError, ValueError, IndexError):  # its own error is an OSError
        return FileFault.CUT_SHORT
    if "encryptedpackage" in names:
        return FileFault.LOCKED
    if any(part in {"vba", "macros", "_vba_project_cur"} for name in names for part in name.split("/")):
        return FileFault.MACROS
    if "worddocument" in names:
        return FileKind.WORD
    return FileKind.SHEET if names & {"workbook", "book"} else FileFault.NOT_TAKEN


def _picture(head: bytes, tail: bytes) -> FileKind | FileFault:
    import puremagic  # only where it is none of the above

    try:
        guesses = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return FileFault.NOT_TAKEN
    endings = [guess.extension for guess in guesses if guess.extension in _PICTURES]
    if not endings or guesses[0].extension not in _PICTURES:
        return FileFault.NOT_TAKEN
    end = _PICTURE_ENDS.get(endings[0], b"")
    return FileKind.PICTURE if end in tail else FileFault.CUT_SHORT
