"""The lane of a commune that opened it, the copy for the level above, and buttons that nobody may forge."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from pydantic import SecretStr
from structlog.testing import capture_logs
from typer.testing import CliRunner

from bot.cli import app
from bot.keys import Keys
from bot.strongbox import KeyedStrongbox, tell_of_other_key
from domain.people.roles import Role
from domain.vault.records import Contents
from tests.hostile.conftest import forges, words_of
from tests.lane import open_lane
from tests.vault.conftest import COMMUNE, Watched

SECRET = "a passphrase of many words"


async def _contents(watched: Watched) -> Contents:
    async with watched.town.app.database.transaction() as memory:
        [record] = await memory.vault.of_commune(COMMUNE)
    return Contents.read(watched.town.app.world.vault.opened(record.contents, record.code))


async def test_each_answer_is_locked_at_once(watched: Watched) -> None:
    open_lane(watched.town.app.world, COMMUNE)
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Tôi tố cáo ông Bạch trưởng thôn tham ô")
    await writer.presses("Khai các mục của đơn")
    await writer.presses("Tôi đồng ý")
    answers = ["Kínhọtên", "Xómđịachỉ", "Sốliênhệ", "Bạchbịnêu", "Hànhvisai", "Lúcnơiấy"]
    for answer in answers:
        await writer.says(answer)
        assert watched.traces(answer) == []
    await writer.presses("Bỏ qua mục này")
    assert watched.traces(*answers) == []
    contents = await _contents(watched)
    assert list(contents.fields.values()) == answers and "tham ô" in contents.words


async def test_whoever_does_not_consent_goes_on_as_before(watched: Watched) -> None:
    open_lane(watched.town.app.world, COMMUNE)
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Tôi tố cáo ông Bạch trưởng thôn tham ô")
    await writer.presses("Khai các mục của đơn")
    await writer.presses("Không đồng ý")
    await writer.presses("Giữ niêm phong")
    assert (await _contents(watched)).fields == {}


async def test_there_is_no_lane_where_nobody_opened_it(watched: Watched) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Tôi tố cáo ông Bạch trưởng thôn tham ô")
    assert "đã cũ" in words_of(await forges(writer, "nd:"))


@pytest.mark.parametrize("press", ["no", "nf", "nl", "ng", "nt"])
async def test_a_forged_button_opens_nothing(watched: Watched, press: str) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Tôi tố cáo ông Bạch trưởng thôn tham ô")
    await writer.presses("Giữ niêm phong")
    async with watched.town.app.database.transaction() as memory:
        [record] = await memory.vault.of_commune(COMMUNE)
    for who in (writer, watched.officer):
        assert "niemphong" in words_of(await forges(who, f"{press}:{record.code}"))
    async with watched.town.app.database.transaction() as memory:
        assert await memory.vault.openings(record.code) == []


async def test_another_key_is_told_of_at_the_start(watched: Watched) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    await writer.says("Tôi tố cáo ông Hùng địa chính xã tham ô")
    await writer.presses("Giữ niêm phong")
    strongbox = watched.town.app.world.vault
    other = KeyedStrongbox(Keys(SecretStr("another secret, of thirty-two letters"), Path("none")))
    with capture_logs() as told:
        await tell_of_other_key(watched.town.app.database, strongbox)
        assert told == []
        await tell_of_other_key(watched.town.app.database, other)
    assert [one["event"] for one in told] == ["vault.locked_with_another_key"]


async def test_the_copy_for_the_level_above(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    writer = await watched.town.citizen("Người Kín", COMMUNE)
    son = await watched.town.member("Trần Văn Sơn", COMMUNE, Role.LEADER, "ubnd")
    await writer.sends(photo=True, caption="Tôi tố cáo ông Hùng địa chính xã tham ô")
    await writer.presses("Giữ niêm phong")
    await watched.town.app.fetcher.fetch_some()
    async with watched.town.app.database.transaction() as memory:
        [record] = await memory.vault.of_commune(COMMUNE)
    await watched.town.closes()

    monkeypatch.setenv("NHIPDAN_DATA", str(watched.town.settings.data))
    monkeypatch.setattr("bot.cli.vault.SystemClock", lambda: watched.town.clock)
    runner, file, folder = CliRunner(), tmp_path / "copy.json", tmp_path / "read"
    asked = f"Cấp trên yêu cầu\n{SECRET}\n{SECRET}\n"
    done = await asyncio.to_thread(
        runner.invoke, app, ["vault", "export", record.code, "--to", str(file)], input=asked
    )
    assert done.exit_code == 0, done.output
    assert "tham ô" not in file.read_text() and "Kín" not in file.read_text()
    wrong = await asyncio.to_thread(
        runner.invoke, app, ["vault", "open", str(file), "--to", str(folder)], input="something else entirely\n"
    )
    assert wrong.exit_code == 1 and not folder.exists()
    read = await asyncio.to_thread(
        runner.invoke, app, ["vault", "open", str(file), "--to", str(folder)], input=f"{SECRET}\n"
    )
    assert read.exit_code == 0, read.output
    assert json.loads((folder / "record.json").read_text())["parts"] == ["Tôi tố cáo ông Hùng địa chính xã tham ô"]
    assert (folder / "file-1").stat().st_size > 0
    await watched.town.opens()
    async with watched.town.app.database.transaction() as memory:
        [opening] = await memory.vault.openings(record.code)
    assert (opening.how, opening.opened_by) == ("exported", "the command line")
    assert record.code in son.heard[-1] and "xuất thành tệp có mật khẩu" in son.heard[-1]
