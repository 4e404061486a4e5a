"""Zalo's windows beside Telegram's: bare text for a bot, a few buttons for an official account, another blue."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, Page, expect

from sandbox.app import create_app
from sandbox.server import serve
from sandbox.world import World
from tests.browser.conftest import CITIZEN, OFFICER, ZALO_BOT, ZALO_OA
from tests.browser.test_page import ONE_PIXEL, PHONE, TOO_WIDE, window, write

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

TOKEN = "77:zalo"
APP = {"app_id": "50554360515256678", "app_secret": "APP-SECRET", "webhook_key": "OA-SECRET"}
TELEGRAM, BOT, OA = 0, 1, 2  # the windows of the third commune


class Zalo:
    """What a program says as the bot and as the official account."""

    def __init__(self, client: httpx.AsyncClient, pair: dict[str, str]) -> None:
        self.client, self.pair = client, pair

    async def hears(self) -> dict[str, Any]:
        answer = await self.client.post(f"/zalo-bot/bot{TOKEN}/getUpdates", json={"timeout": "5"})
        update: dict[str, Any] = answer.json()["result"]
        return update

    async def says(self, chat_id: str, text: str) -> None:
        body = {"chat_id": chat_id, "text": text}
        assert (await self.client.post(f"/zalo-bot/bot{TOKEN}/sendMessage", json=body)).json()["ok"]

    async def offers(self, user_id: str, text: str, *buttons: dict[str, Any]) -> None:
        attachment = {"type": "template", "payload": {"buttons": list(buttons)}}
        body = {"recipient": {"user_id": user_id}, "message": {"text": text, "attachment": attachment}}
        headers = {"access_token": self.pair["access_token"]}
        answer = await self.client.post("/zalo-oa/v2.0/oa/message", json=body, headers=headers)
        assert answer.json()["error"] == 0, answer.text

    async def announces(self, user_id: str, title: str, words: str, **data: str) -> None:
        template = {"account": ZALO_OA, "id": "7895", "title": title, "words": words}
        (await self.client.post("/_sandbox/zalo/templates", json=template)).raise_for_status()
        body = {"user_id": user_id, "template_id": "7895", "template_data": data}
        headers = {"access_token": self.pair["access_token"]}
        answer = await self.client.post("/zalo-oa/v3.0/oa/message/template", json=body, headers=headers)
        assert answer.json()["error"] == 0, answer.text


@pytest_asyncio.fixture(loop_scope="module")
async def zalo(address: str) -> AsyncIterator[Zalo]:
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        bot = {"key": ZALO_BOT, "token": TOKEN, "name": "Bot nhắc lại"}
        (await client.post("/_sandbox/zalo/bots", json=bot)).raise_for_status()
        oa = {"key": ZALO_OA, "name": "UBND Xã Ba"} | APP
        pair = (await client.post("/_sandbox/zalo/official-accounts", json=oa)).json()
        yield Zalo(client, pair)


async def test_the_same_matter_goes_both_ways(page: Page, address: str, zalo: Zalo) -> None:
    await page.goto(f"{address}/#ba")
    await write(window(page, TELEGRAM), "Đèn hỏng, qua Telegram")
    await write(window(page, BOT), "Đèn hỏng, qua Zalo")
    update = await zalo.hears()
    assert update["message"]["text"] == "Đèn hỏng, qua Zalo"
    await zalo.says(update["message"]["chat"]["id"], "Ông/bà chọn:\n1. Gửi\n0. Về đầu, hoặc /huy")
    await expect(window(page, BOT).locator(".theirs .text")).to_contain_text("1. Gửi")
    await expect(window(page, BOT).locator(".theirs .inline-link")).to_have_count(0)  # no commands in Zalo
    await expect(window(page, TELEGRAM).locator(".bubble")).to_have_count(1)
    await expect(window(page, BOT).locator(".messenger")).to_have_text("Zalo Bot")


async def test_a_zalo_window_offers_no_more_than_zalo_does(page: Page, address: str, zalo: Zalo) -> None:
    await page.goto(f"{address}/#ba")
    telegram, bot = window(page, TELEGRAM), window(page, BOT)
    await expect(telegram.get_by_role("button", name="Bắt đầu")).to_be_visible()
    await expect(bot.get_by_role("button", name="Bắt đầu")).to_have_count(0)
    await expect(bot.get_by_role("button", name="Các lệnh")).to_have_count(0)
    await write(bot, "một")
    await expect(bot.locator(".mine")).to_have_count(1)
    await expect(bot.locator(".tools button")).to_have_count(0)
    colors = [
        await head.evaluate("node => getComputedStyle(node).backgroundColor")
        for head in (telegram.locator(".window-head"), bot.locator(".window-head"))
    ]
    assert colors[0] != colors[1]


async def test_files_reach_the_bot_one_by_one(page: Page, address: str, zalo: Zalo) -> None:
    await page.goto(f"{address}/#ba")
    photos, documents = (window(page, BOT).locator("input[type=file]").nth(i) for i in (0, 1))
    pictures = [FilePayload(name=f"{i}.png", mimeType="image/png", buffer=ONE_PIXEL + bytes(i)) for i in (1, 2)]
    await photos.set_input_files(pictures)
    await expect(window(page, BOT).locator(".photos img")).to_have_count(2)
    await documents.set_input_files([FilePayload(name="đơn.pdf", mimeType="application/pdf", buffer=b"%PDF")])
    await expect(window(page, BOT).locator(".attachment")).to_contain_text("đơn.pdf")
    events = [(await zalo.hears())["event_name"] for _ in range(3)]
    assert events == ["message.image.received"] * 2 + ["message.unsupported.received"]


async def test_samples_for_a_visitor_without_files(page: Page, address: str, zalo: Zalo) -> None:
    await page.goto(f"{address}/#ba")
    for label in ("Tin thoại mẫu", "Vị trí mẫu", "Nhãn dán"):
        await window(page, BOT).get_by_role("button", name="Đính kèm").click()
        await window(page, BOT).get_by_role("menuitem", name=label).click()
    await expect(window(page, BOT).locator(".mine")).to_have_count(3)
    events = {(await zalo.hears())["event_name"].split(".")[1] for _ in range(3)}
    assert events == {"voice", "unsupported", "sticker"}


async def test_an_official_account_is_followed_and_its_buttons_pressed(
    page: Page, address: str, zalo: Zalo, world: World
) -> None:
    await page.goto(f"{address}/#ba")
    official = window(page, OA)
    await official.get_by_role("button", name="Quan tâm").click()
    await expect(official.get_by_role("button", name="Quan tâm")).to_be_hidden()
    user = world.zalo.accounts[ZALO_OA].chat_with(world.people[OFFICER]).id
    land = {"title": "Đất đai", "type": "oa.query.show", "payload": "#menu:land"}
    page_ = {"title": "Trang web", "type": "oa.open.url", "payload": {"url": "https://xa.example.vn"}}
    await zalo.offers(user, "Việc gì?", land, page_)
    await expect(official.get_by_role("link", name="Trang web")).to_have_attribute("href", "https://xa.example.vn")
    await official.get_by_role("button", name="Đất đai").click()
    await expect(official.locator(".mine .text")).to_have_text("#menu:land")
    await zalo.announces(user, "Hồ sơ có kết quả", "Mã tra cứu: {ma}\nMời ông/bà mở trò chuyện.", ma="K7M2-9QXT-4")
    card = official.locator(".bubble.card")
    await expect(card.locator(".card-title")).to_have_text("Hồ sơ có kết quả")
    await expect(card.locator(".text")).to_contain_text("K7M2-9QXT-4")


async def test_a_phone_shows_zalo_without_overflow(page: Page, address: str, zalo: Zalo) -> None:
    await page.set_viewport_size(PHONE)
    await page.goto(f"{address}/#ba")
    await page.locator(".tab").nth(BOT).click()
    await expect(page.locator(".tab-label").nth(BOT)).to_have_text("Người dân · Zalo Bot")
    await write(window(page, BOT), "Dài " * 60 + "x" * 200)
    await expect(window(page, BOT).locator(".mine")).to_have_count(1)
    assert await page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert await page.evaluate(TOO_WIDE) == []


async def test_without_a_cast_or_telegram_everybody_sits_in_zalo(page: Page) -> None:
    world = World()
    world.add_person("Nguyễn Thị Lan", id_=CITIZEN)
    async with serve(create_app(world)) as address, httpx.AsyncClient(base_url=address) as client:
        await client.post("/_sandbox/zalo/bots", json={"key": ZALO_BOT, "token": TOKEN})
        await page.goto(address)
        await expect(page.locator(".window.zalo-bot h2")).to_have_text("Nguyễn Thị Lan")
        await page.goto("about:blank")
