"""How a message to be sent is written down until it is sent, and read back: plain JSON, meanings and no words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.language.text import Text, from_json, to_json
from domain.messaging.messages import Attachment, Choice, CommandMenu, Former, Medium, Message, Picture, Recall
from domain.messaging.notices import Notice, Occasion


def message_to_json(message: Message) -> dict[str, Any]:
    """Only what differs from the default is written."""
    written: dict[str, Any] = {"text": to_json(message.text)}
    if message.choices:
        written["choices"] = [[_choice_out(choice) for choice in row] for row in message.choices]
    if message.attachments:
        written["attachments"] = [
            [a.picture.value, a.ref, a.name, a.medium.value, *([a.caption] if a.caption else [])]
            for a in message.attachments
        ]
    for flag in ("protected", "silent", "resumes", "opens", "closes"):
        if getattr(message, flag):
            written[flag] = True
    if message.shelves:
        written["shelves"] = list(message.shelves)
    if message.takes_back:
        written["takes_back"] = _recall_out(message.takes_back)
    if message.left_behind:
        written["left_behind"] = to_json(message.left_behind)
    if message.notice:
        written["notice"] = notice_to_json(message.notice)
    return written


def message_from_json(written: Mapping[str, Any]) -> Message:
    """What `message_to_json` wrote; `card` and `official` travel beside it, in columns of their own."""
    return Message(
        text=from_json(written["text"]),
        choices=tuple(tuple(_choice_in(choice) for choice in row) for row in written.get("choices", ())),
        attachments=tuple(
            Attachment(Picture(picture), ref, name, Medium(medium), *caption)
            for picture, ref, name, medium, *caption in written.get("attachments", ())
        ),
        protected=written.get("protected", False),
        silent=written.get("silent", False),
        resumes=written.get("resumes", False),
        notice=notice_from_json(written["notice"]) if "notice" in written else None,
        shelves=tuple(written.get("shelves", ())),
        left_behind=from_json(written["left_behind"]) if "left_behind" in written else None,
        opens=written.get("opens", False),
        closes=written.get("closes", False),
        takes_back=_recall_in(written["takes_back"]) if "takes_back" in written else None,
    )


def notice_to_json(notice: Notice) -> dict[str, Any]:
    return to_json(Text(notice.occasion.value, **notice.gaps))


def notice_from_json(written: Mapping[str, Any]) -> Notice:
    announced = from_json(written)
    return Notice(Occasion(announced.key), announced.gaps)


def menu_to_json(menu: CommandMenu) -> dict[str, Any]:
    return {"commands": [[name, to_json(what)] for name, what in menu.commands]}


def menu_from_json(written: Mapping[str, Any]) -> CommandMenu:
    return CommandMenu(tuple((name, from_json(what)) for name, what in written["commands"]))


def _recall_out(recall: Recall) -> dict[str, Any]:
    former = [[list(one.ids), to_json(one.said), one.edited] for one in recall.former]
    return {"former": former, "asks": to_json(recall.asks)}


def _recall_in(written: Mapping[str, Any]) -> Recall:
    former = tuple(Former(tuple(ids), from_json(said), edited) for ids, said, edited in written["former"])
    return Recall(former, from_json(written["asks"]))


def _choice_out(choice: Choice) -> dict[str, Any]:
    written: dict[str, Any] = {"label": to_json(choice.label)}
    for part in ("action", "style", "link", "copies", "aside"):
        if value := getattr(choice, part):
            written[part] = value
    return written


def _choice_in(written: Mapping[str, Any]) -> Choice:
    return Choice(
        from_json(written["label"]),
        written.get("action", ""),
        written.get("style", ""),
        written.get("link", ""),
        written.get("copies", ""),
        written.get("aside", False),
    )
