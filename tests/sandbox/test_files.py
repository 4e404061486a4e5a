"""Files: kept once, named to each bot, and not above their sizes."""

from __future__ import annotations

import base64

from sandbox.telegram.files import MEGABYTE
from tests.sandbox.conftest import TOKEN, Town


async def upload(town: Town, method: str, kind: str, data: bytes, **fields: str) -> tuple[int, dict[str, object]]:
    answer = await town.client.post(
        f"/bot{town.token}/{method}", data={"chat_id": town.person} | fields, files={kind: ("tệp.pdf", data)}
    )
    return answer.status_code, answer.json()


async def test_the_same_content_has_the_same_id(met: Town) -> None:
    first = await upload(met, "sendDocument", "document", b"%PDF-1")
    second = await upload(met, "sendDocument", "document", b"%PDF-1")
    third = await upload(met, "sendDocument", "document", b"%PDF-2")
    ids = [answer["result"]["document"]["file_unique_id"] for _, answer in (first, second, third)]  # type: ignore[index]
    assert ids[0] == ids[1] != ids[2]


async def test_a_file_id_is_good_only_for_its_bot(met: Town) -> None:
    await met.act("send", document="a.pdf")
    ((update),) = await met.updates()
    theirs = update["message"]["document"]["file_id"]
    assert (await met.ask("getFile", file_id=theirs))["file_path"].endswith(".pdf")
    met.world.add_bot("811:other", "khac_bot")
    met.token = "811:other"
    assert await met.refused("getFile", file_id=theirs) == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_a_download_is_the_bytes_that_were_sent(met: Town) -> None:
    await met.act("send", voice="ghi-am.ogg", file_base64=base64.b64encode(b"OggS" * 40_000).decode())
    ((update),) = await met.updates()
    path = (await met.ask("getFile", file_id=update["message"]["voice"]["file_id"]))["file_path"]
    assert (await met.client.get(f"/file/bot{TOKEN}/{path}")).content == b"OggS" * 40_000
    assert (await met.client.get(f"/file/bot{TOKEN}/documents/none")).status_code == 404


async def test_over_20_megabytes_a_bot_can_copy_but_not_download(met: Town) -> None:
    sent = await met.act("send", video="dai.mp4", size=21 * MEGABYTE)
    ((update),) = await met.updates()
    assert update["message"]["video"]["file_size"] == 21 * MEGABYTE
    assert (
        await met.refused("getFile", file_id=update["message"]["video"]["file_id"])
        == "Bad Request: file is too big"
    )
    copy = {
        "chat_id": met.person,
        "from_chat_id": met.person,
        "message_id": sent["message_id"],
        "caption": "Bản sao",
    }
    copied = await met.ask("copyMessage", **copy)
    shown = (await met.chat())["messages"][-1]
    assert (shown["message_id"], shown["text"]) == (copied["message_id"], "Bản sao")
    assert shown["video"]["size"] == 21 * MEGABYTE


async def test_a_photo_over_10_megabytes_is_refused(met: Town) -> None:
    status, answer = await upload(met, "sendPhoto", "photo", bytes(10 * MEGABYTE + 1))
    assert (status, answer["ok"]) == (400, False)


async def test_a_request_over_50_megabytes_is_too_large(met: Town) -> None:
    headers = {"content-length": str(52 * MEGABYTE)}
    answer = await met.client.post(f"/bot{met.token}/sendDocument", content=b"", headers=headers)
    assert (answer.status_code, answer.json()["description"]) == (413, "Request Entity Too Large")


async def test_an_album_comes_as_separate_updates(met: Town) -> None:
    await met.act("send", album=[{"photo": "a.jpg", "caption": "Ổ gà"}, {"photo": "b.jpg"}])
    first, second = (update["message"] for update in await met.updates())
    assert first["media_group_id"] == second["media_group_id"]
    assert (first["caption"], "caption" in second) == ("Ổ gà", False)


async def test_the_page_sends_a_real_file(met: Town) -> None:
    fields = {"bot": "thu_bot", "person": str(met.person), "kind": "photo", "caption": "Rác"}
    answer = await met.client.post(
        "/_sandbox/upload", data=fields, files={"file": ("rac.jpg", b"\xff\xd8", "image/jpeg")}
    )
    assert answer.status_code == 200, answer.text
    photo = (await met.chat())["messages"][-1]["photo"]
    shown = await met.client.get(photo["url"])
    assert (shown.content, shown.headers["content-type"]) == (b"\xff\xd8", "image/jpeg")
