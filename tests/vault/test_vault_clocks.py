"""The law's clocks on a tố cáo in the vault: what each deed does to them, who is warned, and that nothing gets out."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

import docx
import pytest

from bot.papers.makers import MAKERS
from bot.papers.press import Press
from domain.clocks.limits import Case
from domain.messaging.messages import Address
from domain.people.roles import Role
from domain.petitions.lifecycle import Action, NotAllowed, Status
from domain.vault.course import DEEDS, STATUSES, Course, Deed, after_deed, begun, harder_cases, offered
from domain.vault.records import Contents, Filer
from storage.privacy.vault import Record, VaultStore
from tests.lane import open_lane
from tests.petitions.test_clocks import NATION
from tests.petitions.test_running import BY
from tests.running_bot import words
from tests.vault.conftest import COMMUNE, MORNING, Watched

CLOCKS = NATION.clocks
DAY = date(2026, 5, 11)
SECRET = "Bạchđộ"


def deed(action: Action, on: str, case: Case | None = None) -> Deed:
    return Deed(action, "1/QĐ-UBND", date.fromisoformat(on), "vì thế", case)


def course(*deeds: Deed) -> Course:
    gone = begun(1, DAY, CLOCKS, BY)
    for one in deeds:
        now = datetime(one.on.year, one.on.month, one.on.day, 9, tzinfo=BY.zone)
        gone = after_deed(gone, one, now, CLOCKS, BY)
    return gone


ACCEPT = deed(Action.ACCEPT, "2026-05-20")
DECIDE = deed(Action.DECIDE, "2026-06-10")


@pytest.mark.parametrize(
    ("deeds", "due"),
    [
        ((), {"TC-XLBD": "2026-05-20", "TCD-TB": "2026-05-25", "XLD": "2026-05-21"}),
        (
            (deed(Action.EXTEND, "2026-05-18", Case.COMPLEX),),
            {"TC-XLBD": "2026-05-25", "XLD": "2026-05-21"},
        ),
        ((ACCEPT,), {"TC-TBTL": "2026-05-27", "TC-GQ": "2026-06-19"}),
        ((ACCEPT, deed(Action.ANSWER, "2026-05-21")), {"TC-GQ": "2026-06-19"}),
        (
            (ACCEPT, deed(Action.EXTEND, "2026-06-10", Case.COMPLEX)),
            {"TC-TBTL": "2026-05-27", "TC-GQ": "2026-07-20"},
        ),
        (
            (ACCEPT, deed(Action.EXTEND, "2026-06-10", Case.VERY_COMPLEX)),
            {"TC-TBTL": "2026-05-27", "TC-GQ": "2026-08-18"},
        ),
        ((ACCEPT, deed(Action.SUSPEND, "2026-06-01")), {"TC-TBTL": "2026-05-27"}),
        (
            (ACCEPT, deed(Action.SUSPEND, "2026-06-01"), deed(Action.RESUME, "2026-06-11")),
            {"TC-TBTL": "2026-05-27", "TC-GQ": "2026-06-29"},
        ),
        ((ACCEPT, deed(Action.ANSWER, "2026-05-21"), DECIDE), {"TC-TBKL": "2026-06-17"}),
        ((ACCEPT, DECIDE, deed(Action.ANSWER, "2026-06-11")), {}),
        ((deed(Action.REFER, "2026-05-14"),), {}),
        ((deed(Action.DECLINE, "2026-05-14"),), {}),
        ((ACCEPT, deed(Action.WITHDRAW, "2026-05-22")), {}),
    ],
)
def test_what_runs_after_which_deeds(deeds: tuple[Deed, ...], due: dict[str, str]) -> None:
    running = {one.clock: one.due_on.isoformat() for one in course(*deeds).clocks if one.runs}
    assert running == due


def test_every_state_and_deed_is_offered_or_refused() -> None:
    for status in STATUSES:
        one = Course(1, DAY, status=status, clocks=course(ACCEPT).clocks)
        for action in DEEDS:
            if action in offered(one, CLOCKS):
                assert after_deed(one, deed(action, "2026-05-21"), MORNING, CLOCKS, BY).status in STATUSES
    with pytest.raises(NotAllowed):
        after_deed(course(), deed(Action.DECIDE, "2026-05-21"), MORNING, CLOCKS, BY)
    assert offered(course(ACCEPT, deed(Action.CLOSE, "2026-06-11")), CLOCKS) == ()
    assert harder_cases(course(), CLOCKS) == (Case.COMPLEX,)
    assert harder_cases(course(ACCEPT), CLOCKS) == (Case.COMPLEX, Case.VERY_COMPLEX)


def test_it_is_read_as_it_was_written() -> None:
    filer = Filer(Address("telegram", "main", "1"), "1", "Người Kín", 1, "vi")
    gone = course(ACCEPT, deed(Action.SUSPEND, "2026-06-01"), deed(Action.RESUME, "2026-06-11"))
    contents = Contents(filer, ("lời",), course=gone)
    assert Contents.read(contents.written()) == contents
    assert gone.status is Status.ACCEPTED and gone.warn_at


async def _register(watched: Watched, words: str) -> str:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says(words)
    await writer.presses("Giữ niêm phong")
    await watched.chairman.presses("Mở, có lý do")
    await watched.chairman.says("Đối chiếu đơn")
    await watched.chairman.presses("Ghi nhận đơn đã ký")
    await watched.chairman.says("12/ĐTC ngày 03/11/2026")
    async with watched.town.app.database.transaction() as memory:
        [record] = await memory.vault.of_commune(COMMUNE)
    return record.code


async def test_each_step_is_said_once_to_readers_whom_it_does_not_concern(watched: Watched) -> None:
    meant = await watched.town.member("Bạch Văn Tường", COMMUNE, Role.LEADER, "ubnd")
    code = await _register(watched, f"Tôi tố cáo ông Bạch Văn Tường {SECRET} tham ô")
    heard = len(watched.chairman.heard)
    await watched.town.goes_to(MORNING + timedelta(days=20))
    warned = [said for said in watched.chairman.heard[heard:] if "có hạn ngày" in said]
    assert warned and all(code in said and SECRET not in said for said in warned)
    assert max(warned.count(said) for said in warned) <= 4  # soon, over, next, above: all the chairman's
    for other in (meant, watched.officer, watched.group):
        assert not any(code in said for said in other.heard)
    await watched.town.app.timetable.remind()
    assert len([said for said in watched.chairman.heard[heard:] if "có hạn ngày" in said]) == len(warned)


async def test_a_warning_that_broke_off_is_said_once_when_it_is_tried_again(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said and noted together: neither without the other."""
    code = await _register(watched, f"Tôi tố cáo ông {SECRET} trưởng thôn tham ô")
    heard = len(watched.chairman.heard)
    kept = VaultStore.keep

    def breaks(self: VaultStore, record: Record) -> None:
        raise RuntimeError("broken off")

    monkeypatch.setattr(VaultStore, "keep", breaks)
    await watched.town.clock.move_to(MORNING + timedelta(days=16))
    with pytest.raises(RuntimeError, match="broken off"):
        await watched.town.app.timetable.remind()
    await watched.town.quiet()
    assert len(watched.chairman.heard) == heard
    monkeypatch.setattr(VaultStore, "keep", kept)
    for _ in range(2):
        await watched.town.app.timetable.remind()
        await watched.town.quiet()
    warned = Counter(said for said in watched.chairman.heard[heard:] if "có hạn ngày" in said and code in said)
    assert warned and set(warned.values()) == {1}


