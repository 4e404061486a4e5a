"""The layout of an official document as .docx: Nghị định 30/2020/NĐ-CP, Phụ lục I. It knows no report."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

import docx
from docx.document import Document as Paper
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.table import CT_Tbl
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY, HEAD, SMALL, LIST = 14, 13, 12, 11  # points; Phụ lục I, Mục II
_WIDTH, _HEIGHT = Mm(210), Mm(297)
_TOP, _BOTTOM, _LEFT, _RIGHT = Mm(20), Mm(20), Mm(30), Mm(15)
CENTRE, LEFT, RIGHT, JUSTIFIED = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)
_BREAK = {"\n": '</w:t><w:br/><w:t xml:space="preserve">', "\t": '</w:t><w:tab/><w:t xml:space="preserve">'}
_BREAKS = re.compile("[\n\t]")


class Official:
    """A page to write on, from top to bottom."""

    def __init__(self) -> None:
        self.paper: Paper = docx.Document()
        style = self.paper.styles["Normal"]
        style.font.name, style.font.size = FONT, Pt(BODY)
        style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
        style.paragraph_format.space_after = Pt(0)
        section = self.paper.sections[0]
        section.page_width, section.page_height = _WIDTH, _HEIGHT
        section.top_margin, section.bottom_margin = _TOP, _BOTTOM
        section.left_margin, section.right_margin = _LEFT, _RIGHT
        section.header_distance = section.footer_distance = Mm(10)
        section.different_first_page_header_footer = True
        _field(_first(section.header, CENTRE), "PAGE")

    def mark(self, words: str) -> None:
        """On every page: over the first, under the others."""
        section = self.paper.sections[0]
        run = _first(section.first_page_header, RIGHT).add_run(words)
        run.bold, run.font.size = True, Pt(HEAD)
        for footer in (section.first_page_footer, section.footer):
            run = _first(footer, RIGHT).add_run(words)
            run.bold, run.font.size = True, Pt(LIST)

    def letterhead(self, above: str, body: str, number: str, nation: str, motto: str, place_and_day: str) -> None:
        """Ô số 1 to 4: the nation and its motto on the right, who issues the document on the left."""
        table = self._two_columns((Mm(62), Mm(108)))
        left, right = table.rows[0].cells
        lines = [line for line in (above, body) if line]
        for line in lines:
            write(left, line, CENTRE, HEAD, bold=line is lines[-1])
        rule(left, Mm(20))
        write(right, nation, CENTRE, SMALL, bold=True)
        write(right, motto, CENTRE, HEAD, bold=True)
        rule(right, Mm(25))
        left, right = table.rows[1].cells
        write(left, number, CENTRE, HEAD)
        write(right, place_and_day, CENTRE, HEAD, italic=True)

    def title(self, kind: str, subject: str) -> None:
        """Ô số 5a: the kind of the document and what it is about, with a line under it."""
        self.paper.add_paragraph()
        write(self.paper, kind, CENTRE, BODY, bold=True)
        write(self.paper, subject, CENTRE, BODY, bold=True)
        rule(self.paper, Mm(60))

    def heading(self, words: str) -> None:
        paragraph = self.text(words, bold=True)
        paragraph.paragraph_format.keep_with_next = True

    def text(self, words: str, *, bold: bool = False, italic: bool = False) -> Paragraph:
        """A paragraph: first line set in by 1.27 cm, 6 points from the next."""
        paragraph = write(self.paper, words, JUSTIFIED, BODY, bold=bold, italic=italic)
        paragraph.paragraph_format.first_line_indent = Mm(12.7)
        paragraph.paragraph_format.space_before = Pt(6)
        return paragraph

    def signature(self, receivers: str, receiver: Sequence[str], signed: Sequence[str], name: str) -> None:
        """Ô số 9 and 7: who gets it on the left, who signs on the right. It is not torn apart."""
        self.paper.add_paragraph()
        table = self._two_columns((Mm(80), Mm(85)), rows=1)
        left, right = table.rows[0].cells
        write(left, receivers, LEFT, SMALL, bold=True, italic=True)
        for line in receiver:
            write(left, line, LEFT, LIST)
        for line in signed:
            write(right, line, CENTRE, BODY, bold=True)
        for _ in range(4):
            write(right, "", CENTRE, BODY)
        write(right, name, CENTRE, BODY, bold=True)
        for cell in (left, right):
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_together = paragraph.paragraph_format.keep_with_next = True

    def annex(self) -> None:
        """A new page, lying: what follows is wide."""
        section = self.paper.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _HEIGHT, _WIDTH
        section.left_margin, section.right_margin = _TOP, _BOTTOM
        section.top_margin, section.bottom_margin = _LEFT, _RIGHT
        section.different_first_page_header_footer = False

    def centred(self, words: str, *, bold: bool = False, italic: bool = False) -> None:
        write(self.paper, words, CENTRE, HEAD, bold=bold, italic=italic)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int]) -> None:
        """`widths` in millimetres. The heads are repeated on each page."""
        self.paper.add_paragraph()
        table = Table(CT_Tbl.new_tbl(0, len(heads), Mm(sum(widths))), self.paper._body)
        _append(self.paper, table._tbl)
        table.style = "Table Grid"
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        table._tbl.append(_row(heads, widths, head=True))
        for values in rows:
            table._tbl.append(_row(values, widths))

    def save(self) -> bytes:
        out = io.BytesIO()
        self.paper.save(out)
        return out.getvalue()

    def _two_columns(self, widths: tuple[Any, Any], rows: int = 2) -> Table:
        table: Table = self.paper.add_table(rows, 2)
        table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
        for number, width in enumerate(widths):
            table.columns[number].width = width
            for cell in table.columns[number].cells:
                cell.width = width
        return table


def write(
    on: Any, words: str, where: WD_ALIGN_PARAGRAPH, size: int, *, bold: bool = False, italic: bool = False
) -> Paragraph:
    """A paragraph in a cell, in its first one as long as that is empty, or on the page."""
    blank = isinstance(on, _Cell) and len(on.paragraphs) == 1 and not on.paragraphs[0].text
    paragraph: Paragraph = on.paragraphs[0] if blank else _new_paragraph(on)
    paragraph.alignment = where
    paragraph._p.append(parse_xml(_run(words, size, bold=bold, italic=italic, names=nsdecls("w"))))
    return paragraph


def _new_paragraph(on: Any) -> Paragraph:
    if not isinstance(on, Paper):
        added: Paragraph = on.add_paragraph()
        return added
    return Paragraph(_append(on, OxmlElement("w:p")), on._body)


def _append(paper: Paper, element: Any) -> Any:
    """At the end of the page, before what says how its last section looks. python-docx finds that by looking through all
    that is on the page, each time."""
    paper.element.body[-1].addprevious(element)
    return element


def rule(on: Any, margin: Any) -> None:
    """A thin line, `margin` short of both ends."""
    paragraph: Paragraph = on.add_paragraph()
    layout = paragraph.paragraph_format
    layout.left_indent = layout.right_indent = margin
    layout.line_spacing = Pt(4)
    borders, top = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, "w:shd", "w:tabs", "w:spacing", "w:ind", "w:jc")


def _first(part: Any, where: WD_ALIGN_PARAGRAPH) -> Paragraph:
    paragraph: Paragraph = part.paragraphs[0]
    paragraph.alignment = where
    return paragraph


def _field(paragraph: Paragraph, what: str) -> None:
    """A number that the word processor fills in."""
    run = paragraph.add_run()
    run.font.size = Pt(HEAD)
    for kind in ("begin", None, "end"):
        if kind is None:
            part = OxmlElement("w:instrText")
            part.text = what
        else:
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        run._r.append(part)


def _run(words: str, size: int, *, bold: bool = False, italic: bool = False, names: str = "") -> str:
    """The XML of words that look the same. Written out: a wide annex has a hundred thousand of them, and python-docx
    takes a millisecond for each. `names` declares the prefix where it stands alone."""
    inner = _BREAKS.sub(lambda found: _BREAK[found[0]], escape(words))
    weight, slant = ("" if on else ' w:val="0"' for on in (bold, italic))
    looks = f'<w:rPr><w:b{weight}/><w:i{slant}/><w:sz w:val="{2 * size}"/></w:rPr>'
    return f'<w:r {names}>{looks}<w:t xml:space="preserve">{inner}</w:t></w:r>'


def _row(values: Sequence[str], widths: Sequence[int], *, head: bool = False) -> Any:
    """Of a table. A head is repeated on each page."""
    cells = "".join(_cell(words, width, bold=head) for words, width in zip(values, widths, strict=True))
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    return parse_xml(f"<w:tr {nsdecls('w')}>{repeated}{cells}</w:tr>")


def _cell(words: str, width: int, *, bold: bool) -> str:
    number = words[:1].isdigit() and not any(letter.isalpha() for letter in words)
    where = "center" if bold or number else "left"
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{Mm(width).twips}"/></w:tcPr>'
        f'<w:p><w:pPr><w:jc w:val="{where}"/></w:pPr>{_run(words, LIST, bold=bold)}</w:p></w:tc>'
    )
