"""Real small files, as people hand them in: each name gives its own, so that no two are the same by accident."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import PurePosixPath


def paper(name: str) -> bytes:
    """A sound file of the kind that the name's ending says; a PDF where it has none of ours."""
    match PurePosixPath(name).suffix:
        case ".docx" | ".doc":
            return office("word/document.xml", name)
        case ".xlsx" | ".xls":
            return office("xl/workbook.xml", name)
        case ".png" | ".jpg" | ".jpeg":
            return picture(name)
        case _:
            return pdf(name)


def pdf(salt: str = "") -> bytes:
    return f"%PDF-1.4\n% {salt}\n1 0 obj <</Type /Catalog>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n".encode()


def pdf_holding(filling: bytes) -> bytes:
    """A sound PDF as large as what it holds."""
    return b"%PDF-1.4\n1 0 obj <<>> stream\n" + filling + b"\nendstream endobj\ntrailer <<>>\n%%EOF\n"


def office(main_part: str, salt: str = "", *, macros: bool = False) -> bytes:
    """The parts by which an Office Open XML file is known, and no more."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(main_part, f"<document>{salt}</document>")
        if macros:
            archive.writestr(f"{main_part.split('/')[0]}/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return out.getvalue()


def picture(salt: str = "") -> bytes:
    """A PNG of one dot, with its name in a comment."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    said = chunk(b"tEXt", b"Comment\0" + salt.encode("utf-8"))
    return b"\x89PNG\r\n\x1a\n" + head + said + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
