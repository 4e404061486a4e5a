"""A code that is drawn a second time: whoever drew it gets another, and nobody's case is touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from domain.petitions.codes import codes_in
from tests.town import Person, open_town

MORNING = datetime(2026, 5, 18, 8, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
COMMUNE = "nghi-duong"
DRAWN = [1, 1, 2]


def drawing() -> Callable[[int], bytes]:
    """The first two draw the same."""
    numbers: Iterator[int] = iter(DRAWN)
    return lambda length: next(numbers).to_bytes(length)


async def code_of(person: Person, label: str) -> str:
    await person.presses(label)
    (code,) = {code for said in person.heard for code in codes_in(said)}
    return code


async def test_a_petition_is_filed_under_another_code(tmp_path: Path) -> None:
    async with open_town(tmp_path, MORNING) as town:
        lan, hung = [await town.citizen(name, COMMUNE) for name in ("bà Lan", "ông Hùng")]
        object.__setattr__(town.app.world, "random", drawing())
        await lan.says("Cống trước chợ tắc hai hôm nay")
        first = await code_of(lan, "Đồng ý và gửi")
        await hung.says("Xin hỏi giờ mở cửa của thư viện xã")
        second = await code_of(hung, "Đồng ý và gửi")
        assert first != second
        await lan.says(first)
        assert "Mã tra cứu" in lan.last and "Phản ánh" in lan.last
        assert not any("lỗi" in said for said in hung.heard)


async def test_what_is_sealed_is_never_written_over(tmp_path: Path) -> None:
    async with open_town(tmp_path, MORNING) as town:
        kin, linh = [await town.citizen(name, COMMUNE) for name in ("ông Kín", "bà Linh")]
        object.__setattr__(town.app.world, "random", drawing())
        await kin.says("Tôi tố cáo ông Bạch Hổ nhận hối lộ")
        first = await code_of(kin, "Giữ niêm phong")
        await linh.says("Tôi tố cáo bà Bạch Cúc giả mạo chữ ký")
        assert first != await code_of(linh, "Giữ niêm phong")
        async with town.app.database.transaction() as memory:
            kept = await memory.vault.by_code(first)
        assert kept
        assert "Bạch Hổ" in town.app.world.vault.opened(kept.contents, first)
