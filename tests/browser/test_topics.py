"""A group's topics on the page: tabs by name, what is written in one stands there, what is new elsewhere is counted."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, expect

from sandbox.telegram import rooms
from sandbox.world import World
from tests.browser.conftest import OFFICER, EchoBot
from tests.browser.test_page import PHONE, TOO_WIDE, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_groups_topics_are_tabs_on_a_phone(page: Page, address: str, bot: EchoBot, world: World) -> None:
    group = next(iter(world.groups.values()))
    group.is_forum = True
    topic = rooms.open_topic(world, group, world.people[OFFICER], "Đang xử lý")
    await page.set_viewport_size(PHONE)
    await page.goto(address)
    await page.locator(".tab").nth(2).click()
    window = page.locator(".window.shown")
    tabs = window.locator(".topic-tab")
    await expect(tabs).to_have_text(["Tất cả", "Chung", "Đang xử lý"])
    await tabs.nth(2).click()
    await write(window, "Sáng nay đi xem")
    await expect(window.locator(".bubble .text")).to_have_text(["Sáng nay đi xem"])
    assert [one.thread for one in group.messages.values() if one.words == "Sáng nay đi xem"] == [topic.id]
    await write(window, "/hangdoi@echo_bot")
    await expect(tabs.nth(1).locator(".badge")).to_have_text("2")  # it answers outside the topic
    await tabs.nth(0).click()
    await expect(window.locator(".bubble .topic")).to_have_text(["Đang xử lý"] * 2)
    assert await page.evaluate(TOO_WIDE) == []


async def test_a_group_without_topics_has_no_tabs(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    await expect(page.locator(".window")).to_have_count(3)
    await expect(page.locator(".topics:visible")).to_have_count(0)
