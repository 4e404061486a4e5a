"""Sending against the sandbox, which is as strict as the Bot API."""

from __future__ import annotations

import base64

import pytest

from bot.channels.base import Button, Document, Rendered, SendFailed, Span, Why
from bot.channels.telegram.parts import medium_of, parts_of
from domain.messaging.messages import Medium
from tests.channels.conftest import Stage, failure_of

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
TAKE = ((Button("Nhận", "p:7:take:3", style="primary"), Button("Đóng", "p:7:close:3", style="danger")),)


async def test_text_with_spans_is_sent_as_entities_in_utf16(stage: Stage) -> None:
    text = "😀 Mã: P-0007 đã nhận"
    sent = await stage.channel.send(stage.at, Rendered(text, (Span(6, 12, "code"), Span(13, 20, "bold"))))
    (said,) = stage.chat()
    assert sent.message_ids == (str(said.id),)
    assert said.content["text"] == text
    found = [(e["type"], e["offset"], e["length"]) for e in said.content["entities"]]
    assert found == [("code", 7, 6), ("bold", 14, 7)]


async def test_buttons_have_actions_links_copies_and_styles(stage: Stage) -> None:
    more = (Button("Trang", link="https://example.vn/"), Button("Sao chép mã", copies="P-0007"))
    await stage.channel.send(stage.at, Rendered("Thẻ", buttons=(*TAKE, more)))
    first, second = stage.chat()[0].buttons
    assert [(b["text"], b["callback_data"], b["style"]) for b in first] == [
        ("Nhận", "p:7:take:3", "primary"),
        ("Đóng", "p:7:close:3", "danger"),
    ]
    assert (second[0]["url"], second[1]["copy_text"]) == ("https://example.vn/", {"text": "P-0007"})


async def test_personal_data_is_protected_routine_is_silent_and_no_link_is_previewed(stage: Stage) -> None:
    await stage.channel.send(stage.at, Rendered("https://example.vn", protected=True, silent=True))
    (call,) = stage.calls("sendMessage")
    assert (call["protect_content"], call["disable_notification"]) == ("true", "true")
    assert "is_disabled" in str(call["link_preview_options"])


@pytest.mark.parametrize("button", [Button("x", "đ" * 33), Button("x", copies="a" * 257)])
async def test_a_button_the_platform_would_refuse_never_leaves(stage: Stage, button: Button) -> None:
    failed = await failure_of(stage, Rendered("Thẻ", buttons=((button,),)))
    assert failed.why is Why.REFUSED
    assert not stage.calls("sendMessage")


async def test_a_long_text_becomes_several_with_the_buttons_on_the_last(stage: Stage) -> None:
    text = "\n\n".join(f"Đoạn {n}: " + "lời " * 300 for n in range(8))
    start = text.index("Đoạn 7")
    sent = await stage.channel.send(stage.at, Rendered(text, (Span(start, start + 6, "bold"),), TAKE))
    said = stage.chat()
    assert len(said) == 3
    assert [bool(one.buttons) for one in said] == [False, False, True]
    assert sent.message_ids == (str(said[2].id), str(said[0].id), str(said[1].id))  # the buttons' first
    (mark,) = said[2].content["entities"]
    assert said[2].content["text"][mark["offset"] :].startswith("Đoạn 7")
    assert " ".join(" ".join(one.content["text"] for one in said).split()) == " ".join(text.split())


async def test_a_file_with_a_short_text_is_captioned_and_then_known_by_its_id(stage: Stage) -> None:
    form = Document("đơn.docx", Medium.DOCUMENT, b"form")
    await stage.channel.send(stage.at, Rendered("Mẫu đơn", (Span(0, 3, "bold"),), TAKE, (form,)))
    (said,) = stage.chat()
    assert said.content["caption"] == "Mẫu đơn"
    assert said.content["caption_entities"]
    assert said.buttons
    assert said.media
    known = Document("", Medium.DOCUMENT, known_id=stage.world.files.id_for(stage.bot.id, said.media.file))
    await stage.channel.send(stage.at, Rendered("", documents=(known,)))
    again = stage.chat()[1]
    assert again.media
    assert again.media.file is said.media.file


async def test_several_files_are_an_album_and_a_long_text_goes_ahead(stage: Stage) -> None:
    photos = tuple(Document(f"{n}.png", Medium.PHOTO, PNG) for n in range(3))
    album = await stage.channel.send(stage.at, Rendered("Ba ảnh", documents=photos))
    assert len(album.message_ids) == 3
    assert [one.content.get("caption") for one in stage.chat()] == ["Ba ảnh", None, None]
    await stage.channel.send(stage.at, Rendered("dài " * 400, buttons=TAKE, documents=photos[:1]))
    text, photo = stage.chat()[3:]
    assert (bool(text.buttons), bool(photo.buttons), photo.content.get("caption")) == (True, False, None)


def test_files_of_different_kinds_stand_in_different_albums() -> None:
    kinds = [Medium.PHOTO, Medium.VIDEO, Medium.VOICE, Medium.VOICE, *[Medium.DOCUMENT] * 12]
    documents = tuple(Document(str(n), medium, b"x") for n, medium in enumerate(kinds))
    parts = parts_of(Rendered("lời", buttons=TAKE, documents=documents))
    assert [len(part.documents) for part in parts] == [0, 2, 1, 1, 10, 2]
    assert [bool(part.buttons) for part in parts] == [True, *[False] * 5]


def test_a_picture_over_ten_megabytes_is_a_document() -> None:
    assert medium_of(Document("to.png", Medium.PHOTO, bytes(10_000_001))) is Medium.DOCUMENT


async def test_a_card_is_edited_and_the_same_again_is_success(stage: Stage) -> None:
    sent = await stage.channel.send(stage.at, Rendered("Mới", buttons=TAKE))
    done = Rendered("Đã nhận", (Span(0, 2, "bold"),))
    await stage.channel.edit(stage.at, sent.message_ids[0], done)
    await stage.channel.edit(stage.at, sent.message_ids[0], done)
    (card,) = stage.chat()
    assert (card.content["text"], card.buttons) == ("Đã nhận", [])


async def test_a_card_that_is_a_file_has_its_caption_edited(stage: Stage) -> None:
    form = Document("đơn.docx", Medium.DOCUMENT, b"form")
    sent = await stage.channel.send(stage.at, Rendered("Mẫu", buttons=TAKE, documents=(form,)))
    await stage.channel.edit(stage.at, sent.message_ids[0], Rendered("Mẫu mới"))
    assert stage.chat()[0].content["caption"] == "Mẫu mới"


async def test_a_card_that_is_gone_or_would_need_two_messages_is_lost(stage: Stage) -> None:
    sent = await stage.channel.send(stage.at, Rendered("Thẻ"))
    for message_id, text in ((sent.message_ids[0], "dài " * 2000), ("99999", "Thẻ")):
        with pytest.raises(SendFailed) as caught:
            await stage.channel.edit(stage.at, message_id, Rendered(text))
        assert caught.value.why is Why.CARD_LOST
