"""What a file is found to be, by its content, whatever it is called."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.files.looking import look
from domain.file_kinds import FileFault, at_the_door
from domain.messaging.messages import FileRef, Medium
from tests import papers


def _docx() -> bytes:
    import docx

    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Báo cáo 6 tháng")
    document.save(out)
    return out.getvalue()


def _xlsx() -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.add_worksheet().write(0, 0, 12)
    return out.getvalue()


def _docm() -> bytes:
    """A real document into which somebody put a macro project."""
    out = io.BytesIO(_docx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return out.getvalue()


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("bao-cao.txt", "Báo cáo")
    return out.getvalue()


_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _ole(*names: str) -> bytes:
    """A compound file ([MS-CFB]) of one FAT sector, one directory and empty streams of these names."""
    end, free, nothing = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFF
    fat_marker = 0xFFFFFFFD
    sectors = (len(names) + 1 + 3) // 4
    header = struct.pack("<8s16sHHHHH6x", _MAGIC, b"", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0) + struct.pack("<109I", 0, *([free] * 108))
    fat = [fat_marker, *range(2, sectors + 1), end]
    entries = [("Root Entry", 5, 1 if names else nothing)]
    entries += [(name, 2, nothing) for name in names]
    directory = b""
    for number, (name, kind, child) in enumerate(entries):
        written = (name + "\0").encode("utf-16-le")
        right = number + 1 if 0 < number < len(names) else nothing
        directory += struct.pack(
            "<64sHBBIII16sIQQIQ", written, len(written), kind, 1, nothing, right, child, b"", 0, 0, 0, end, 0
        )
    directory += b"".join(
        struct.pack("<64sHBBIII16sIQQIQ", b"", 0, 0, 0, nothing, nothing, nothing, b"", 0, 0, 0, 0, 0)
        for _ in range(sectors * 4 - len(entries))
    )
    return header + struct.pack("<128I", *fat, *([free] * (128 - len(fat)))) + directory


KINDS: list[tuple[str, str, Callable[[], bytes], FileFault | None]] = [
    ("Word", "bao-cao.docx", _docx, None),
    ("Excel", "bieu.xlsx", _xlsx, None),
    ("PDF", "bao-cao.pdf", papers.pdf, None),
    ("picture", "trang-1.png", papers.picture, None),
    ("picture without a name", "", papers.picture, None),
    ("old Word", "bao-cao.doc", lambda: _ole("WordDocument"), None),
    ("old Excel", "bieu.xls", lambda: _ole("Workbook"), None),
    ("new Word under the old ending", "bao-cao.doc", _docx, None),
    ("nothing", "bao-cao.docx", bytes, FileFault.EMPTY),
    ("Word, half of it", "bao-cao.docx", lambda: _docx()[:2000], FileFault.CUT_SHORT),
    ("PDF, half of it", "bao-cao.pdf", lambda: papers.pdf()[:30], FileFault.CUT_SHORT),
    ("old Word, half of it", "bao-cao.doc", lambda: _ole("WordDocument")[:600], FileFault.CUT_SHORT),
    ("picture, half of it", "trang-1.png", lambda: papers.picture()[:60], FileFault.CUT_SHORT),
    ("macros", "bao-cao.docx", _docm, FileFault.MACROS),
    ("macros of old", "bao-cao.doc", lambda: _ole("Macros", "WordDocument"), FileFault.MACROS),
    ("password", "bao-cao.docx", lambda: _ole("EncryptedPackage", "EncryptionInfo"), FileFault.LOCKED),
    ("program", "bao-cao.docx", lambda: b"MZ\x90\x00" + bytes(2000), FileFault.DISGUISED),
    ("script", "bao-cao.pdf", lambda: b"#!/bin/sh\nrm -rf /\n", FileFault.DISGUISED),
    ("page", "bieu.xls", lambda: b"<html><script>alert(1)</script></html>", FileFault.DISGUISED),
    ("PDF under Word's name", "bao-cao.docx", papers.pdf, FileFault.DISGUISED),
    ("archive", "", _zip, FileFault.NOT_TAKEN),
    ("archive under Word's name", "bao-cao.docx", _zip, FileFault.DISGUISED),
]


@pytest.mark.parametrize(("name", "data", "fault"), [row[1:] for row in KINDS], ids=[row[0] for row in KINDS])
def test_a_file_is_what_is_in_it(
    name: str, data: Callable[[], bytes], fault: FileFault | None, tmp_path: Path
) -> None:
    path = tmp_path / "partial"
    path.write_bytes(data())
    assert look(path, name) is fault


@pytest.mark.parametrize(
    ("name", "medium", "fault"),
    [
        ("bao-cao.DOCX", Medium.DOCUMENT, None),
        ("", Medium.DOCUMENT, None),
        ("", Medium.PHOTO, None),
        ("bao-cao.docm", Medium.DOCUMENT, FileFault.MACROS),
        ("bieu.xlsm", Medium.DOCUMENT, FileFault.MACROS),
        ("bao-cao.pdf.exe", Medium.DOCUMENT, FileFault.NOT_TAKEN),
        ("bao-cao.zip", Medium.DOCUMENT, FileFault.NOT_TAKEN),
        ("", Medium.VOICE, FileFault.NOT_TAKEN),
        ("hop.mp4", Medium.VIDEO, FileFault.NOT_TAKEN),
    ],
)
def test_some_are_refused_by_their_name(name: str, medium: Medium, fault: FileFault | None) -> None:
    assert at_the_door(FileRef("1", "1", medium, name=name)) is fault
