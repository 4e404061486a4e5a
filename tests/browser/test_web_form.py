"""The web form in a browser whose scripts are off, as narrow as an old phone and as wide as an office's screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from sandbox.server import running
from tests.web_form.conftest import HERE, Site

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module"), pytest.mark.timeout(60)]

STORY = "Đèn đường ngõ 3 thôn Trà Phương hỏng đã 5 hôm, xin sửa giúp."
ENOUGH = 4.5  # WCAG 2.2, 1.4.3: of normal letters to what is behind them
CONTRASTS = """() => {
  const light = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    const colour = node ? getComputedStyle(node).backgroundColor : "rgb(255, 255, 255)";
    return colour === "rgba(0, 0, 0, 0)" ? behind(node.parentElement) : colour;
  };
  return [...document.querySelectorAll("body *")].filter((node) => node.checkVisibility()).map((node) => {
    const [low, high] = [getComputedStyle(node).color, behind(node)].map(light).sort((a, b) => a - b);
    return [node.outerHTML.slice(0, 60), (high + 0.05) / (low + 0.05)];
  });
}"""


@pytest_asyncio.fixture(loop_scope="module")
async def form(tmp_path: Path) -> AsyncIterator[str]:
    site = Site(tmp_path)
    await site.start()
    async with running(site.web) as address:
        yield f"{address}/{HERE}"
    await site.close()


@pytest.mark.parametrize(("width", "language"), [(320, "vi"), (390, "en"), (1280, "vi")])
async def test_it_is_used_without_scripts_at_any_width(
    form: str, browser: Browser, width: int, language: str
) -> None:
    viewport = {"width": width, "height": 700}
    context = await browser.new_context(viewport=viewport, java_script_enabled=False)  # type: ignore[arg-type]
    page = await context.new_page()
    page.set_default_timeout(8000)
    await page.goto(f"{form}?lang={language}")
    await _is_readable(page, width)

    await page.locator("main form > button").click()  # nothing written
    notice = page.get_by_role("alert")
    await expect(notice).to_be_focused()
    await expect(notice).to_be_in_viewport()
    await _is_readable(page, width)
    await notice.get_by_role("link").click()
    await expect(page).to_have_url(f"{form}#words")

    await page.locator("#words").fill(STORY)
    await page.locator("main form > button").click()
    await _is_readable(page, width)
    await page.locator("button.primary").click()
    await expect(page.locator(".keep strong")).to_be_visible()
    await _is_readable(page, width)
    await context.close()


async def test_a_keyboard_is_enough(form: str, browser: Browser) -> None:
    context = await browser.new_context(java_script_enabled=False, locale="vi-VN")
    page = await context.new_page()
    await page.goto(form)
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await expect(page.locator(".skip")).to_be_in_viewport()
    await page.keyboard.press("Tab")
    await expect(page.locator("#words")).to_be_focused()
    await page.keyboard.type(STORY)
    await page.keyboard.press("Tab")
    await expect(page.locator("#files")).to_be_focused()  # and never the field that people do not see
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator(".said")).to_contain_text(STORY)
    await context.close()


async def _is_readable(page: Page, width: int) -> None:
    """Nothing to be scrolled for sideways, and letters that stand out."""
    assert await page.evaluate("document.documentElement.scrollWidth") <= width
    assert [found for found in await page.evaluate(CONTRASTS) if found[1] < ENOUGH] == []
