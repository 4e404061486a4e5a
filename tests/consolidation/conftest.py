"""A commune in the middle of a period: some units are in, one is late, one returned, one excused, one missing."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.files.folder import stored_at
from bot.links import LinkBook
from bot.papers.makers import MAKERS
from bot.papers.press import Press
from bot.settings import Settings
from bot.words.i18n import Words
from bot.world import build_world
from domain.messaging.messages import Address, FileRef, Medium
from domain.messaging.papers import PaperRef
from domain.reports.standing import Verdict
from handlers.seeding import seed_units
from handlers.world import World
from storage.database import Database
from storage.reports.reports import Submission
from storage.reports.reviews import Review
from tests.papers import paper

COMMUNE, OBLIGATION, PERIOD = "nghi-duong", "nghi-duong-6m", "2026-6T"
NOW = datetime(2026, 6, 10, 2, 0, tzinfo=UTC)  # 09:00 there; the reports were due before 5 June
DUE = date(2026, 6, 5)
AT = Address("telegram", "main", "7")


class Clock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Commune:
    world: World
    database: Database
    press: Press
    files: Path
    person: int
    sent: dict[str, bytes] = field(default_factory=dict)  # original name → content

    async def hands_in(
        self,
        unit: str,
        code: str,
        figures: Mapping[str, str] | None = None,
        *,
        counted: Mapping[str, str] | None = None,
        number: str = "",
        at: datetime = NOW - timedelta(days=8),
        files: tuple[str, ...] = (),
        returned: str = "",
        period: str = PERIOD,
    ) -> None:
        on_time = at.date() < DUE
        async with self.database.transaction() as memory:
            submission = Submission(
                COMMUNE, code, OBLIGATION, period, unit, DUE, self.person, at, on_time, number, as_of=at.date()
            )
            memory.reports.hand_in(submission)
            memory.figures.keep(code, figures or {}, source="unit")
            memory.figures.keep(code, counted or {}, source="bot")
            for name in files:
                await self._sends(memory, submission, name)
            if returned:
                memory.reviews.review(
                    COMMUNE, Review(code, Verdict.RETURNED, self.person, at, returned, date(2026, 6, 20))
                )

    async def _sends(self, memory, submission: Submission, name: str) -> None:  # type: ignore[no-untyped-def]
        unique = f"{submission.code}-{name}"
        file = FileRef(unique, unique, Medium.DOCUMENT, name=name)
        memory.files.attach(COMMUNE, submission.subject, file, AT, submission.at)
        (kept,) = [one for one in await memory.files.of(submission.subject) if one.file.unique == unique]
        if name.startswith("lon"):
            return memory.files.in_chat_only(kept.id)
        data = paper(unique)
        sha256 = hashlib.sha256(data).hexdigest()
        path = stored_at(self.files, sha256)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        self.sent[unique] = data
        memory.files.kept(kept.id, sha256, len(data))

    async def makes(self, kind: str, *args: str) -> bytes:
        made = await self.press.make(str(PaperRef(kind, COMMUNE, (OBLIGATION, PERIOD, *args))), "vi")
        if isinstance(made, Path):
            data = made.read_bytes()
            made.unlink()
            return data
        return made


@pytest.fixture
async def commune(tmp_path: Path) -> AsyncIterator[Commune]:
    words = Words.load(strict=True)
    settings = Settings.model_validate({"data": tmp_path, "communes": [COMMUNE]})
    world = build_world(settings, words, LinkBook())
    database = await Database.open(settings.database)
    try:
        files, clock = settings.files, Clock()
        async with database.transaction() as memory:
            await seed_units(world, memory, COMMUNE, NOW - timedelta(days=120))
            person = (await memory.people.welcome(AT, "7", "Lê Thị Thu", "vi", NOW)).id
        press = Press(MAKERS, world, database, words, files, clock)
        yield Commune(world, database, press, files, person)
    finally:
        await database.close()


SHEET_OF_OFFICE = {
    "van-ban": "3",
    "kiem-tra": "1",
    "luot-nguoi": "1250",
    "noi-dung-cong-khai": "14",
    "uu-diem": "Công khai kịp thời; họp dân đủ các thôn.",
    "ton-tai": "=1+1 chưa đủ loa",
}
SHEET_OF_ECONOMY = {"van-ban": "2", "luot-nguoi": "80", "kien-nghi": "Tập huấn thêm cho cán bộ thôn."}
SHEET_OF_SERVICES = {"van-ban": "1", "hai-long": "95.5", "ho-so-dung-han": "120", "ho-so-giai-quyet": "121"}


@pytest.fixture
async def half_in(commune: Commune) -> Commune:
    """Văn phòng and Phòng Kinh tế are in, the Trung tâm late, the police returned, the military excused."""
    await commune.hands_in(
        "van-phong",
        "AAAA-AAAA-1",
        SHEET_OF_OFFICE,
        counted={"y-kien-nhan-duoc": "7"},
        number="25/BC-VP",
        files=("báo cáo.docx", "../../etc/passwd.pdf"),
    )
    await commune.hands_in("van-phong", "AAAA-AAAA-2", number="25A/BC-VP", files=("báo cáo.docx", "lon.pdf"))
    await commune.hands_in("phong-kinh-te", "BBBB-BBBB-1", SHEET_OF_ECONOMY, files=("CON.xlsx",))
    await commune.hands_in("tt-dvsnc", "CCCC-CCCC-1", SHEET_OF_SERVICES, at=NOW - timedelta(days=1))
    await commune.hands_in(
        "cong-an", "DDDD-DDDD-1", {"van-ban": "99"}, files=("cong an.pdf",), returned="thiếu mục II.6"
    )
    async with commune.database.transaction() as memory:
        memory.reviews.exempt(COMMUNE, (OBLIGATION, PERIOD, "ban-chqs"), "mới thành lập", commune.person, NOW)
    return commune
