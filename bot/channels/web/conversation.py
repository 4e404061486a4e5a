"""A commune's page: what was said to the visitor, with its buttons, and the form to say something."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import TypeAdapter

from bot.channels.base import Button, Rendered
from bot.channels.web.layout import LOOK_UP, Reader
from bot.channels.web.markup import Html, Inside, element, joined, said
from bot.channels.web.reading import LONGEST_WORDS, MOST_FILES
from bot.channels.web.seals import Ticket
from domain.language.text import Text
from handlers.languages import LANGUAGES
from handlers.world import World
from storage.messaging.pages import PageMessage

MESSAGE: TypeAdapter[Rendered] = TypeAdapter(Rendered)
"""How a message is kept: its documents beside it."""
_FORM, _FIELD, _NOTICE = "talk", "words", "notice"


@dataclass(frozen=True, slots=True)
class Sight:
    """What there is to see. `busy`: more is to come at once."""

    messages: Sequence[PageMessage]
    busy: bool
    ticket: Ticket
    notice: Text | None = None

    @property
    def spoken(self) -> bool:
        """Whether there is an answer to be answered."""
        return bool(self.messages) and not self.busy


def main(reader: Reader, world: World, commune: str, sight: Sight) -> Html:
    path = f"/{commune}"
    notice = _wrong(reader, sight.notice) if sight.notice else None
    if sight.busy:
        return joined([notice, _wait(reader, path)])
    greeting = None if sight.spoken else _greeting(reader, world, commune)
    form = element(
        "form",
        *(element("input", type="hidden", name=name, value=value) for name, value in _hidden(sight.ticket)),
        *(_answer(reader, path, message) for message in sight.messages),
        *_words(reader, again=sight.spoken, wrong=bool(notice)),
        id=_FORM,
        method="post",
        action=path,
        enctype="multipart/form-data",
    )
    return joined([notice, greeting, form])


def foot(reader: Reader, sight: Sight, languages: Html) -> Html:
    """Once something was said, the language is asked of whoever answers, by a button."""
    look_up = element("p", element("a", reader(Text("web.look_up")), href=LOOK_UP))
    kept = element("p", reader(Text("web.kept_here")))
    if not sight.spoken:
        return joined([look_up, kept, languages])
    switches = [
        _submit(reader.words.plain(Text(f"language.{language}"), language), "lang", language, lang=language)
        for language in LANGUAGES
        if language != reader.language
    ]
    leave = _submit(reader(Text("web.leave")), "leave", "1")
    return joined([look_up, kept, element("p", *switches, leave)])


def _wrong(reader: Reader, notice: Text) -> Html:
    """What is wrong, before everything else: read aloud and focused when the page opens, and leading to the field."""
    link = element("a", reader(notice), href=f"#{_FIELD}")
    return element("p", link, id=_NOTICE, class_="notice", role="alert", tabindex=-1, autofocus=True)


def _hidden(ticket: Ticket) -> list[tuple[str, str]]:
    return [("once", ticket.once), ("shown", str(ticket.shown)), ("mark", ticket.mark)]


def _greeting(reader: Reader, world: World, commune: str) -> Html:
    spoken = reader.words.say(Text("start.greeting", commune=world.commune_name(commune)), reader.language)
    return element("section", said(spoken.text, spoken.spans), class_="said")


def _answer(reader: Reader, path: str, message: PageMessage) -> Html:
    rendered = MESSAGE.validate_json(message.body)
    files = [
        element("li", element("a", name, href=f"{path}/tep/{number}", download=True))
        for number, name in message.documents
    ]
    return element(
        "section",
        said(rendered.text, rendered.spans),
        element("ul", *files, class_="files") if files else None,
        *(_row(reader, row) for row in rendered.buttons),
        class_="said",
    )


def _row(reader: Reader, row: Sequence[Button]) -> Html:
    return element("div", *(_button(reader, button) for button in row), class_="row")


def _button(reader: Reader, button: Button) -> Html:
    if button.copies:
        return _to_keep(reader, button.copies)
    if button.link:
        return element("a", button.label, href=button.link, class_="button")
    look = "aside" if button.aside else button.style
    return element("button", button.label, type="submit", name="action", value=button.action, class_=look)


def _to_keep(reader: Reader, words: str) -> Html:
    """Nothing here can reach the clipboard: what is to be kept stands large, to be written down or printed."""
    return element("p", element("strong", words), reader(Text("web.keep_this")), class_="keep")


def _words(reader: Reader, *, again: bool, wrong: bool) -> list[Inside]:
    label = Text("web.more_words") if again else Text("web.your_words")
    files_help = Text("web.files_help", n=MOST_FILES)
    return [
        element("h2", element("label", reader(label), for_=_FIELD)),
        element("p", reader(Text("web.words_help")), id="words-help", class_="help"),
        element(
            "textarea",
            name="words",
            id=_FIELD,
            rows=6,
            maxlength=LONGEST_WORDS,
            aria_describedby=f"{_NOTICE} words-help" if wrong else "words-help",
            aria_invalid="true" if wrong else False,
        ),
        element("label", reader(Text("web.files")), for_="files"),
        element("p", reader(files_help), id="files-help", class_="help"),
        element("input", type="file", name="files", id="files", multiple=True, aria_describedby="files-help"),
        element(
            "p",
            element("label", reader(Text("web.leave_empty")), for_="website"),
            element("input", name="website", id="website", tabindex=-1, autocomplete="off"),
            class_="trap",
            aria_hidden="true",
        ),
        _submit(reader(Text("web.send")), "action", "", class_="" if again else "primary"),
    ]


def _submit(label: str, name: str, value: str, **more: str) -> Html:
    return element("button", label, type="submit", form=_FORM, name=name, value=value, **more)


def _wait(reader: Reader, path: str) -> Html:
    return element(
        "section",
        element("p", reader(Text("web.please_wait"))),
        element("p", element("a", reader(Text("web.reload")), href=path, class_="button")),
        role="status",
    )
