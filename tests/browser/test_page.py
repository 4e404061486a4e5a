"""The demo page as a visitor uses it, in a real browser."""

from __future__ import annotations

import base64

import pytest
from playwright.async_api import Browser, FilePayload, Locator, Page, ViewportSize, expect

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.browser.conftest import CITIZEN, EchoBot

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

PHONE = ViewportSize(width=390, height=844)
ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TOO_WIDE = """
    [...document.querySelectorAll(".window.shown .bubble, .window.shown .composer, .bar > *, .clock-bar *")]
        .filter((node) => node.getBoundingClientRect().right > innerWidth + 1)
        .map((node) => node.className)
"""


def window(page: Page, number: int) -> Locator:
    return page.locator(".window").nth(number)


async def write(where: Locator, text: str) -> None:
    await where.locator("textarea").fill(text)
    await where.locator("textarea").press("Enter")


async def test_what_a_person_writes_and_the_bot_answers_is_shown(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    citizen = window(page, 0)
    await write(citizen, "Đèn đường hỏng")
    await expect(citizen.locator(".mine .text")).to_have_text("Đèn đường hỏng")
    await expect(citizen.locator(".theirs .text")).to_have_text("Nghe: Đèn đường hỏng")
    await expect(citizen.locator(".theirs b")).to_have_text("Nghe:")
    await expect(window(page, 1).locator(".bubble")).to_have_count(0)


async def test_data_is_text_and_never_markup(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    await write(window(page, 0), "<img src=x onerror=alert(1)>")
    await expect(window(page, 0).locator(".theirs .text")).to_have_text("Nghe: <img src=x onerror=alert(1)>")
    await expect(page.locator(".text img")).to_have_count(0)


async def test_a_press_reaches_the_bot_and_its_answer_is_shown(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    citizen = window(page, 0)
    await citizen.get_by_role("button", name="Bắt đầu").click()
    await citizen.get_by_role("button", name="Nhận").click()
    await expect(citizen.locator(".alerts .notice")).to_have_text("Đã bấm take")
    assert [update["callback_query"]["from"]["id"] for update in bot.heard if "callback_query" in update] == [
        CITIZEN
    ]


async def test_a_deep_link_presses_start_as_that_person(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    await window(page, 1).get_by_role("button", name="Bắt đầu").click()
    await window(page, 1).get_by_role("link", name="Mở lời mời").click()
    await expect(window(page, 1).locator(".mine .text").last).to_have_text("/start invitation-1")
    assert page.url.startswith(address)


async def test_a_suggestion_is_sent_by_one_click(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    await window(page, 0).locator(".suggestion").click()
    await expect(window(page, 0).locator(".theirs .text")).to_have_text("Nghe: Đèn đường hỏng")
    await window(page, 0).locator(".chip").click()
    await expect(window(page, 0).locator(".mine")).to_have_count(2)


async def test_commands_are_offered_while_typing(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    field = window(page, 1).locator("textarea")
    await expect(
        window(page, 1).get_by_role("button", name="Bắt đầu")
    ).to_be_visible()  # the commands have come too
    await field.fill("/ha")
    await expect(window(page, 1).get_by_role("option")).to_have_count(2)
    await field.press("ArrowDown")
    await field.press("Enter")
    await field.fill("/han")  # the beginning of another command, and one itself
    await field.press("Enter")
    await expect(window(page, 1).locator(".mine .text")).to_have_text(["/hangdoi", "/han"])


async def test_files_reach_the_bot(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    photos, documents = (window(page, 0).locator("input[type=file]").nth(i) for i in (0, 1))
    report = FilePayload(name="báo cáo.docx", mimeType="application/octet-stream", buffer=b"x" * 2048)
    await documents.set_input_files([report])
    await expect(window(page, 0).locator(".attachment")).to_contain_text("báo cáo.docx2 KB")
    [document] = [message["document"] for message in await bot.hears(1)]
    assert (document["file_name"], document["file_size"]) == ("báo cáo.docx", 2048)

    pictures = [FilePayload(name=f"{i}.png", mimeType="image/png", buffer=ONE_PIXEL) for i in (1, 2)]
    await photos.set_input_files(pictures)
    await expect(window(page, 0).locator(".photos img")).to_have_count(2)
    assert len({message["media_group_id"] for message in (await bot.hears(3))[1:]}) == 1


async def test_samples_for_a_visitor_without_files(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    for label in ("Ảnh mẫu", "Báo cáo mẫu", "Tin thoại mẫu", "Vị trí mẫu", "Nhãn dán"):
        await window(page, 0).get_by_role("button", name="Đính kèm").click()
        await window(page, 0).get_by_role("menuitem", name=label).click()
    await expect(window(page, 0).locator(".mine")).to_have_count(5)
    kinds = ("photo", "document", "voice", "location", "sticker")
    assert {kind for message in await bot.hears(5) for kind in kinds if kind in message} == set(kinds)


async def test_replies_and_corrections(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    citizen = window(page, 0)
    await write(citizen, "một")
    await citizen.locator(".theirs .tools button").click()
    await write(citizen, "hai")
    await expect(citizen.locator(".mine .quote")).to_contain_text("Nghe: một")
    await citizen.locator(".mine").last.get_by_role("button", name="Sửa tin").click()
    await write(citizen, "ba")
    await expect(citizen.locator(".mine .text").last).to_have_text("ba")
    await expect(citizen.locator(".mine .stamp").last).to_contain_text("đã sửa")


async def test_the_clock_moves(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    face = page.locator(".clock-face time")
    await expect(face).to_have_text("Thứ Tư, 20/05/2026 08:00")
    await page.get_by_role("button", name="+1 ngày làm việc").click()
    await expect(face).to_have_text("Thứ Năm, 21/05/2026 08:00")
    await page.get_by_label("Chọn ngày giờ").fill("2026-06-04T07:30")
    await page.get_by_role("button", name="Chuyển").click()
    await expect(face).to_have_text("Thứ Năm, 04/06/2026 07:30")
    await expect(page.locator(".stop")).to_have_text(["04/06/2026 07:30"])


async def test_a_phone_shows_one_window_and_nothing_overflows(page: Page, address: str, bot: EchoBot) -> None:
    await page.set_viewport_size(PHONE)
    await page.goto(address)
    await write(window(page, 0), "Dài " * 60 + "x" * 200)
    await expect(window(page, 0).locator(".theirs")).to_have_count(1)
    await page.get_by_role("button", name="Chỉnh ngày giờ").click()
    for number in range(3):
        await page.locator(".tab").nth(number).click()
        await expect(page.locator(".window:visible")).to_have_count(1)
        assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
        assert await page.evaluate(TOO_WIDE) == []


async def test_a_hidden_window_counts_what_nobody_has_read(page: Page, address: str, bot: EchoBot) -> None:
    await page.set_viewport_size(PHONE)
    await page.goto(address)
    badge = page.locator(".tab").nth(0).locator(".badge")
    await window(page, 0).get_by_role("button", name="Bắt đầu").click()
    await expect(window(page, 0).locator(".theirs")).to_have_count(1)
    await page.locator(".tab").nth(1).click()
    await bot.call("sendMessage", chat_id=CITIZEN, text="Nhắc")
    await expect(badge).to_have_text("1")
    await page.locator(".tab").nth(0).click()
    await expect(badge).to_be_hidden()


async def test_another_commune_and_another_language(page: Page, address: str, bot: EchoBot) -> None:
    await page.goto(address)
    await page.get_by_label("Xã, phường").select_option("Xã Hai")
    await expect(page.locator(".window")).to_have_count(1)
    await page.get_by_role("button", name="EN").click()
    await expect(window(page, 0).get_by_role("button", name="Start")).to_be_visible()
    await expect(page.locator(".window")).to_have_count(1)
    await page.reload()
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_english_is_complete(page: Page, address: str) -> None:
    await page.goto(address)
    words = await page.evaluate("import('/page/words.js').then(({ WORDS }) => WORDS)")
    assert words["en"].keys() == words["vi"].keys()
    assert not [key for key, sentence in words["en"].items() if not sentence.strip()]


async def test_without_a_cast_everybody_in_the_sandbox_has_a_window(page: Page, world: World) -> None:
    async with serve(create_app(world)) as address:
        await page.goto(address)
        await expect(page.locator(".window h2")).to_have_text(
            ["Nguyễn Thị Lan", "Phạm Quốc Bảo", "Tổ tiếp công dân"]
        )
        await page.goto("about:blank")


async def test_a_lost_connection_is_said_and_found_again(browser: Browser, world: World) -> None:
    context = await browser.new_context()
    page = await context.new_page()
    async with serve(create_app(world)) as address:
        await page.goto(address)
        await expect(page.locator(".window")).to_have_count(2)
    await expect(page.get_by_role("alert")).to_contain_text("Mất kết nối")
    async with serve(create_app(world), int(address.rpartition(":")[2])):
        await expect(page.get_by_role("alert")).to_be_hidden()
        await expect(page.locator(".window")).to_have_count(2)
    await context.close()
