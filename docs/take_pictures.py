"""Takes the pictures of the handbooks: plays a year's scenes in the demo and photographs them in Chromium.

`make pictures` runs it. It needs Debian's Chromium, no token and no network. Look at every picture afterwards.
"""

from __future__ import annotations

import asyncio
import base64
import json
import re
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
from docx import Document
from playwright.async_api import Page, ViewportSize, async_playwright

PICTURES = Path(__file__).parent / "pictures"
CHROMIUM = "/usr/bin/chromium"
DEMO = "from bot.cli import main; main()"
COMMUNE = "nghi-duong"
PHONE = ViewportSize(width=390, height=1000)
DESKTOP = ViewportSize(width=1340, height=720)
CITIZEN, STAFF, COLLECTOR, OFFICER, LEADER, ADMIN = range(6)  # the windows, in their order
GROUP = -1  # the last, behind those of Zalo, which are not played
SETTLED = 0.5  # seconds without a new message
DRAWN = 60.0  # seconds in which a chart or a paper is there
SAMPLE = Path(__file__).parents[1] / "sandbox/page/samples/den-duong-hong.jpg"

Json = dict[str, Any]


@dataclass
class Scene:
    """The people of one commune on Telegram, acting through the sandbox's control API."""

    http: httpx.AsyncClient
    people: list[Json]

    async def say(self, who: int, text: str, **more: Any) -> None:
        await self._act(who, "send", text=text, **more)

    async def photo(self, who: int, caption: str) -> None:
        picture = base64.b64encode(SAMPLE.read_bytes()).decode()
        await self._act(who, "send", photo=SAMPLE.name, file_base64=picture, caption=caption)

    async def hand_over(self, who: int, name: str, words: str) -> None:
        """A file that holds what its name says: the bot looks inside."""
        paper, content = Document(), BytesIO()
        paper.add_paragraph(words)
        paper.save(content)
        await self._act(who, "send", document=name, file_base64=base64.b64encode(content.getvalue()).decode())

    async def press(self, who: int, label: str) -> None:
        """The newest button whose label begins so."""
        for message in reversed(await self.messages(who)):
            for key in (key for row in message["buttons"] for key in row):
                if key["text"].startswith(label) and key["data"]:
                    return await self._act(who, "press", message_id=message["message_id"], data=key["data"])
        raise LookupError(f"{self.people[who]['name']} has no button {label!r}")

    async def move_clock(self, **to: str) -> None:
        (await self.http.post("/_sandbox/clock", json=to)).raise_for_status()
        await self.settled()

    async def until_reminded(self, who: int) -> None:
        """The next reminder of all communes may be for somebody else."""
        known = len(await self.messages(who))
        while len(await self.messages(who)) == known:
            await self.move_clock(step="next_reminder")

    async def messages(self, who: int) -> list[Json]:
        answer = await self.http.get("/_sandbox/chat", params=self._seat(who))
        return list(answer.raise_for_status().json()["messages"])

    async def code(self, who: int) -> str:
        """The code that was told last."""
        texts = "\n".join(message.get("text", "") for message in await self.messages(who))
        return re.findall(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]\b", texts)[-1]

    async def until_told(self, who: int, what: str) -> None:
        """Charts and papers are drawn for a while. Raises `TimeoutError`."""
        async with asyncio.timeout(DRAWN):
            while not any(what in json.dumps(one, ensure_ascii=False) for one in await self.messages(who)):
                await asyncio.sleep(SETTLED)

    async def settled(self) -> None:
        """Until nobody has been told anything new for a moment."""
        before = None
        while before != (now := await self._all_ids()):
            before = now
            await asyncio.sleep(SETTLED)

    async def _all_ids(self) -> list[Json]:
        return [await self.messages(who) for who in range(len(self.people))]

    async def _act(self, who: int, deed: str, **body: Any) -> None:
        answer = await self.http.post(f"/_sandbox/{deed}", json=self._seat(who) | body)
        if answer.is_error:
            raise RuntimeError(f"{deed}: {answer.text}")
        await self.settled()

    def _seat(self, who: int) -> Json:
        person = self.people[who]
        return {key: person[key] for key in ("bot", "person", "chat") if key in person}


@dataclass
class Camera:
    phone: Page
    desktop: Page

    async def window(self, who: int, name: str) -> None:
        """One person's window as it looks on a phone, at its end."""
        await self.phone.locator(".tab:not(.page)").nth(who).click()
        window = self.phone.locator(".window.shown")
        await window.locator(".scroller").evaluate("node => { node.scrollTop = node.scrollHeight }")
        await self.phone.wait_for_timeout(400)
        await window.screenshot(path=PICTURES / f"{name}.png")

    async def topic(self, name: str, picture: str) -> None:
        """One topic of the officers' group."""
        await self.phone.locator(".tab:not(.page)").nth(GROUP).click()
        await self.phone.locator(".window.shown .topic-tab", has_text=name).click()
        await self.window(GROUP, picture)
        await self.phone.locator(".window.shown .topic-tab").first.click()

    async def everybody(self, name: str) -> None:
        await self.desktop.wait_for_timeout(600)
        await self.desktop.screenshot(path=PICTURES / f"{name}.png")


async def play(scene: Scene, camera: Camera) -> None:
    await petition(scene, camera)
    await denunciation(scene, camera)
    await report(scene, camera)
    await administration(scene, camera)


