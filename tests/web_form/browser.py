"""A browser without scripts: it reads a page's forms, fills them in and presses their buttons, as HTML says."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from html.parser import HTMLParser

import httpx


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    text: str = ""


class Page(HTMLParser):
    """What stands on a page, in order; every tag is balanced, or reading it fails."""

    EMPTY = frozenset({"meta", "link", "input", "br"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = Element(tag, {key: value or "" for key, value in attrs})
        self.elements.append(found)
        if tag == "br":
            self.handle_data("\n")
        if tag not in self.EMPTY:
            self._open.append(found)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for element in self._open:
            element.text += data

    def all(self, name: str, **wanted: str) -> list[Element]:
        return [
            one
            for one in self.elements
            if one.name == name and all(one.attributes.get(key) == value for key, value in wanted.items())
        ]

    def one(self, name: str, **wanted: str) -> Element:
        [found] = self.all(name, **wanted)
        return found

    @property
    def said(self) -> str:
        return "\n".join(one.text for one in self.all("section", **{"class": "said"}))

    @property
    def code(self) -> str:
        """The one to be kept."""
        [found] = [one for one in self.all("strong") if one.text.count("-") == 2]
        return found.text


@dataclass
class Browser:
    """One browser at one commune's page. It keeps its cookies, and nothing else."""

    http: httpx.AsyncClient
    path: str
    page: Page = field(init=False)
    status: int = 0
    sent: int = 0  # forms

    async def open(self, query: str = "") -> Page:
        return self._shown(await self.http.get(self.path + query))

    async def send(self, words: str = "", *files: tuple[str, bytes], **fields: str) -> Page:
        """The form of the page, as it stands there."""
        hidden = {one.attributes["name"]: one.attributes["value"] for one in self.page.all("input", type="hidden")}
        data = {**hidden, "words": words, "website": "", "action": "", **fields}
        parts = [("files", (name, content, "application/octet-stream")) for name, content in files]
        self.sent += 1
        return self._shown(await self.http.post(self.path, data=data, files=parts or [("files", ("", b""))]))

    async def press(self, label: str, words: str = "") -> Page:
        [button] = [one for one in self.page.all("button", type="submit") if one.text == label]
        return await self.send(words, **{button.attributes["name"]: button.attributes["value"]})

    async def hears(self, words: str) -> Page:
        """Loads the page until these words stand there."""
        async with asyncio.timeout(10):
            while words not in (await self.open()).said:
                await asyncio.sleep(0.02)
        return self.page

    def _shown(self, response: httpx.Response) -> Page:
        self.status = response.status_code
        self.page = Page(response.text)
        return self.page
