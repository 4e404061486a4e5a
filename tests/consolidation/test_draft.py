"""The draft opens in LibreOffice, and what Nghị định 30/2020/NĐ-CP asks for stands where it belongs."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.shared import Pt
from pypdf import PdfReader

from handlers.reports.consolidation import DRAFT
from tests.consolidation.conftest import Commune

_PATIENCE = 90  # seconds: the first start of LibreOffice makes its profile


@dataclass(frozen=True)
class Printed:
    pages: list[str]
    pdf: Path

    @property
    def all(self) -> str:
        return " ".join(" ".join(self.pages).split())

    def says(self, words: str) -> bool:
        """Wherever the lines end, and whatever room justified words are given."""
        return "".join(words.split()) in "".join(self.all.split())


def _tool(name: str) -> str:
    """Where it is missing the test fails: a draft that nobody has opened is not known to open."""
    found = shutil.which(name)
    if not found:
        pytest.fail(
            f"{name} is missing: apt-get install libreoffice-writer-nogui poppler-utils fonts-liberation",
            pytrace=False,
        )
    return found


def printed(data: bytes, folder: Path) -> Printed:
    (folder / "draft.docx").write_bytes(data)
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [_tool("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "draft.docx")], check=True, capture_output=True, timeout=_PATIENCE)
    pdf = folder / "draft.pdf"
    told = subprocess.run(
        [_tool("pdftotext"), "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=_PATIENCE
    )
    pages = told.stdout.decode().split("\f")[:-1]
    assert len(pages) == len(PdfReader(pdf).pages)
    return Printed(pages, pdf)


async def test_it_opens_and_every_part_is_on_its_page(half_in: Commune, tmp_path: Path) -> None:
    paper = printed(await half_in.makes(DRAFT), tmp_path)
    first = paper.pages[0]
    head = [" ".join(line.split()) for line in first.splitlines() if line.strip()]
    assert head[0] == "DỰ THẢO"
    assert "UBND XÃ NGHI DƯƠNG CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head
    for part in (
        "Độc lập - Tự do - Hạnh phúc",
        "/BC-UBND",
        "Nghi Dương, ngày",
        "BÁO CÁO",
        "6 tháng kết quả thực hiện Nghị quyết số 20/NQ-HĐND",
        "Căn cứ Luật Thực hiện dân chủ ở cơ sở số 10/2022/QH15",
        "Căn cứ Nghị định số 59/2023/NĐ-CP",
        "I. Lãnh đạo, chỉ đạo, triển khai thực hiện",
    ):
        assert part in first, part
    assert not re.search(r"^\s*1\s*$", first, re.MULTILINE)
    for number, page in enumerate(paper.pages[1:], 2):
        assert next(line.strip() for line in page.splitlines() if line.strip()) == str(number)
        assert "DỰ THẢO" in page
    order = [
        paper.all.index(part) for part in ("Phụ lục", "1. Biểu số liệu", "2. Nguồn số liệu", "3. Tình hình nộp")
    ]
    assert order == sorted(order) and paper.all.index("Nơi nhận:") < order[0]
    assert "Lưu: VT" in paper.all and "Lưu Thị Tươi" in paper.all and "KT. CHỦ TỊCH" in paper.all


async def test_it_says_what_units_said_and_no_more(half_in: Commune, tmp_path: Path) -> None:
    paper = printed(await half_in.makes(DRAFT), tmp_path)
    for said in (
        "Số văn bản đã ban hành để triển khai: 6 văn bản [1–3].",
        "Số lượt người tham dự: 1.330 lượt người [1–2].",
        "Số cuộc đối thoại với nhân dân: chưa có số liệu.",
        "+ Trung tâm Dịch vụ sự nghiệp công: 95,5 % [3].",
        "+ Văn phòng HĐND và UBND: “Công khai kịp thời; họp dân đủ các thôn.” [1].",
        "II.7. Thanh tra nhân dân, giám sát đầu tư của cộng đồng, hòa giải, giám sát chưa có số liệu",
        "[1] Văn phòng HĐND và UBND, mã biên nhận AAAA-AAAA-1, nộp 09:00 ngày 02/06/2026, người nộp Lê Thị Thu",
        "[2] Phòng Kinh tế, mã biên nhận BBBB-BBBB-1",
        "[3] Trung tâm Dịch vụ sự nghiệp công, mã biên nhận CCCC-CCCC-1",
        "thiếu mục II.6",
        "mới thành lập",
    ):
        assert paper.says(said), said
    assert not paper.says("99")  # what was returned counts for nothing


async def test_the_page_is_as_the_decree_wants_it(half_in: Commune) -> None:
    paper = docx.Document(io.BytesIO(await half_in.makes(DRAFT)))
    page = paper.sections[0]
    assert [round(size.mm) for size in (page.page_width, page.page_height)] == [210, 297]
    margins = (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert page.different_first_page_header_footer
    assert (paper.styles["Normal"].font.name, paper.styles["Normal"].font.size) == ("Times New Roman", Pt(14))
    body = [run.font.size for one in paper.paragraphs for run in one.runs if run.text]
    assert set(body) <= {Pt(13), Pt(14)}


async def test_nobody_is_in(commune: Commune, tmp_path: Path) -> None:
    text = printed(await commune.makes(DRAFT), tmp_path).all
    assert text.count("chưa có số liệu") >= 11 and "quá hạn" in text