async def petition(scene: Scene, camera: Camera) -> None:
    await scene.photo(CITIZEN, "Đèn đường đầu thôn hỏng cả tuần nay, tối các cháu đi học về rất nguy hiểm")
    await camera.window(CITIZEN, "nguoi-dan-gui")
    await scene.press(CITIZEN, "Đồng ý và gửi")
    await camera.window(CITIZEN, "nguoi-dan-ma")
    await camera.window(GROUP, "tiep-nhan-nhom")
    code = await scene.code(CITIZEN)
    await scene.say(OFFICER, "/hangdoi")
    await camera.window(OFFICER, "tiep-nhan-hang-doi")
    await scene.say(OFFICER, f"nhan {code}")
    await camera.topic("Đang xử lý", "tiep-nhan-chu-de")
    await scene.say(OFFICER, f"/hoi {code} Xin ông/bà cho biết đèn ở gần nhà ai để thợ tìm cho nhanh?")
    await scene.say(CITIZEN, "Ngay trước cổng nhà văn hóa thôn ạ")
    await scene.say(COLLECTOR, "/tinhhinh")
    await camera.everybody("demo")
    await scene.move_clock(step="next_working_day")
    await scene.until_told(GROUP, "Bản tin sáng")
    await camera.topic("Hệ thống", "tiep-nhan-ban-tin")
    await scene.say(OFFICER, f"/phieu {code}")
    await scene.until_told(OFFICER, ".pdf")
    await camera.window(OFFICER, "tiep-nhan-phieu")
    await scene.say(OFFICER, f"/dong {code} Đã thay bóng, đèn sáng lại từ tối qua, văn bản số 12/UBND-KT")
    await camera.window(OFFICER, "tiep-nhan-xu-ly")
    await scene.say(CITIZEN, f"/tracuu {code}")
    await camera.window(CITIZEN, "nguoi-dan-tra-cuu")


async def denunciation(scene: Scene, camera: Camera) -> None:
    await scene.say(CITIZEN, "Tôi tố cáo ông cán bộ địa chính nhận tiền để làm sổ đỏ cho người ta")
    await camera.window(CITIZEN, "nguoi-dan-to-cao")
    await scene.press(CITIZEN, "Giữ niêm phong")
    await scene.press(LEADER, "Mở, có lý do")
    await camera.window(LEADER, "niem-phong-mo")


async def report(scene: Scene, camera: Camera) -> None:
    await scene.until_reminded(STAFF)
    await camera.window(STAFF, "don-vi-nhac")
    await scene.press(STAFF, "Xin lùi hạn")
    await scene.say(STAFF, "20/06/2026")
    await scene.say(STAFF, "Cán bộ phụ trách đi tập huấn đến ngày 10/06")
    await camera.window(COLLECTOR, "tong-hop-lui-han")
    await scene.press(COLLECTOR, "Không đồng ý")
    await scene.press(STAFF, "Nộp")
    await scene.hand_over(
        STAFF, "bao-cao-6-thang.docx", "Báo cáo kết quả thực hiện dân chủ ở cơ sở 6 tháng đầu năm"
    )
    await camera.window(STAFF, "don-vi-nop")
    await scene.say(STAFF, "/hanbaocao")
    await camera.window(STAFF, "don-vi-han")
    await scene.say(COLLECTOR, "/tinhhinh")
    await camera.window(COLLECTOR, "tong-hop-tinh-hinh")


async def administration(scene: Scene, camera: Camera) -> None:
    await scene.say(ADMIN, "/moi")
    await scene.press(ADMIN, "Cán bộ đầu mối báo cáo")
    await scene.say(ADMIN, "Công an xã")
    await camera.window(ADMIN, "quan-tri-moi")
    await scene.say(ADMIN, "/lich")
    await camera.window(ADMIN, "quan-tri-lich")


@asynccontextmanager
async def demo() -> AsyncIterator[str]:
    """The address of a demo of its own."""
    with tempfile.TemporaryDirectory() as data:
        command = (sys.executable, "-c", DEMO, "demo", "--port", "0", "--data", data)
        process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
        assert process.stdout
        try:
            found = None
            while not found:
                line = await process.stdout.readline()
                if not line:
                    raise RuntimeError("the demo did not start")
                found = re.search(r"http://\S+", line.decode())
            yield found[0]
        finally:
            process.terminate()
            await process.wait()


@asynccontextmanager
async def photographed(address: str) -> AsyncIterator[Camera]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        look = {"locale": "vi-VN", "color_scheme": "light"}
        phone = await browser.new_page(
            viewport=PHONE, device_scale_factor=1.5, is_mobile=True, bypass_csp=True, **look
        )
        desktop = await browser.new_page(viewport=DESKTOP, **look)
        for page in (phone, desktop):
            await page.goto(f"{address}/#{COMMUNE}")
            await page.wait_for_selector(".window")
        await phone.add_style_tag(content=".guide { display: none !important }")  # what only the demo has
        yield Camera(phone, desktop)
        await browser.close()


async def main() -> None:
    PICTURES.mkdir(exist_ok=True)
    async with demo() as address, httpx.AsyncClient(base_url=address, timeout=60) as http:
        cast = (await http.get("/_sandbox/cast")).json()
        people = next(one["people"] for one in cast["communes"] if one["id"] == COMMUNE)
        async with photographed(address) as camera:
            scene = Scene(http, [one for one in people if "messenger" not in one])
            await scene.settled()
            await play(scene, camera)
    for picture in sorted(PICTURES.glob("*.png")):
        sys.stdout.write(f"{picture.name}: {picture.stat().st_size // 1024} KB\n")


if __name__ == "__main__":
    asyncio.run(main())
