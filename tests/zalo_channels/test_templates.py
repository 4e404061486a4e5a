"""Templates: what is announced to people whose window is closed, for money, and what happens where Zalo refuses."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.responses import Response

from bot.accounts import open_channels
from bot.channels.base import Channel, Rendered, RenderedNotice, Why
from bot.channels.zalo_oa.templates import Template
from bot.settings import Settings, SettingsWrong, read_settings
from bot.zalo_check import check_all
from domain.messaging.notices import Occasion
from domain.people.roles import Role
from sandbox.control.zalo import bodies, turning
from sandbox.zalo.faults import ZaloFault
from sandbox.zalo.model import Message
from storage.messaging.notices import Announced
from tests.channels.conftest import until
from tests.messengers.zalo import ZaloOa
from tests.town import Person, Town, open_town
from tests.zalo_channels.fake import error
from tests.zalo_channels.test_oa import LAN, Stage, stage

__all__ = ["stage"]
PATH = "/v3.0/oa/message/template"
COMMUNE, CLERKS = "gia-vien", "van-phong"
START = datetime(2026, 4, 6, 10, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
GAPS = {"code": "K7M2-9QXT-4", "date": "15/04/2026", "commune": "xã Gia Viễn", "state": "Đã trả lời"}
NEWS = Rendered("", notice=RenderedNotice(Occasion.RESULT, GAPS))


@pytest.mark.parametrize(
    ("template", "data"),
    [
        (Template("301", {"ma": "code", "ngay": "date"}), {"ma": "K7M2-9QXT-4", "ngay": "15/04/2026"}),
        (Template("301", {"noi": "commune", "nơi_2": "commune"}), {"noi": "xã Gia Viễn", "nơi_2": "xã Gia Viễn"}),
        (
            Template("301", {"noi": "commune", "tt": "state"}, longest=10),
            {"noi": "xã Gia Vi…", "tt": "Đã trả lời"},
        ),
        (Template("301", {}), {}),
    ],
)
async def test_a_notice_fills_the_template_of_its_occasion(
    stage: Stage, template: Template, data: dict[str, str]
) -> None:
    sent = await stage.channel(templates={Occasion.RESULT: template}).send(LAN, NEWS)
    (asked,) = stage.zalo.asked
    assert (asked.path, asked.headers["access_token"]) == (PATH, "access-0")
    assert asked.body == {"user_id": LAN.chat, "template_id": "301", "template_data": data}
    assert sent.message_ids == ("z1",)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (error(-131, "not approved"), Why.REFUSED),
        (error(-115, "no money"), Why.REFUSED),
        (error(-235), Why.REFUSED),
        (error(-211), Why.REFUSED),  # of templates: the account goes on saying what is free
        (error(-212), Why.REFUSED),
        (error(-213), Why.REFUSED),
        (error(-9999), Why.REFUSED),
        (error(-32), Why.PAUSE_ALL),
        (Response("<html>", 502), Why.UNKNOWN),
        (Response("<html>", 200), Why.UNKNOWN),
    ],
    ids=str,
)
async def test_a_refusal_says_nothing_of_other_messages(stage: Stage, answer: Any, why: Why) -> None:
    stage.zalo.will("template", answer)
    templates = {Occasion.RESULT: Template("301", {"ma": "code"})}
    assert (await stage.failure(NEWS, templates=templates)).why is why


async def test_what_has_no_template_is_not_sent(stage: Stage) -> None:
    assert (await stage.failure(NEWS)).why is Why.REFUSED
    assert stage.paths() == []


@pytest.mark.parametrize(
    ("given", "complaint"),
    [
        ("off", "not JSON"),
        ('{"greeting": {"id": "1", "params": {}}}', "receipt"),
        ('{"result": {"params": {}}}', "required"),
        ('{"result": {"id": "1", "params": {"noi_dung": "words"}}}', "result has no words; there are code,"),
    ],
)
def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, given: str, complaint: str) -> None:
    monkeypatch.setenv("NHIPDAN_ZALO_OA_TEMPLATES", given)
    for name in ("APP_ID", "APP_SECRET", "SECRET_KEY"):
        monkeypatch.setenv(f"NHIPDAN_ZALO_OA_{name}", "x")
    with pytest.raises(SettingsWrong, match=complaint):
        open_channels(read_settings())


class StrictOa(ZaloOa):
    """With its reply windows, on both sides."""

    def settle(self, sandbox: Any, own: str) -> None:
        super().settle(sandbox, own)
        sandbox.zalo.switches.windows = True

    def loosen(self, channel: Channel) -> None:
        pass


RESULT = {"id": 301, "params": {"ma": "code", "ngay": "date", "xa": "commune", "tt": "state"}}
REMINDER = {"id": 302, "params": {"bc": "report", "han": "due", "con": "state", "dv": "unit"}}
APPROVED = (
    bodies.Template(
        account="zalo_oa",
        id="301",
        title="Kết quả",
        words="Hồ sơ {ma} tại {xa}: {tt} ngày {ngay}. Xin mở trò chuyện.",
    ),
    bodies.Template(account="zalo_oa", id="302", title="Nhắc báo cáo", words="{dv}: {bc}, hạn {han} ({con})."),
)


@dataclass
class Affair:
    """A petition that was taken in nine days ago, and whoever speaks of it."""

    town: Town
    citizen: Person
    officer: Person
    code: str

    async def answers(self, words: str) -> None:
        await self.officer.says(f"/traloi {self.code} {words}")

    async def speaks(self) -> str:
        """What they then hear."""
        said: list[Any] = await self.citizen.says("Chào")
        return "\n".join(one.content.text for one in said)

    @property
    def heard(self) -> list[Message]:
        return self.town.messenger.heard(self.citizen)

    @property
    def all_said(self) -> list[Message]:
        return [*self.heard, *self.town.messenger.heard(self.officer)]

    @property
    def told_to_telephone(self) -> int:
        return sum("gọi điện" in one.content.text for one in self.all_said)

    @property
    def cards(self) -> list[str]:
        return [message.content.text for message in self.heard if message.content.kind == "template"]


@asynccontextmanager
async def nine_days_later(folder: Path, **settings: Any) -> AsyncIterator[Affair]:
    async with open_town(folder, START, messenger=StrictOa(), communes=(COMMUNE,), **settings) as town:
        for template in APPROVED:
            turning.template(town.sandbox, template)
        officer = await town.member("Yến", COMMUNE, Role.OFFICER, CLERKS)
        citizen = await town.citizen("Hùng", COMMUNE)
        await citizen.says("Cột điện nghiêng sắp đổ")
        await citizen.presses("Đồng ý và gửi")
        async with town.app.database.transaction() as memory:
            found = await memory.people.find("zalo_oa", "main", town.messenger.heard(citizen)[0].chat.id)
            assert found
            (petition,) = await memory.petitions.of_person(found[0].id, COMMUNE, 5)
        await town.clock.move_to(START + timedelta(days=9))
        yield Affair(town, citizen, officer, petition.code)


async def test_a_result_on_the_ninth_day_is_announced_and_said_when_they_write(tmp_path: Path) -> None:
    templates = {"receipt": RESULT, "result": RESULT}
    async with nine_days_later(tmp_path, zalo_oa_templates=templates, zalo_oa_paid_sends=True) as affair:
        assert affair.cards == []  # the receipt went while the window was open
        assert affair.code in affair.heard[-1].content.text
        await affair.answers("Đã dựng lại cột điện.")
        await until(lambda: bool(affair.cards))
        assert affair.cards == [
            f"Hồ sơ {affair.code} tại phường Gia Viên: Đã trả lời ngày 15/04/2026. Xin mở trò chuyện."
        ]
        said = await affair.speaks()
        assert said.count("Đã dựng lại cột điện.") == 1
        assert affair.told_to_telephone == 0
        async with affair.town.app.database.transaction() as memory:
            assert (await memory.traffic.month("zalo_oa", "main", "2026-04")).said == len(affair.all_said)
            assert await memory.notices.since("zalo_oa", "main", START) == Announced(sent=1, lost=0)


async def test_twice_in_one_silence_is_paid_for_once(tmp_path: Path) -> None:
    async with nine_days_later(tmp_path, zalo_oa_templates={"result": RESULT}) as affair:
        await affair.answers("Đã dựng lại cột điện.")
        await until(lambda: len(affair.cards) == 1)
        await affair.answers("Đã thay cả dây.")
        said = await affair.speaks()
        assert len(affair.cards) == 1
        assert "Đã dựng lại cột điện." in said
        assert "Đã thay cả dây." in said
        await affair.town.clock.move_to(START + timedelta(days=12))
        await affair.answers("Đã nghiệm thu.")
        await until(lambda: len(affair.cards) == 2)


@pytest.mark.parametrize(
    "templates",
    [
        {},
        {"question": RESULT},
        {"result": {**RESULT, "id": "999"}},
        {"result": {**RESULT, "params": {"ma": "code"}}},
    ],
    ids=["none", "none for results", "not approved", "a parameter is missing"],
)
async def test_without_one_an_officer_telephones(tmp_path: Path, templates: Any) -> None:
    async with nine_days_later(tmp_path, zalo_oa_templates=templates) as affair:
        await affair.answers("Đã dựng lại cột điện.")
        await until(lambda: affair.told_to_telephone == 1)
        assert affair.cards == []
        assert "Đã dựng lại cột điện." in await affair.speaks()


@pytest.mark.parametrize("given", [{"code": -115}, {"malformed": True}, {"code": -9999, "anyway": True}], ids=str)
async def test_a_refused_one_is_not_repeated(tmp_path: Path, given: dict[str, Any]) -> None:
    async with nine_days_later(tmp_path, zalo_oa_templates={"result": RESULT}) as affair:
        affair.town.sandbox.zalo.faults.order(ZaloFault(method=PATH[1:], **given))
        await affair.answers("Đã dựng lại cột điện.")
        await until(lambda: affair.told_to_telephone == 1)
        assert len(affair.cards) == (1 if "anyway" in given else 0)


async def test_a_reminder_is_announced(tmp_path: Path) -> None:
    settings = {"communes": ("nghi-duong",), "zalo_oa_templates": {"reminder": REMINDER}}
    async with open_town(tmp_path, START, messenger=StrictOa(), **settings) as town:
        turning.template(town.sandbox, APPROVED[1])
        staff = await town.member("Nam", "nghi-duong", Role.STAFF, "phong-kinh-te")
        await town.goes_to(START + timedelta(days=60))
        cards = [one.content.text for one in town.messenger.heard(staff) if one.content.kind == "template"]
        assert cards
        assert all(card.startswith("Phòng Kinh tế: ") and ", hạn " in card for card in cards)


async def test_the_operator_sees_which_occasions_have_one(stage: Stage, tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {
            "data": tmp_path,
            **StrictOa().settings(stage.zalo.root, tmp_path),
            "zalo_oa_app_id": "1",
            "zalo_oa_templates": {"result": RESULT},
        }
    )
    said = {one.about: one.says for one in await check_all(settings)}
    about = "Official Account main template"
    assert said[f"{about} for a result"] == "301 (ma=code, ngay=date, xa=commune, tt=state)"
    assert "none" in said[f"{about} for a reminder"]
    assert said[f"{about}s"].startswith("0 sent, 0 refused or lost since")


def test_the_setting_of_the_guide_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (Path(__file__).parents[2] / "docs" / "how-to" / "zalo-templates.md").read_text("utf-8")
    given = guide.partition("NHIPDAN_ZALO_OA_TEMPLATES='")[2].partition("'\n")[0]
    monkeypatch.setenv("NHIPDAN_ZALO_OA_TEMPLATES", given)
    for name in ("APP_ID", "APP_SECRET", "SECRET_KEY"):
        monkeypatch.setenv(f"NHIPDAN_ZALO_OA_{name}", "x")
    (channel,) = open_channels(read_settings()).values()
    assert channel.caps.announces == frozenset(Occasion) == {Occasion(one) for one in json.loads(given)}
