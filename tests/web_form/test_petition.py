"""Petitions filed by browsers without scripts."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from bot.channels.web import desk
from domain.language.text import verbatim
from domain.messaging.messages import Address, Message
from domain.people.roles import Role
from handlers.voice import Voice
from storage.people.people import Reach
from tests.web_form.conftest import HERE, THERE, Site

STORY = "Đèn đường ngõ 3 thôn Trà Phương hỏng đã 5 hôm, xin sửa giúp."
AGREE = "Đồng ý và gửi"
JPEG = b"\xff\xd8\xff\xe0" + bytes(2000)


async def test_two_forms_to_a_code(site: Site) -> None:
    browser = await site.visit()
    page = await browser.send(STORY)
    assert f"“{STORY}”" in page.said

    page = await browser.press(AGREE)
    assert "Phiếu tiếp nhận thông tin" in page.said
    assert page.code in page.said
    assert browser.sent == 2
    assert await site.rows("SELECT commune, code, story FROM petitions") == [(HERE, page.code, STORY)]


async def test_anybody_with_the_code_sees_the_state_and_no_words(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY)
    code = (await browser.press(AGREE)).code

    other = await site.visit(THERE)
    other.path = "/tra-cuu"
    page = await other.open(f"?ma={code.lower().replace('-', ' ')}")
    assert "Đã tiếp nhận" in page.said and code in page.said
    assert STORY not in page.said

    assert "Không tìm thấy mã này" in (await other.open("?ma=K7M2-9QXT-4")).said
    assert (await site.rows("SELECT count(*) FROM persons")) == [(1,)]  # looking makes nobody known


async def test_back_and_cancel(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY)
    assert "thuộc loại nào" in (await browser.press("Đổi loại ý kiến")).said
    assert f"“{STORY}”" in (await browser.press("Quay lại")).said
    page = await browser.press("Hủy")
    assert "Đã hủy" in page.said
    assert await site.rows("SELECT count(*) FROM dialogs") == [(0,)]
    assert STORY not in page.said


async def test_what_is_typed_beside_a_button_is_heard_before_it(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY)
    await browser.press(AGREE, "Gần nhà văn hóa.")
    assert await site.rows("SELECT story FROM petitions") == [(f"{STORY}\nGần nhà văn hóa.",)]


async def test_a_form_sent_twice_is_one(site: Site) -> None:
    browser = await site.visit()
    first = browser.page
    await browser.send(STORY)
    browser.page = first
    page = await browser.send(STORY)
    assert page.said.count(STORY) == 1


async def test_photos_go_into_the_case_and_leave_nothing_behind(site: Site) -> None:
    browser = await site.visit()
    page = await browser.send(STORY, ("đèn.jpg", JPEG), ("ghi chú.pdf", b"%PDF-1.7"))
    assert "Kèm 2 tệp" in page.said
    await browser.press(AGREE)
    await site.app.fetcher.fetch_some()

    files = await site.rows("SELECT name, medium, size, state FROM attachments ORDER BY id")
    assert files == [("đèn.jpg", "photo", len(JPEG), "kept"), ("ghi chú.pdf", "document", 8, "kept")]
    await browser.press("Xem tình trạng xử lý")
    assert [file for file in (site.data / "uploads").rglob("*") if file.is_file()] == []


async def test_a_photo_reaches_officers_elsewhere_once_it_was_fetched(site: Site) -> None:
    officer, citizen = await site.visit(), await site.visit()
    await site.appoint(officer, Role.OFFICER)
    await citizen.send(STORY, ("đèn.jpg", JPEG))
    await citizen.press(AGREE)
    async with asyncio.timeout(20):
        while not (links := [a for a in (await officer.open()).all("a") if a.text == "đèn.jpg"]):
            await asyncio.sleep(0.1)
    assert (await officer.http.get(links[0].attributes["href"])).content == JPEG


async def test_a_cancelled_draft_takes_its_files_along(site: Site) -> None:
    browser = await site.visit()
    await browser.send("", ("đèn.jpg", JPEG))
    assert [file for file in (site.data / "uploads").rglob("*") if file.is_file()]
    await browser.press("Hủy")
    assert [file for file in (site.data / "uploads").rglob("*") if file.is_file()] == []


async def test_nothing_of_a_denunciation_is_kept(site: Site, remembered: Callable[[str], bool]) -> None:
    browser = await site.visit()
    accusation = "Tôi tố cáo ông Nguyễn Văn Bính, công chức địa chính, nhận hối lộ 50 triệu đồng."
    page = await browser.send(accusation, ("bằng chứng.jpg", JPEG + b"an evidence"))
    assert "chúng tôi dừng ở đây để bảo vệ ông/bà" in page.said
    [form] = [link for link in page.all("a") if link.text == "don-to-cao.docx"]
    paper = await browser.http.get(form.attributes["href"])
    assert paper.content.startswith(b"PK") and paper.headers["content-disposition"].startswith("attachment")

    assert await site.rows("SELECT count(*) FROM petitions") == [(0,)]
    assert await site.rows("SELECT count(*) FROM inbox WHERE raw <> ''") == [(0,)]
    assert not remembered("Nguyễn Văn Bính")
    await site.app.fetcher.fetch_some()  # into the vault
    assert not remembered("an evidence")
    assert await site.rows("SELECT count(*) FROM vault_files WHERE content IS NOT NULL") == [(1,)]

    assert "Đã xóa" in (await browser.press("Xóa hết")).said
    assert await site.rows("SELECT (SELECT count(*) FROM vault_files) + (SELECT count(*) FROM vault_records)") == [
        (0,)
    ]


async def test_a_denunciation_kept_has_a_code_that_tells_nothing(
    site: Site, remembered: Callable[[str], bool]
) -> None:
    browser = await site.visit()
    await browser.send("Tôi tố cáo ông Nguyễn Văn Bính, công chức địa chính, nhận hối lộ.")
    await browser.send("Tiền đưa ở quán bà Hoan.")
    page = await browser.press("Giữ niêm phong")
    assert "Đã niêm phong" in page.said
    assert not remembered("Nguyễn Văn Bính") and not remembered("bà Hoan")

    other = await site.visit()
    other.path = "/tra-cuu"
    state = await other.open(f"?ma={page.code}")
    assert "Bính" not in state.said and "Nội dung không hiển thị ở đây" in state.said


async def test_a_denunciation_by_its_kind_leaves_no_draft_on_the_page(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY)
    await browser.press("Đổi loại ý kiến")
    [denunciation] = [button for button in browser.page.all("button") if "Tố cáo" in button.text]
    page = await browser.press(denunciation.text)
    assert "để bảo vệ ông/bà" in page.said
    kept = await site.rows("SELECT body FROM web_messages UNION ALL SELECT answers FROM dialogs")
    assert not [row for row in kept if STORY in str(row)]


async def test_a_restart_in_the_middle_keeps_the_draft(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY, ("đèn.jpg", JPEG))
    await site.stop()
    await site.start()

    assert STORY in (await browser.open()).said
    await browser.press(AGREE)
    await site.app.fetcher.fetch_some()
    assert await site.rows("SELECT story FROM petitions") == [(STORY,)]
    assert await site.rows("SELECT state FROM attachments") == [("kept",)]


async def test_what_the_office_says_later_stands_on_the_page(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY)
    code = (await browser.press(AGREE)).code
    [(chat,)] = await site.rows("SELECT chat FROM petitions")
    await _office_says(site, str(chat), "Cán bộ đang xem.")

    page = await browser.open()
    assert code in page.said and "Cán bộ đang xem" in page.said


async def _office_says(site: Site, chat: str, words: str) -> None:
    reach = Reach(Address("web", HERE, chat), False, "vi")
    async with site.app.database.transaction() as memory:
        Voice(memory, site.app.clock.now(), "test").tell(reach, Message(verbatim(words)), HERE)
    site.app.dispatcher.poke()
    async with asyncio.timeout(5):
        while not await site.rows("SELECT 1 FROM web_messages WHERE body LIKE '%đang xem%'"):
            await asyncio.sleep(0.02)


async def test_leaving_clears_the_device(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY)
    page = await browser.press("Kết thúc, xóa nội dung khỏi máy này")
    assert STORY not in page.said and "Kính chào" in page.said
    assert await site.rows("SELECT count(*) FROM dialogs") == [(0,)]


async def test_nothing_sent_is_said_so(site: Site) -> None:
    browser = await site.visit()
    page = await browser.send("   ")
    assert browser.status == 422
    notice = page.one("p", role="alert")
    assert "Chúng tôi chưa thấy nội dung" in notice.text
    assert "autofocus" in notice.attributes and page.one("title").text.startswith("Chưa gửi được")
    assert page.elements.index(notice) < page.elements.index(page.one("section"))
    field = page.one("textarea")
    assert field.attributes["aria-invalid"] == "true"
    assert notice.attributes["id"] in field.attributes["aria-describedby"].split()
    assert await site.rows("SELECT count(*) FROM persons") == [(0,)]


async def test_in_english(site: Site) -> None:
    browser = await site.visit()
    page = await browser.open("?lang=en")
    assert page.one("html").attributes["lang"] == "en"
    assert "Welcome" in page.said
    await browser.send("A street lamp has been broken for five days.")
    page = await browser.press("Agree and send")
    assert "Look up how a petition stands" in page.one("footer").text
    assert page.code

    page = await browser.press("Tiếng Việt")
    assert page.one("html").attributes["lang"] == "vi"
    assert "Hủy" in (await browser.send(STORY)).one("main").text


async def test_who_waits_too_long_is_asked_to_look_again(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    async def nothing() -> int:
        return 0

    browser = await site.visit()
    with monkeypatch.context() as patch:
        patch.setattr(desk, "_LOOKS", (0.0,))
        patch.setattr(site.app.worker, "step", nothing)
        page = await browser.send(STORY)
        assert "Xin ông/bà đợi vài giây" in page.one("section", role="status").text
        assert page.all("form") == []
        assert [link.attributes["href"] for link in page.all("a") if link.text == "Tải lại trang"] == [
            browser.path
        ]
    site.app.worker.poke()
    async with asyncio.timeout(5):
        while STORY not in (await browser.open()).said:
            await asyncio.sleep(0.02)
