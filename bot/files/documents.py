"""Pictures and papers made for a message: QR codes, and the blank forms that a chat message cannot replace."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from bot.words.i18n import MASTER, Words
from domain.text import Text

if TYPE_CHECKING:
    from docx.document import Document as Paper

_FONT, _SIZE = "Times New Roman", 13  # points; Nghị định 30/2020/NĐ-CP, Phụ lục I
_DOTS = "." * 60


def qr_code(content: str) -> bytes:
    """A PNG, large enough to be read from a printed sheet."""
    import segno  # only where a code is drawn

    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=8, border=4)
    return out.getvalue()


FORMS: dict[str, tuple[str, ...]] = {
    "don-to-cao": ("to", "name", "address", "contact", "accused", "acts", "evidence", "request"),
    "don-khieu-nai": (
        "to",
        "name",
        "address",
        "contact",
        "complained_of",
        "decision",
        "reasons",
        "evidence",
        "request",
    ),
}
"""The fields of each form: Luật Tố cáo Đ23; Luật Khiếu nại Đ8.2 and Nghị định 124/2020/NĐ-CP Mẫu 01."""


def form_document(name: str, words: Words) -> bytes:
    """A blank form to print and sign, as .docx, in Vietnamese. Raises `KeyError` for one that does not exist."""
    import docx  # heavy: only where a form is made
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paper: Paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)

    def line(key: str, *, centred: bool = False, bold: bool = False, after: str = "") -> None:
        paragraph = paper.add_paragraph()
        paragraph.add_run(words.plain(Text(f"form_paper.{key}"), MASTER) + after).bold = bold
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER

    line("nation", centred=True, bold=True)
    line("motto", centred=True, bold=True)
    line("place_and_day", centred=True)
    line(f"title_{name.replace('-', '_')}", centred=True, bold=True)
    for field in FORMS[name]:
        line(field, after=f" {_DOTS}")
        if field in ("acts", "reasons", "evidence", "request", "decision"):
            paper.add_paragraph(_DOTS * 2)
    line("promise")
    line("signature", centred=True, bold=True)
    line("signature_how", centred=True)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