async def test_what_is_recorded_of_a_form_leaves_nothing_to_read(watched: Watched) -> None:
    code = await _register(watched, f"Tôi tố cáo ông {SECRET} trưởng thôn tham ô")
    for press, said in (
        ("Thụ lý", ["77/QĐ-KÍN ngày 03/11/2026"]),
        ("Tạm đình chỉ", ["78/QĐ-KÍN ngày 03/11/2026", f"Chờ {SECRET} về"]),
        ("Tiếp tục giải quyết", ["79/QĐ-KÍN ngày 03/11/2026 vì xong"]),
    ):
        await watched.chairman.presses(press)
        for words_ in said:
            await watched.chairman.says(words_)
            assert SECRET.encode() not in watched.bytes_kept()
    assert f"“Chờ {SECRET} về”" in watched.chairman.last
    await watched.town.goes_to(MORNING + timedelta(days=40))
    kept = watched.bytes_kept()
    assert SECRET.encode() not in kept and "QĐ-KÍN".encode() not in kept
    assert SECRET not in watched.log.text and code not in watched.log.text
    for other in (watched.officer, watched.group):
        assert not any(SECRET in said or code in said for said in other.heard)


async def test_the_filled_form_goes_to_its_writer_and_nowhere_else(watched: Watched, tmp_path: Path) -> None:
    open_lane(watched.town.app.world, COMMUNE)
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Tôi tố cáo ông Bạch trưởng thôn tham ô")
    await writer.presses("Khai các mục của đơn")
    await writer.presses("Tôi đồng ý")
    answers = ["Kínhọtên", "Xómđịachỉ", "Sốliênhệ", "Bạchbịnêu", "Hànhvisai", "Lúcnơiấy", "Giấytờđó"]
    for answer in answers:
        await writer.says(answer)
    assert "ký tên" in writer.last and watched.traces(*answers) == []
    async with watched.town.app.database.transaction() as memory:
        [record] = await memory.vault.of_commune(COMMUNE)
    press = Press(MAKERS, watched.town.app.world, watched.town.app.database, words(), tmp_path, watched.town.clock)
    made = await press.make(f"denunciation-form/{COMMUNE}/{record.code}", "vi")
    assert isinstance(made, bytes)
    text = "\n".join(line.text for line in docx.Document(io.BytesIO(made)).paragraphs)
    assert all(answer in text for answer in answers) and "Nghi Dương" in text
    await watched.chairman.presses("Mở, có lý do")
    await watched.chairman.says("Xem để hướng dẫn")
    assert "Bạchbịnêu" in watched.chairman.last
    assert not any(own in watched.chairman.last for own in ("Kínhọtên", "Xómđịachỉ", "Sốliênhệ"))
