"""To whoever lacks the right, an officer's command is answered as one that does not exist, in private and in a group."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.people.roles import Can, Member, Role, may
from handlers.book import COMMANDS
from tests.casework.office import COMMUNE, OFFICE
from tests.town import open_town

MORNING = datetime(2026, 5, 18, 1, 30, tzinfo=UTC)
RIGHTS = (Can.TRIAGE, Can.SEE_QUEUE, Can.GUARD)
EVERYBODYS = {name for one in COMMANDS if one.needs is None for name in (one.name, *one.aliases)}
"""Names that mean something else to others: to citizens, /huongdan is help."""
OFFICERS = [one for one in COMMANDS if one.needs in RIGHTS and one.name not in EVERYBODYS]


@pytest.mark.parametrize("role", [None, *Role], ids=str)
async def test_as_if_it_did_not_exist(tmp_path: Path, role: Role | None) -> None:
    async with open_town(tmp_path, MORNING) as town:
        citizen = await town.citizen("Nguyễn Thị Lan", COMMUNE)
        await citizen.says("Đèn đường thôn Đông hỏng cả tuần nay")
        await citizen.presses("Đồng ý và gửi")
        async with town.app.database.transaction() as memory:
            code = (await memory.petitions.queue(COMMUNE, OFFICE, after=None, limit=1, restricted=False))[0].code
        owner = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
        who = await town.member("Ai đó", COMMUNE, role, OFFICE) if role else await town.citizen("Ai đó", COMMUNE)
        group = await town.group("Tổ tiếp nhận", owner, Member(COMMUNE, OFFICE, Role.OFFICER), who)
        held = [Member(COMMUNE, OFFICE, role)] if role else []
        for place in (who, who.in_group(group.group or 0)):
            for command in OFFICERS:
                answered = await place.says(f"/{command.name} {code}")
                unknown = any(f"Không có lệnh /{command.name}." in one.words for one in answered)
                assert unknown is not may(held, COMMUNE, command.needs or Can.TRIAGE), (command.name, answered)


@pytest.mark.parametrize(("said", "meant"), [("giaho", "giao"), ("thuli", "thuly"), ("quyetdin", "quyetdinh")])
async def test_rare_work_is_found_although_no_menu_names_it(tmp_path: Path, said: str, meant: str) -> None:
    async with open_town(tmp_path, MORNING) as town:
        officer = await town.member("Đ/c Oai", COMMUNE, Role.OFFICER, OFFICE)
        citizen = await town.citizen("Nguyễn Thị Lan", COMMUNE)
        for who, told in ((officer, True), (citizen, False)):
            await who.says(f"/{said}")
            assert (f"/{meant}?" in who.last) is told
