"""The demo itself: all three messengers on one page, and a petition filed in Zalo by its numbers and buttons."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import Locator, Page, expect
from rich.console import Console

from bot.demo.run import run_demo
from tests.browser.test_page import write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(90)]

STORY = "Đèn đường đầu thôn hỏng cả tuần nay, tối các cháu đi học về rất nguy hiểm"


@pytest_asyncio.fixture(loop_scope="module")
async def demo(tmp_path: Path) -> AsyncIterator[str]:
    """Until its /healthz says that everybody is registered. Asked for before the page, so that the page is closed first:
    one that loses its server complains."""
    with socket.create_server(("127.0.0.1", 0)) as chosen:
        port = chosen.getsockname()[1]
    running = asyncio.create_task(run_demo(port, tmp_path / "demo", Console(quiet=True)))
    base = f"http://127.0.0.1:{port}"
    async with httpx.AsyncClient(base_url=base, trust_env=False) as client:
        while not await _healthy(client):
            assert not running.done()
            await asyncio.sleep(0.1)
    yield base
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def _healthy(client: httpx.AsyncClient) -> bool:
    try:
        return (await client.get("/healthz")).is_success
    except httpx.TransportError:
        return False


async def test_a_petition_is_filed_on_both_of_zalos_interfaces(demo: str, page: Page) -> None:
    await page.goto(demo)
    for kind in ("telegram", "zalo-bot", "zalo-oa"):
        await expect(page.locator(f".window.citizen.{kind}")).to_have_count(1)
    bot, official = page.locator(".window.citizen.zalo-bot"), page.locator(".window.citizen.zalo-oa")
    for citizen in (bot, official):
        await write(citizen, STORY)
        await expect(_last(citizen)).to_contain_text("Nội dung:")
    await expect(_last(bot)).to_contain_text("1. Đồng ý và gửi")
    await expect(bot.locator(".key")).to_have_count(0)
    await write(bot, "1")
    await official.get_by_role("button", name="Đồng ý và gửi").click()
    for citizen in (bot, official):
        await expect(_last(citizen)).to_contain_text("Mã tra cứu")


async def test_a_petition_is_filed_on_the_web_page(demo: str, page: Page) -> None:
    await page.goto(demo)
    await page.get_by_role("button", name="Trang web").click()
    async with page.context.expect_page() as opened:
        await page.get_by_role("link", name="Mở trang web", exact=True).click()
    form = await opened.value
    await form.locator("#words").fill(STORY)
    await form.get_by_role("button", name="Gửi", exact=True).click()
    await form.get_by_role("button", name="Đồng ý và gửi").click()
    code = await form.locator(".keep strong").inner_text()
    await expect(_last(page.locator(".window.group"))).to_contain_text(f"khi tra cứu mã {code}")


async def test_a_reminder_reaches_a_unit_in_zalo(demo: str, page: Page) -> None:
    await page.goto(demo)
    staff = page.locator(".window.staff.zalo-bot")
    await expect(_last(staff)).to_contain_text("Hạn báo cáo")
    await page.get_by_role("button", name="Đến sáng nhắc tiếp theo").click()
    await expect(_last(staff)).to_contain_text("để nộp")
    await expect(_last(staff)).to_contain_text("1. Nộp")


def _last(window: Locator) -> Locator:
    return window.locator(".theirs .text").last
