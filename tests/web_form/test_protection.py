"""What the page refuses, and how: floods, forgeries, bodies without end; and that nobody meets another's words."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.accounts import open_channels
from bot.channels.base import Undecodable
from bot.channels.web import arrivals
from bot.channels.web.flood import Buckets, Flood, Rate, Rates, network
from bot.settings import Settings, SettingsWrong
from tests.web_form.browser import Browser
from tests.web_form.conftest import HERE, THERE, Site

STORY = "Đèn đường ngõ 3 hỏng đã 5 hôm, xin sửa giúp."
OTHER = "Rãnh thoát nước trước nhà văn hóa bị tắc."
TIGHT, WIDE = Rate(0.0, 2), Rate(1000, 1_000_000_000)


def dams(**tight: Rate) -> Flood:
    names = ("session", "address", "everybody", "pages", "all_pages", "bytes_from_address", "all_bytes")
    return Flood(Rates(**{name: tight.get(name, WIDE) for name in names}))


def cookie_of(browser: Browser) -> str:
    return browser.http.cookies["nhipdan"]


async def heard(site: Site) -> int:
    """How many messages were taken in."""
    [(count,)] = await site.rows("SELECT count(*) FROM inbox")
    return int(str(count))


async def test_two_sessions_never_mix(site: Site) -> None:
    browsers = [await site.visit(address="203.0.113.9") for _ in range(6)]
    stories = [f"{STORY} Nhà số {number}." for number in range(6)]
    await asyncio.gather(*(one.send(story) for one, story in zip(browsers, stories, strict=True)))
    for browser, story in zip(browsers, stories, strict=True):
        page = await browser.open()
        assert [mine for mine in stories if mine in page.said] == [story]


async def test_one_browser_talks_to_two_communes_apart(site: Site) -> None:
    here = await site.visit(HERE)
    there = Browser(here.http, f"/{THERE}")
    await there.open()
    await here.send(STORY)
    assert OTHER in (await there.send(OTHER)).said
    assert OTHER not in (await here.open()).said


@pytest.mark.parametrize("forge", ["", "x", "{id}", "{id}.", "{id}.{id}", "{id}.é", "{id}.{mark}"])
async def test_a_forged_session_is_nobodys(site: Site, forge: str) -> None:
    victim, thief = await site.visit(), await site.visit()
    await victim.send(STORY)
    session, _, _ = cookie_of(victim).partition(".")
    mark = cookie_of(thief).partition(".")[2]
    thief.http.cookies.clear()
    cookie = forge.format(id=session, mark=mark)
    headers = {"cookie": f"nhipdan={cookie}".encode()}

    shown = await thief.http.get(thief.path, headers=headers)
    assert STORY not in shown.text
    sent = await thief.http.post(thief.path, headers=headers, data={"words": OTHER})
    assert sent.status_code == 403
    assert await heard(site) == 1


@pytest.mark.parametrize("field", ["once", "shown", "mark"])
async def test_a_form_that_is_not_ours_is_refused(site: Site, field: str) -> None:
    browser = await site.visit()
    page = await browser.send(STORY, **{field: "9"})
    assert browser.status == 403
    assert "tải lại trang" in page.one("p", role="alert").text
    assert await heard(site) == 0


async def test_another_sessions_form_is_refused(site: Site) -> None:
    browser, other = await site.visit(), await site.visit()
    browser.page = other.page
    await browser.send(STORY)
    assert (browser.status, await heard(site)) == (403, 0)


async def test_anothers_paper_is_not_given(site: Site) -> None:
    browser, other = await site.visit(), await site.visit()
    page = await browser.send("Tôi tố cáo ông chủ tịch xã nhận hối lộ.")
    [paper] = [link.attributes["href"] for link in page.all("a") if link.text.endswith(".docx")]
    assert (await other.http.get(paper)).status_code == 404
    assert (await browser.http.get(paper)).status_code == 200


@pytest.mark.parametrize("dam", ["session", "address", "everybody"])
async def test_a_flood_is_refused_with_a_clear_page(site: Site, dam: str) -> None:
    site.flood(dams(**{dam: TIGHT}))
    browser = await site.visit()
    for _ in range(2):
        await browser.send(STORY)
    taken = await heard(site)
    refused = await browser.send(STORY)
    assert browser.status == 429
    assert "đợi nửa phút" in refused.one("p", role="alert").text
    assert "113" in refused.one("main").text
    assert await heard(site) == taken


async def test_pages_and_look_ups_are_dammed_too(site: Site) -> None:
    browser = await site.visit()
    site.flood(dams(pages=TIGHT))
    assert [(await browser.http.get(browser.path)).status_code for _ in range(3)] == [200, 200, 429]


async def test_a_whole_office_behind_one_address_is_served(site: Site) -> None:
    for _ in range(40):
        browser = await site.visit(address="198.51.100.1")
        await browser.send(STORY)
        assert browser.status == 200


async def test_a_body_without_end_is_refused(site: Site) -> None:
    browser = await site.visit()
    largest = site.app.world.habits.files.largest_kept
    await browser.send(STORY, ("phim.mp4", bytes(largest + 300_000)))
    assert browser.status == 413

    async def endless() -> object:
        while True:
            yield bytes(1_000_000)

    kind = {"content-type": "multipart/form-data; boundary=x"}
    sent = await browser.http.post(browser.path, content=endless(), headers=kind)  # type: ignore[arg-type]
    assert sent.status_code in (400, 413)
    assert await heard(site) == 0


async def test_too_many_files_and_too_many_words_are_refused(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY, *((f"{n}.txt", b"x") for n in range(6)))
    assert browser.status == 400
    await browser.open()
    await browser.send("x" * 10_001)
    assert browser.status == 413
    assert await heard(site) == 0


async def test_who_fills_in_the_trap_is_not_heard(site: Site) -> None:
    browser = await site.visit()
    await browser.send(STORY, website="https://buy.example")
    assert (browser.status, await heard(site)) == (200, 0)


async def test_words_are_words(site: Site) -> None:
    browser = await site.visit()
    words = "<script src=x> <img src=x onerror=alert(1)> đèn đường & cống \"hỏng\" 'rồi' &lt;"
    page = await browser.send(words)
    assert f"“{words}”" in page.said
    assert page.all("script") + page.all("img") == []


async def test_nobody_becomes_staff_by_typing_a_link(site: Site) -> None:
    browser = await site.visit()
    await browser.send("i_AAAAAAAAAAAAAAAAAAAAAA")
    assert await site.rows("SELECT count(*) FROM memberships") == [(0,)]


async def test_the_headers_forbid_whatever_is_not_ours(site: Site) -> None:
    browser = await site.visit()
    for path in ("/", "/tra-cuu", browser.path, "/web.css"):
        headers = (await browser.http.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_the_cookie_is_out_of_reach(site: Site, scheme: str) -> None:
    browser = await site.visit(scheme=scheme)
    [cookie] = (await browser.http.get(browser.path)).headers.get_list("set-cookie")
    assert {"HttpOnly", "SameSite=lax", f"Path=/{HERE}"} <= set(cookie.split("; "))
    assert ("Secure" in cookie.split("; ")) == (scheme == "https")


async def test_it_is_off_by_default(tmp_path: Path) -> None:
    assert open_channels(Settings(_env_file=None, data=tmp_path)) == {}  # type: ignore[call-arg]
    with pytest.raises(SettingsWrong, match="NHIPDAN_PORT"):
        open_channels(Settings(_env_file=None, data=tmp_path, web_form=True))  # type: ignore[call-arg]


# The parts


def test_buckets_fill_with_time() -> None:
    now = [0.0]
    buckets = Buckets(Rate(per_second=0.5, burst=2), lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    assert buckets.take("b")
    now[0] = 2.0
    assert [buckets.take("a") for _ in range(2)] == [True, False]


def test_slow_senders_keep_nobody_else_out() -> None:
    flood = Flood(Rates(at_once_from_address=1, at_once=2))
    with flood.one_more("192.0.2.1") as first, flood.one_more("192.0.2.1") as second:
        assert (first, second) == (True, False)
        with flood.one_more("192.0.2.2") as other, flood.one_more("192.0.2.3") as too_many:
            assert (other, too_many) == (True, False)
    with flood.one_more("192.0.2.1") as again:
        assert again


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
        ("", ""),
    ],
)
def test_what_counts_as_one_address(address: str, counted: str) -> None:
    assert network(address) == counted


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", "{}", '{"session": "s"}', '{"session": 1, "id": 2}'])
def test_what_cannot_be_read_fails_alone(raw: str) -> None:
    assert arrivals.conversation_of(raw)
    with pytest.raises(Undecodable):
        arrivals.decode(raw, HERE)
