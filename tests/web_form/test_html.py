"""The pages as HTML: readable by whatever reads pages aloud, or prints them, or is ten years old."""

from __future__ import annotations

import pytest

from bot.channels.base import Span
from bot.channels.web.markup import element, said
from tests.web_form.browser import Page
from tests.web_form.conftest import HERE, Site


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("path", ["/", "/tra-cuu", "/tra-cuu?ma=K7M2-9QXT-4", f"/{HERE}"])
async def test_every_page_is_sound(site: Site, path: str, language: str) -> None:
    response = await site.client().get(path, params={"lang": language, **_query(path)})
    check(Page(response.text), language)


async def test_a_page_in_the_middle_of_a_petition_is_sound(site: Site) -> None:
    browser = await site.visit()
    check(await browser.send("Đèn đường hỏng."), "vi")
    check(await browser.press("Đổi loại ý kiến"), "vi")
    await browser.press("Quay lại")
    check(await browser.press("Đồng ý và gửi"), "vi")
    check(await browser.send(mark="forged"), "vi")


def check(page: Page, language: str) -> None:
    assert page.one("html").attributes["lang"] == language
    assert page.one("title").text == page.one("h1").text != ""
    assert len(page.all("main")) == len(page.all("header")) == len(page.all("footer")) == 1
    ids = [one.attributes["id"] for one in page.elements if "id" in one.attributes]
    assert len(ids) == len(set(ids))
    labelled = {one.attributes["for"] for one in page.all("label")}
    fields = [one for one in (*page.all("input"), *page.all("textarea")) if one.attributes.get("type") != "hidden"]
    assert {one.attributes["id"] for one in fields} == labelled
    described = {
        one.attributes["aria-describedby"] for one in page.elements if "aria-describedby" in one.attributes
    }
    assert described <= set(ids)
    assert all(one.text for one in (*page.all("button"), *page.all("a"), *page.all("label")))
    assert not [one for one in page.elements if any(name.startswith("on") for name in one.attributes)]
    assert not page.all("script") + page.all("style") + page.all("iframe")
    links = [one.attributes.get("href", "") + one.attributes.get("src", "") for one in page.elements]
    assert not [link for link in links if "//" in link]  # nothing of anybody else's


def _query(path: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in path.partition("?")[2].split("&") if pair)


@pytest.mark.parametrize(
    ("text", "spans", "html"),
    [
        ("", (), ""),
        ("a < b", (), "<p>a &lt; b</p>"),
        ("a\nb\n\nc", (), "<p>a<br>b</p><p>c</p>"),
        ("mã K7", (Span(3, 5, "code"),), "<p>mã <code>K7</code></p>"),
        ("a\n\nb", (Span(0, 4, "bold"),), "<p><strong>a</strong></p><p><strong>b</strong></p>"),
        (
            "abc",
            (Span(0, 2, "bold"), Span(1, 3, "code")),
            "<p><strong>a</strong><code><strong>b</strong></code><code>c</code></p>",
        ),
    ],
)
def test_words_with_their_looks(text: str, spans: tuple[Span, ...], html: str) -> None:
    assert said(text, spans) == html


def test_elements_escape_whatever_is_text() -> None:
    made = element(
        "p", "<b>", element("br"), None, title='"x"', hidden=True, lang=False, class_="y", aria_label="z"
    )
    assert made == '<p title="&quot;x&quot;" hidden class="y" aria-label="z">&lt;b&gt;<br></p>'
