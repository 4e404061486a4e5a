"""Pictures and papers made for a message: QR codes, and the blank forms that a chat message cannot replace."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from bot.words.i18n import MASTER, Words
from domain.language.text import Text

if TYPE_CHECKING:
    from docx.document import Document as Paper
    from docx.text.paragraph import Paragraph

_FONT, _SIZE = "Times New Roman", 13  # points; Nghị định 30/2020/NĐ-CP, Phụ lục I
_LINE_END = 165 * 36_000  # EMU: the width between the margins, 165 mm
_EMPTY_LINES = 2  # to write on, under what is told at length
_SCALE, _SMALL, _LARGE = 8, 24, 40  # pixels: of a QR code's point, and of the letters under it
_WHITE, _BLACK = 255, 0


def qr_code(content: str, caption: str, words: Words) -> bytes:
    """A PNG, large enough to be read from a printed sheet; under it in large letters what is to be typed there."""
    import segno  # only where a code is drawn

    out = io.BytesIO()
    segno.make(content, error="m", micro=False).save(out, kind="png", scale=_SCALE, border=4)
    if not caption:
        return out.getvalue()
    return _captioned(out, words.plain(Text("invite.scan_then_type"), MASTER), caption)


def _captioned(code: io.BytesIO, line: str, caption: str) -> bytes:
    import matplotlib  # heavy, only for its letters: they have every Vietnamese sign
    from PIL import Image, ImageDraw, ImageFont

    with Image.open(code) as drawn:
        picture = drawn.convert("L")
    font = Path(matplotlib.get_data_path(), "fonts/ttf/DejaVuSans-Bold.ttf")
    small, large = (ImageFont.truetype(str(font), size) for size in (_SMALL, _LARGE))
    width = max(
        picture.width, *(int(one.getlength(text)) + _SMALL for one, text in ((small, line), (large, caption)))
    )
    sheet = Image.new("L", (width, picture.height + 2 * _SMALL + 2 * _LARGE), _WHITE)
    sheet.paste(picture, ((width - picture.width) // 2, 0))
    draw = ImageDraw.Draw(sheet)
    draw.text((width // 2, picture.height), line, _BLACK, small, anchor="ma")
    draw.text((width // 2, picture.height + 2 * _SMALL), caption, _BLACK, large, anchor="ma")
    out = io.BytesIO()
    sheet.save(out, "png")
    return out.getvalue()


FORMS: dict[str, tuple[str, ...]] = {
    "don-to-cao": ("to", "name", "address", "contact", "accused", "acts", "evidence", "request"),
    "don-khieu-nai": (
        "to",
        "name",
        "address",
        "identity_paper",
        "contact",
        "complained_of",
        "decision",
        "reasons",
        "evidence",
        "request",
    ),
    "don-rut-khieu-nai": ("to", "name", "address", "identity_paper", "contact", "withdrawn", "why_withdrawn"),
}
"""The fields of each form: Luật Tố cáo Đ23; Luật Khiếu nại Đ8.2, Đ10 and Nghị định 124/2020/NĐ-CP Mẫu 01."""

_LONG = ("acts", "reasons", "evidence", "request", "decision", "why_withdrawn")


def form_document(name: str, words: Words, filled: Mapping[str, str] | None = None) -> bytes:
    """A form to print and sign, as .docx, in Vietnamese; blank but for the fields that are `filled`. The day, the
    signature or fingerprint are always the signer's. Raises `KeyError` for one that does not exist."""
    import docx  # heavy: only where a form is made
    from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
    from docx.shared import Mm, Pt

    paper: Paper = docx.Document()
    style = paper.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(_SIZE)
    style.paragraph_format.space_after = Pt(4)
    page = paper.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)

    def line(key: str, *, centred: bool = False, bold: bool = False, after: str = "") -> Paragraph:
        paragraph = paper.add_paragraph()
        paragraph.add_run(words.plain(Text(f"form_paper.{key}"), MASTER)).bold = bold
        paragraph.add_run(after)
        paragraph.paragraph_format.tab_stops.add_tab_stop(_LINE_END, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    line("nation", centred=True, bold=True)
    line("motto", centred=True, bold=True)
    line("place_and_day", centred=True)
    line(f"title_{name.replace('-', '_')}", centred=True, bold=True)
    for field in FORMS[name]:
        known = (filled or {}).get(field, "")
        written = line(field, after=f" {known}" if known else " \t")
        if field in _LONG:
            written.add_run("\n\t" * _EMPTY_LINES)
    line("promise")
    for key in ("signature", "signature_how"):
        signed = line(key, centred=True, bold=key == "signature")
        signed.paragraph_format.left_indent = _LINE_END // 2
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()
